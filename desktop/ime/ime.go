// Package ime puts the windows of an input method at the caret. GLFW, on which Fyne stands, tells
// Windows nothing of where text goes, so its candidates would open in a corner of the screen. On X11
// it uses the input method's own window, which nobody can move; there this package does nothing.
package ime

// Rect is a rectangle in pixels; X and Y count from the top left corner of the window's content.
type Rect struct{ X, Y, Width, Height int }

// Follow asks caret for the caret each time that the input method of a window is about to show
// something, and puts that there. hwnd is the window's HWND. caret is called on the window's thread,
// which is Fyne's UI goroutine, and has to answer at once; false leaves the place to Windows. After
// stop has returned no further call begins.
func Follow(hwnd uintptr, caret func() (Rect, bool)) (stop func(), err error) {
	return follow(hwnd, caret)
}
