//go:build !windows

package opengl

import "os"

// Drawing is drawing in software where the system has what it takes.
type Drawing struct{}

// FindSoftware tells how Mesa is to be had; ok is false where it is not.
func FindSoftware(string) (d Drawing, ok bool) { return Drawing{}, true }

// Enter lets OpenGL be drawn in software from now on. restarted is true where another
// process does it, and this one is to end.
func (Drawing) Enter([]string) (restarted bool, err error) {
	return false, os.Setenv("LIBGL_ALWAYS_SOFTWARE", "1")
}
