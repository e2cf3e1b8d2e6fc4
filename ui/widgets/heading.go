package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// SectionHeading stands over a card: a name, how many there are, and a remark at the end.
type SectionHeading struct {
	base
	name, count, remark *Text
}

// NewSectionHeading makes a heading; count and remark may be empty.
func NewSectionHeading(name, count, remark string) *SectionHeading {
	h := &SectionHeading{
		name:   NewText(name, SmallMedium, theme.ColorInk),
		count:  NewText(count, Small, theme.ColorInk3),
		remark: NewFitText(remark, Caption, theme.ColorInk2).SetAlign(fyne.TextAlignTrailing),
	}
	h.ExtendBaseWidget(h)
	return h
}

// Set changes all three.
func (h *SectionHeading) Set(name, count, remark string) {
	h.name.SetText(name)
	h.count.SetText(count)
	h.remark.SetText(remark)
	h.Refresh()
}

// headingInset aligns the heading with the rounded corner of the card below.
const headingInset = 4

// CreateRenderer implements fyne.Widget.
func (h *SectionHeading) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      h,
		objects: []fyne.CanvasObject{h.name, h.count, h.remark},
		min: func() fyne.Size {
			width := h.name.MinSize().Width + 8 + h.count.MinSize().Width
			return fyne.NewSize(width+2*headingInset, theme.LineSmall)
		},
		layout: func(size fyne.Size) {
			name, count := h.name.MinSize().Width, h.count.MinSize().Width
			place(h.name, headingInset, 0, name, theme.LineSmall)
			place(h.count, headingInset+name+8, 0, count, theme.LineSmall)
			x := headingInset + name + 8 + count + 16
			placeMiddle(h.remark, x, size.Height, max(size.Width-headingInset-x, 0), theme.LineCaption)
		},
	})
}

// Divider is a line of 1 unit, from inset to the end.
type Divider struct {
	base
	inset    float32
	vertical bool
	line     *canvas.Rectangle
}

// NewDivider is a horizontal line that begins inset units from the left.
func NewDivider(inset float32) *Divider { return newDivider(inset, false) }

// NewVerticalDivider is a line from top to bottom.
func NewVerticalDivider() *Divider { return newDivider(0, true) }

func newDivider(inset float32, vertical bool) *Divider {
	d := &Divider{inset: inset, vertical: vertical, line: canvas.NewRectangle(color.Transparent)}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *Divider) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      d,
		objects: []fyne.CanvasObject{d.line},
		min:     func() fyne.Size { return fyne.NewSquareSize(1) },
		layout: func(size fyne.Size) {
			if d.vertical {
				place(d.line, 0, 0, 1, size.Height)
				return
			}
			placeMiddle(d.line, d.inset, size.Height, size.Width-d.inset, 1)
		},
		paint: func() { d.line.FillColor = theme.Color(theme.ColorBorder) },
	})
}
