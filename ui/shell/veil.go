package shell

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// veil darkens what lies behind a dialog, and keeps the pointer off it.
type veil struct {
	widget.BaseWidget
	focus func() // gives the keyboard to the dialog
}

// veilColor is the same in light and dark: it only has to set the dialog off.
var veilColor = color.NRGBA{A: 0x52}

func newVeil(focus func()) *veil {
	v := &veil{focus: focus}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped implements fyne.Tappable. A click on the veil, or on what lies before it
// and answers to nothing, has taken the keyboard from the dialog.
func (v *veil) Tapped(*fyne.PointEvent) { v.focus() }

// TappedSecondary implements fyne.SecondaryTappable, see Tapped.
func (v *veil) TappedSecondary(*fyne.PointEvent) { v.focus() }

// CreateRenderer implements fyne.Widget.
func (v *veil) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(veilColor))
}
