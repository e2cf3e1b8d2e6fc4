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
}

// veilColor is the same in light and dark: it only has to set the dialog off.
var veilColor = color.NRGBA{A: 0x52}

func newVeil() *veil {
	v := &veil{}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped implements fyne.Tappable.
func (v *veil) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (v *veil) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(veilColor))
}
