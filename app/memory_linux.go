package app

import "golang.org/x/sys/unix"

// HideMemory keeps the memory and the environment of this process from other programs
// of the same user, and out of cores whatever the limits say; programs that it starts
// are as readable as any. It is not for the window: the desktop's portals, of which
// Fyne asks for light or dark, refuse whom they cannot look at.
func HideMemory() {
	// It cannot fail with these arguments.
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
