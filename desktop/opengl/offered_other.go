//go:build !linux && !freebsd && !netbsd && !openbsd

package opengl

// Offered tells whether the window system draws OpenGL at all, as far as that is known
// at once.
func Offered() bool { return true }
