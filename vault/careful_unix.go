//go:build !windows

package vault

import "syscall"

const (
	// unhurried opens a pipe without waiting for its other end.
	unhurried = syscall.O_NONBLOCK
	// careful does not open what a link leads to, either.
	careful = unhurried | syscall.O_NOFOLLOW
)
