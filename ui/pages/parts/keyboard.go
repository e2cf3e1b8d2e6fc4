package parts

import (
	"fyne.io/fyne/v2"

	"keycase/ui/core"
)

// Seen tells whether an object can be seen where it is, with everything around it:
// what has gone keeps the keyboard otherwise. A window's own corner belongs to
// nothing that takes the keyboard.
func Seen(object fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	return object.Visible() && driver.CanvasForObject(object) != nil &&
		!driver.AbsolutePositionForObject(object).IsZero()
}

// Adrift tells whether nothing that can be seen has the keyboard. What got it before it
// was drawn for the first time is about to be seen: the driver knows no canvas of it yet.
func Adrift(c *core.Context) bool {
	focused, ok := c.Window.Canvas().Focused().(fyne.CanvasObject)
	return !ok || !Seen(focused) && fyne.CurrentApp().Driver().CanvasForObject(focused) != nil
}

// Key is a widget that the keyboard can come to.
type Key interface {
	fyne.Focusable
	fyne.Disableable
	fyne.CanvasObject
}

// HandOver passes the keyboard on within a group of widgets: where one of them has
// it and hides or answers no more, the first that does gets it.
func HandOver(c *core.Context, group ...Key) {
	canvas := c.Window.Canvas()
	stranded := false
	for _, key := range group {
		if fyne.Focusable(key) == canvas.Focused() {
			stranded = !answers(key)
		}
	}
	if !stranded {
		return
	}
	for _, key := range group {
		if answers(key) {
			canvas.Focus(key)
			return
		}
	}
}

func answers(key Key) bool { return key.Visible() && !key.Disabled() }
