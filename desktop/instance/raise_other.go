//go:build !windows

package instance

// allowRaise has nothing to hand on outside of Windows.
func allowRaise() {}
