//go:build unix

package app

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// coreLimit is what the process was allowed; nil where it was not changed.
type coreLimit struct{ before *unix.Rlimit }

// NoCores keeps the memory of this process, with its secrets, out of files should it
// crash, and returns what commands that it starts may have in its place. Linux hands
// a core to programs that collect them even at a limit of 0, and to nobody at 1.
func NoCores() Cores {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) != nil {
		return Cores{}
	}
	before := limit
	limit.Cur = 0
	if runtime.GOOS == "linux" {
		limit.Cur = min(1, limit.Max)
	}
	if unix.Setrlimit(unix.RLIMIT_CORE, &limit) != nil {
		return Cores{} // as before where the system refuses
	}
	return Cores{coreLimit{&before}}
}

// borrow brings the limit back that there was, and returns what ends that.
func (l coreLimit) borrow() (end func()) {
	var own unix.Rlimit
	if l.before == nil || unix.Getrlimit(unix.RLIMIT_CORE, &own) != nil {
		return func() {}
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, l.before) // at worst the command has no core either
	return func() { _ = unix.Setrlimit(unix.RLIMIT_CORE, &own) }
}
