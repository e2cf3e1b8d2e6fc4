package ui

import (
	"context"
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"keycase/desktop/away"
	"keycase/desktop/ime"
	"keycase/desktop/window"
	"keycase/ui/caret"
	"keycase/ui/core"
	"keycase/ui/shell"
	"keycase/ui/tray"
)

// Desktop is what the system offers beyond Fyne. What is nil is done without.
type Desktop struct {
	// Secrets is the clipboard for what is secret.
	Secrets shell.SecretClipboard
	// Text reads the text on the clipboard, and may wait for the program that has it.
	// Its error is errors.ErrUnsupported where Fyne's way waits for nobody.
	Text func() (string, error)
	// Picture reads the picture on the clipboard, and Screen takes one of the screen;
	// both may wait for other programs.
	Picture func() (image.Image, error)
	Screen  func() (image.Image, error)
	// TrayAvailable tells whether an icon in the tray would be shown; it may wait.
	TrayAvailable func(context.Context) bool
	// StartTray is tray.Start.
	StartTray func(tray.Params) (t *tray.Tray, begin func(), err error)
	// TrayOnUI tells that begin belongs on the UI goroutine here.
	TrayOnUI bool
	// Notify shows a notification of the system; it may wait. The texts must be
	// constant: on Windows they pass through a shell.
	Notify func(title, text string)

	// Watch, Placed, Place, Room and Raise are those of desktop/window.
	Watch  func(h window.Handle, changed func(visible bool), touched func()) (stop func(), err error)
	Placed func(window.Handle) (window.Geometry, error)
	Place  func(window.Handle, window.Geometry) error
	Room   func(window.Handle) (width, height int, err error)
	Raise  func(window.Handle) error
	// Away is away.Watch.
	Away func(hwnd uintptr, tell func(away.Event)) (stop func(), err error)
	// FollowIME is ime.Follow.
	FollowIME func(hwnd uintptr, caret func() (ime.Rect, bool)) (stop func(), err error)

	// Scale is the size in percent that the system asks for, 0 for none; SetScale
	// changes it, to be seen when the theme is set anew.
	Scale    func() int
	SetScale func(percent int)
}

// native is the window as the system knows it.
type native struct {
	handle  window.Handle // 0 until it is known
	toFront func(window.Handle) error
	run     func(func()) // away from the UI goroutine

	mu    sync.Mutex
	stops []func()
	ended bool
}

// handleOf asks Fyne for the window's handle; 0 where there is none to be had.
func handleOf(w fyne.Window) (handle window.Handle, hwnd uintptr) {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return 0, 0
	}
	n.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			handle = window.Handle(c.WindowHandle)
		case driver.WindowsWindowContext:
			handle, hwnd = window.Handle(c.HWND), c.HWND
		}
	})
	return handle, hwnd
}

// made tells whether there is a window behind w. Where Fyne says nothing there is.
func made(w fyne.Window) (is bool) {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	n.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			is = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			is = c.HWND != 0
		default:
			is = true
		}
	})
	return is
}

// meetDesktop connects the window, which is there by now, with the system.
func (u *UI) meetDesktop() {
	handle, hwnd := handleOf(u.c.Window)
	u.native.handle = handle
	u.native.toFront = u.p.Desktop.Raise
	u.native.run = func(work func()) {
		core.DoAround(u.c, func(context.Context) (struct{}, error) {
			work()
			return struct{}{}, nil
		}, func(struct{}, error) {})
	}
	if handle != 0 {
		u.settleAtLast()
		u.watch()
	}
	if hwnd != 0 && u.p.Desktop.FollowIME != nil {
		stop, err := u.p.Desktop.FollowIME(hwnd, u.caret)
		if err == nil {
			u.native.keep(stop)
		}
	}
	u.watchAway(hwnd)
	u.startTray()
}

// watch lets the countdowns rest while the window cannot be seen, and take their
// time while nobody is at it.
func (u *UI) watch() {
	if u.p.Desktop.Watch == nil {
		return
	}
	handle := u.native.handle
	u.native.run(func() {
		stop, err := u.p.Desktop.Watch(handle, func(visible bool) {
			u.c.Worker.OnUI(func() {
				if !u.watched {
					u.watched = true
					u.touched()
				}
				u.setVisible(visible && !u.hidden)
			})
		}, func() { u.c.Worker.OnUI(u.touched) })
		if err == nil {
			u.native.keep(stop)
		}
	})
}

// caret is where the next character goes.
func (u *UI) caret() (ime.Rect, bool) {
	at, ok := caret.At(u.c.Window.Canvas())
	return ime.Rect{X: at.Min.X, Y: at.Min.Y, Width: at.Dx(), Height: at.Dy()}, ok
}

func (n *native) keep(stop func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ended {
		stop()
		return
	}
	n.stops = append(n.stops, stop)
}

func (n *native) stop() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ended = true
	for _, stop := range n.stops {
		stop()
	}
	n.stops = nil
}

func (n *native) raise() {
	if n.handle == 0 || n.toFront == nil {
		return
	}
	handle, toFront := n.handle, n.toFront
	n.run(func() { _ = toFront(handle) }) // Fyne has tried as well
}
