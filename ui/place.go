package ui

import (
	"context"
	"encoding/json"
	"math"

	"fyne.io/fyne/v2"

	"keycase/desktop/window"
	"keycase/ui/core"
	"keycase/ui/pages/settings"
)

// remembered is where the window was, in the preferences.
type remembered struct {
	Width, Height float32 // in Fyne units
	// Scale is how many pixels a unit had then; 0 where that was not written down.
	Scale float32
	// Place is where it stood on the screens in pixels, nil where that could not be known.
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

// The least window, in Fyne units, which is that of the shell.
const leastWidth, leastHeight = 960, 600

// settleAtLast puts a window that has just come up where it was last.
func (u *UI) settleAtLast() {
	u.settleWindow(func() {
		if r, ok := u.known(); ok && r.Place != nil {
			u.place(r)
			return
		}
		u.resizeTo(u.c.Window.Canvas().Size())
	})
}

// settleWindow finds out how large its screen lets the window be before place puts it
// there. Where even the least window is larger than that, everything in it becomes
// smaller.
func (u *UI) settleWindow(place func()) {
	switch {
	case u.native.handle == 0:
		return
	case u.p.Desktop.Room == nil:
		place()
		return
	}
	handle := u.native.handle
	core.DoAround(u.c, func(context.Context) (room, error) {
		width, height, err := u.p.Desktop.Room(handle)
		return room{width, height}, err
	}, func(r room, err error) {
		if err == nil && r.width > 0 && r.height > 0 {
			u.room = r
			if percent := u.fittingScale(); percent < u.scaleNow() {
				u.applyScale(percent)
			}
		}
		place()
	})
}

// room is how large the window may be, in pixels; zero where that is not known.
type room struct{ width, height int }

// holds tells whether a window of that many units fits at a scale, in pixels to the unit.
func (r room) holds(width, height, scale float32) bool {
	return r == room{} || width*scale <= float32(r.width) && height*scale <= float32(r.height)
}

// fits tells whether the least window fits the screen at a size in percent.
func (u *UI) fits(percent int) bool {
	scale := u.c.Window.Canvas().Scale() * float32(percent) / float32(u.scaleNow())
	scale = float32(math.Round(float64(scale)*10)) / 10 // as Fyne rounds it
	return u.room.holds(leastWidth, leastHeight, scale)
}

// fittingScale is the size in percent in use, or where that does not fit the largest of
// those to choose from that does.
func (u *UI) fittingScale() int {
	now := u.scaleNow()
	if u.p.Desktop.SetScale == nil || u.fits(now) {
		return now
	}
	return u.offeredScales()[len(u.offeredScales())-1]
}

// offeredScales are the sizes in percent that a person can choose from on this screen:
// those that fit, and the smallest in any case.
func (u *UI) offeredScales() []int {
	offered := settings.Scales[:1]
	for i, percent := range settings.Scales {
		if u.fits(percent) {
			offered = settings.Scales[:i+1]
		}
	}
	return offered
}

// within is that size, or as much of it as there is room for at a scale.
func (r room) within(size fyne.Size, scale float32) fyne.Size {
	if r == (room{}) {
		return size
	}
	return fyne.NewSize(min(size.Width, float32(r.width)/scale), min(size.Height, float32(r.height)/scale))
}

// squeezed is a window that its screen lets be no larger: what it would be, and what is
// left of that, in units.
type squeezed struct{ wanted, left fyne.Size }

// wanted is how large the person made the window, in units: what the screen took of
// that at the size in use comes back at another one. A window that was made larger or
// smaller since is meant to be as it is.
func (u *UI) wanted() fyne.Size {
	const rounding = 2 // of pixels into units and back
	now, left := u.c.Window.Canvas().Size(), u.squeezed.left
	near := func(a, b float32) bool { return a-b < rounding && b-a < rounding }
	if near(now.Width, left.Width) && near(now.Height, left.Height) {
		return u.squeezed.wanted
	}
	return now
}

// place moves the window to where it was.
func (u *UI) place(last remembered) {
	if u.p.Desktop.Place == nil {
		return
	}
	place, handle := last.at(u.c.Window.Canvas().Scale()), u.native.handle
	u.native.run(func() { _ = u.p.Desktop.Place(handle, place) }) // it stays where it is then
}

// resizeTo makes the window that large, in units, or as much of it as fits its screen.
func (u *UI) resizeTo(wanted fyne.Size) {
	canvas, handle := u.c.Window.Canvas(), u.native.handle
	left := u.room.within(wanted, canvas.Scale())
	u.squeezed = squeezed{}
	if left != wanted {
		u.squeezed = squeezed{wanted, left}
	}
	now := canvas.Size()
	switch {
	case !u.room.holds(now.Width, now.Height, canvas.Scale()):
		if u.p.Desktop.Place == nil || u.p.Desktop.Placed == nil {
			return
		}
		u.native.run(func() {
			if now, err := u.p.Desktop.Placed(handle); err == nil {
				_ = u.p.Desktop.Place(handle, now) // as much of it as fits
			}
		})
	case now != left:
		u.c.Window.Resize(left) // from the place where even less of it fitted
	}
}

// at is the place at a scale, as large as it was in units: the pixels are others where
// the scale is.
func (r remembered) at(scale float32) window.Geometry {
	place := *r.Place
	if r.Scale > 0 {
		place.Width += int(math.Round(float64(r.Width * (scale - r.Scale))))
		place.Height += int(math.Round(float64(r.Height * (scale - r.Scale))))
	}
	return place
}

// remember keeps size and place for the next start. It asks the window system,
// which may take a moment: the window is closing.
func (u *UI) remember() {
	canvas := u.c.Window.Canvas()
	r := remembered{Width: canvas.Size().Width, Height: canvas.Size().Height, Scale: canvas.Scale()}
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
