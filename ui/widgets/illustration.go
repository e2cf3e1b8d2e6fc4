package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Illustration is a drawing of a fixed size for the panels of wizards. Paper in it stays light in
// both themes. It is decoration: what matters stands in words beside it.
type Illustration struct {
	base
	size    fyne.Size
	objects []fyne.CanvasObject // from the back to the front
	shapes  []*shape
	paints  []func() // what else follows the theme
}

// shape is a rectangle, a pill or a circle of a drawing.
type shape struct {
	box          *canvas.Rectangle
	fill, stroke fyne.ThemeColorName
	fixed        color.Color // a fill that is the same in both themes; nil for none
	width        float32     // of the stroke
	share        float32     // how much of the stroke, or else of the fill, shows: 0 to 1
}

// On paper, which is light in both themes, these are the light shades.
var (
	paperErr    = color.NRGBA{R: 0xD2, G: 0x45, B: 0x3A, A: 0xFF}
	paperErrInk = color.NRGBA{R: 0xAE, G: 0x2F, B: 0x25, A: 0xFF}
	paperSoft   = color.NRGBA{R: 0xE9, G: 0xEF, B: 0xFD, A: 0xFF}
	paperFaint  = color.NRGBA{R: 0xD9, G: 0xD7, B: 0xD3, A: 0xFF}
)

// newIllustration makes an empty drawing.
func newIllustration(width, height float32) *Illustration {
	i := &Illustration{size: fyne.NewSize(width, height)}
	i.ExtendBaseWidget(i)
	return i
}

// draw adds a rectangle; an empty name leaves out fill or stroke. The stroke is 1 unit wide.
func (i *Illustration) draw(x, y, w, h, radius float32, fill, stroke fyne.ThemeColorName) *shape {
	s := &shape{box: newBox(radius), fill: fill, stroke: stroke, width: 1, share: 1}
	place(s.box, x, y, w, h)
	i.shapes = append(i.shapes, s)
	i.objects = append(i.objects, s.box)
	return s
}

// pill adds a rectangle with round ends, or a circle.
func (i *Illustration) pill(x, y, w, h float32, fill fyne.ThemeColorName) *shape {
	return i.draw(x, y, w, h, min(w, h)/2, fill, "")
}

// fixedPill is a pill of a colour that both themes share.
func (i *Illustration) fixedPill(x, y, w, h float32, fill color.Color) {
	i.pill(x, y, w, h, "").fixed = fill
}

// write adds a line of text, or with a larger h a paragraph, which ends where its place does.
func (i *Illustration) write(text string, style Style, ink fyne.ThemeColorName, align fyne.TextAlign, x, y, w, h float32) {
	var t *Text
	if lines := int(h / style.Line); lines > 1 {
		t = NewParagraph(text, style, ink).SetMaxLines(lines)
	} else {
		t = NewFitText(text, style, ink)
	}
	t.SetAlign(align)
	place(t, x, y, w, h)
	i.objects = append(i.objects, t)
}

// number adds a bubble with a number that points at a line of the paper at the height y.
func (i *Illustration) number(number string, y float32) {
	const radius, from, x = 11, 224, 268
	i.draw(from, y-1, x-radius-from, 2, 0, theme.ColorAccent, "").share = 0.8
	i.pill(x-radius, y-radius, 2*radius, 2*radius, theme.ColorAccent)
	i.write(number, CaptionMedium, theme.ColorOnAccent, fyne.TextAlignCenter, x-radius, y-theme.LineCaption/2, 2*radius, theme.LineCaption)
}

func (s *shape) paint() {
	dressWide(s.box, s.fill, s.stroke, s.width)
	switch {
	case s.fixed != nil:
		s.box.FillColor = s.fixed
	case s.stroke != "":
		s.box.StrokeColor = s.thin(s.box.StrokeColor)
	default:
		s.box.FillColor = s.thin(s.box.FillColor)
	}
}

// thin lets what is behind an opaque colour shine through.
func (s *shape) thin(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: byte(r >> 8), G: byte(g >> 8), B: byte(b >> 8), A: byte(0xFF * s.share)} // #nosec G115 -- the high bytes of 16 bits
}

// CreateRenderer implements fyne.Widget.
func (i *Illustration) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      i,
		objects: i.objects,
		min:     func() fyne.Size { return i.size },
		layout:  func(fyne.Size) {},
		paint: func() {
			for _, s := range i.shapes {
				s.paint()
			}
			for _, paint := range i.paints {
				paint()
			}
		},
	})
}
