package about

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// focus is what the two widgets of this page that take the keyboard share.
type focus struct {
	ringed bool // the keyboard is here
	redraw func()
}

// FocusGained implements fyne.Focusable.
func (f *focus) FocusGained() {
	f.ringed = true
	f.redraw()
}

// FocusLost implements fyne.Focusable.
func (f *focus) FocusLost() {
	f.ringed = false
	f.redraw()
}

// TypedRune implements fyne.Focusable.
func (f *focus) TypedRune(rune) {}

func newRing(radius float32) *canvas.Rectangle {
	ring := canvas.NewRectangle(color.Transparent)
	ring.CornerRadius = radius
	return ring
}

// paintRing draws what says where the keyboard is.
func paintRing(ring *canvas.Rectangle, visible bool) {
	ring.Hidden = !visible
	ring.StrokeColor, ring.StrokeWidth = theme.Color(theme.ColorFocus), 2
	// OpenGL blends the edge into the fill, which black would darken.
	r, g, b, _ := ring.StrokeColor.RGBA()
	ring.FillColor = color.NRGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8)} // #nosec G115 -- the high byte of 16 bits
	ring.Refresh()
}

// pass hands a key on to the window.
func pass(from fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(from); c != nil {
		if typed := c.OnTypedKey(); typed != nil {
			typed(key)
		}
	}
}

// take brings the keyboard to a widget.
func take(to interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(to); c != nil {
		c.Focus(to)
	}
}

// drawing is a fyne.WidgetRenderer for objects that stay the same.
type drawing struct {
	objects []fyne.CanvasObject
	min     fyne.Size
	layout  func(fyne.Size)
	refresh func()
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Layout(size fyne.Size)        { d.layout(size) }
func (d *drawing) MinSize() fyne.Size           { return d.min }
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) Refresh()                     { d.refresh() }
