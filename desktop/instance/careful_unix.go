//go:build !windows

package instance

import "syscall"

// careful opens neither what a link leads to nor a pipe that nobody writes to.
const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
