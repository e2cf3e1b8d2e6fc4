//go:build unix

package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// harden keeps the memory of this process, with its secrets, out of files should it
// crash. Linux hands a core to programs that collect them even at a limit of 0, and to
// nobody at 1. The process stays readable to others of the same user: made undumpable
// as a whole, it would be refused by the desktop's portals, of which Fyne asks for
// light or dark.
func harden() {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &limit) != nil {
		return
	}
	limit.Cur = 0
	if runtime.GOOS == "linux" {
		limit.Cur = min(1, limit.Max)
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &limit) // as before where the system refuses
}
