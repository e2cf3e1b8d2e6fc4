//go:build unix

package journal

import "syscall"

// careful opens neither what a link leads to nor a pipe that nobody reads from.
const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
