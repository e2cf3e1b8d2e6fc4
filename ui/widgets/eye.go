package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// eye is the button inside a secret field that shows and hides what was typed. It is for the
// pointer alone: from the field, Tab would come to it, and the next key would show the secret.
type eye struct {
	pointed
	open bool
	tips [2]string // of the closed and of the open eye

	box  *canvas.Rectangle
	icon *glyph
}

func newEye(reveal, hide string, action func()) *eye {
	e := &eye{
		tips: [2]string{reveal, hide},
		box:  newBox(theme.RadiusControl),
		icon: newGlyph("eye", theme.ColorInk2, 16),
	}
	e.label, e.action, e.wordless, e.keys = reveal, action, true, Keys("E")
	e.ExtendBaseWidget(e)
	return e
}

// setOpen follows whether the secret is shown.
func (e *eye) setOpen(open bool) {
	e.open, e.label = open, e.tips[0]
	if open {
		e.label = e.tips[1]
	}
	e.Refresh()
}

func (e *eye) paint() {
	name := "eye"
	if e.open {
		name = "eye-off"
	}
	fill, ink := e.colors()
	dress(e.box, fill, "")
	e.icon.set(name, ink)
}

// CreateRenderer implements fyne.Widget.
func (e *eye) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      e,
		objects: []fyne.CanvasObject{e.box, e.icon.Image},
		min:     func() fyne.Size { return fyne.NewSquareSize(theme.IconButtonSize) },
		layout: func(size fyne.Size) {
			e.box.Resize(size)
			e.icon.middle((size.Width-e.icon.size)/2, size.Height)
		},
		paint: e.paint,
	})
}
