package vault

import (
	"errors"
	"runtime"
	"syscall"
)

// DiskFull tells whether an error of the system means that a disk has no space left.
func DiskFull(err error) bool { return diskFull(err, runtime.GOOS) }

// Windows' own numbers of it, which package syscall does not take for ENOSPC.
const (
	windowsHandleDiskFull = syscall.Errno(39)
	windowsDiskFull       = syscall.Errno(112)
)

func diskFull(err error, system string) bool {
	if errors.Is(err, syscall.ENOSPC) {
		return true
	}
	return system == "windows" && (errors.Is(err, windowsHandleDiskFull) || errors.Is(err, windowsDiskFull))
}
