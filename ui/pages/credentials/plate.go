package credentials

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// plate lies below a row and notices the clicks that nothing on it takes.
type plate struct {
	widget.BaseWidget
	tapped func()
}

func newPlate(tapped func()) *plate {
	p := &plate{tapped: tapped}
	p.ExtendBaseWidget(p)
	return p
}

// Tapped implements fyne.Tappable.
func (p *plate) Tapped(*fyne.PointEvent) { p.tapped() }

// CreateRenderer implements fyne.Widget.
func (p *plate) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
