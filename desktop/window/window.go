// Package window does to a native window what Fyne does not: it tells whether people can see it and
// whether somebody is at it, where it stands, puts it back there, and brings it to the front.
//
// All functions but Watch's stop can wait for the window system for some seconds.
package window

import "sync/atomic"

// Handle is the window's id on X11, or its HWND on Windows.
type Handle uintptr

// Watch calls changed with whether the window can be seen: once with how it is now, and then after
// each change. A window that is minimised, hidden or gone cannot be seen; one on X11 cannot either
// while others cover it fully (see below). It calls touched while somebody types into the window or
// moves the pointer over it, at most once a second. Both are called on a goroutine of Watch's own,
// never two calls at once; a call that is under way during stop may still end after it.
//
// Watch waits for events and does not poll.
//
// # Covered windows on X11
//
// The server tells when nothing of a window is on the screen. Without a compositor that is exact:
// nothing drawn could be seen, and the server says so when a part comes back. A compositor redirects
// windows, and the server then counts each as uncovered, because thumbnails and transparent windows
// may show it; so where the server cannot know, it says visible. Windows has no such event.
//
// # Buttons and wheel on X11
//
// The server gives them to nobody but the window's own connection. They do not count there, unless
// the pointer moves as well.
func Watch(h Handle, changed func(visible bool), touched func()) (stop func(), err error) {
	var stopped atomic.Bool
	end, err := watch(h, func(visible bool) {
		if !stopped.Load() {
			changed(visible)
		}
	}, func() {
		if !stopped.Load() {
			touched()
		}
	})
	if err != nil {
		return nil, err
	}
	return func() {
		if !stopped.Swap(true) {
			end()
		}
	}, nil
}

// Placed tells where the window stands. What it returns is for Place: on X11 it is the window
// without its frame, on Windows with it, of a minimised or maximised window the place it goes back
// to.
func Placed(h Handle) (Geometry, error) { return placed(h) }

// Place puts the window at a place that Placed returned, or as near as it fits on the screens of
// today, frame included and taskbars left free.
func Place(h Handle, g Geometry) error { return place(h, g) }

// Room tells how large the contents of the window may be, in pixels, on the screen where it stands:
// what taskbars and its own frame take away is off.
func Room(h Handle) (width, height int, err error) { return room(h) }

// Raise brings the window to the front, gives it the keyboard where the desktop allows that, and
// shows it if it is minimised.
func Raise(h Handle) error { return raise(h) }

// ForgetDeadManager lets a program start on an X server whose window manager has died: that leaves
// its name behind, and GLFW ends the whole program when it asks the window of that name. It is
// called before there is a window, and does nothing where a manager lives or on other systems.
func ForgetDeadManager() error { return forgetDeadManager() }
