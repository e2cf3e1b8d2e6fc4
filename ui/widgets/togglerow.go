package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// ToggleRow is a switch with what it is about beside it. A click on either turns it.
type ToggleRow struct {
	widget.BaseWidget
	toggle *Toggle
	row    fyne.CanvasObject
}

// NewToggleRow lays the switch and the widths beside it out as Columns does; the switch
// comes first and has a column of its own.
func NewToggleRow(gap float32, toggle *Toggle, widths []float32, beside ...fyne.CanvasObject) *ToggleRow {
	r := &ToggleRow{toggle: toggle}
	r.row = Columns(gap, append([]float32{Natural}, widths...), append([]fyne.CanvasObject{toggle}, beside...)...)
	r.ExtendBaseWidget(r)
	return r
}

// Tapped implements fyne.Tappable.
func (r *ToggleRow) Tapped(event *fyne.PointEvent) { r.toggle.Tapped(event) }

// CreateRenderer implements fyne.Widget.
func (r *ToggleRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.row) }
