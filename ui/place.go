package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"keycase/desktop/window"
)

// remembered is where the window was, in the preferences.
type remembered struct {
	Width, Height float32 // in Fyne units
	// Place is where it stood on the screens, nil where that could not be known.
	Place *window.Geometry
}

// The sizes that a window can have had, in Fyne units.
const leastSide, mostSide = 320, 8192

// known reads it; ok is false where nothing of use was remembered.
func (u *UI) known() (r remembered, ok bool) {
	err := json.Unmarshal([]byte(u.p.App.Preferences().String(prefWindow)), &r)
	within := func(side float32) bool { return side >= leastSide && side <= mostSide }
	return r, err == nil && within(r.Width) && within(r.Height)
}

// resize gives a window that is not shown yet the size it had, or its first one.
func (u *UI) resize(w fyne.Window) {
	r, ok := u.known()
	if !ok {
		w.Resize(fyne.NewSize(firstWidth, firstHeight))
		w.CenterOnScreen()
		return
	}
	w.Resize(fyne.NewSize(r.Width, r.Height))
	if r.Place == nil {
		w.CenterOnScreen()
	}
}

// placeWindow puts the window back where it stood.
func (u *UI) placeWindow() {
	r, ok := u.known()
	if !ok || r.Place == nil || u.p.Desktop.Place == nil {
		return
	}
	handle := u.native.handle
	u.native.run(func() { _ = u.p.Desktop.Place(handle, *r.Place) }) // it stays where it is then
}

// remember keeps size and place for the next start. It asks the window system,
// which may take a moment: the window is closing.
func (u *UI) remember() {
	size := u.c.Window.Canvas().Size()
	r := remembered{Width: size.Width, Height: size.Height}
	if u.native.handle != 0 && u.p.Desktop.Placed != nil {
		if place, err := u.p.Desktop.Placed(u.native.handle); err == nil {
			r.Place = &place
		}
	}
	text, err := json.Marshal(r)
	// Fyne writes its file in place, so it is left alone where nothing changed.
	if err == nil && string(text) != u.p.App.Preferences().String(prefWindow) {
		u.p.App.Preferences().SetString(prefWindow, string(text))
	}
}
