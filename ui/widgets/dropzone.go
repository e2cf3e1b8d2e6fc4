package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// DropState is what is going on above a drop zone.
type DropState int

// The states.
const (
	DropCalm   DropState = iota
	DropOver             // something is held above it, or has just been let go
	DropFailed           // what was dropped is of no use; the headline says why
)

// DropZone is the panel of a wizard with an illustration, a headline, a caption and up to two buttons
// in its middle. What is dropped comes to the window, which knows where; without buttons it is a plain
// panel for an illustration.
type DropZone struct {
	base
	state DropState

	box               *canvas.Rectangle
	picture           fyne.CanvasObject
	alert             *glyph
	headline, caption *Text
	buttons           []*Button
}

// NewDropZone makes a panel; headline and caption may be empty.
func NewDropZone(picture fyne.CanvasObject, headline, caption string, buttons ...*Button) *DropZone {
	d := &DropZone{
		box:      newBox(theme.RadiusPanel),
		picture:  picture,
		alert:    newGlyph("", theme.ColorErrText, dropAlert),
		headline: NewParagraph("", Title3, theme.ColorInk).SetAlign(fyne.TextAlignCenter),
		caption:  NewParagraph("", Small, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		buttons:  buttons,
	}
	d.ExtendBaseWidget(d)
	d.Set(headline, caption)
	return d
}

// Set changes headline and caption.
func (d *DropZone) Set(headline, caption string) {
	d.headline.SetText(headline)
	d.caption.SetText(caption)
	d.headline.Hidden, d.caption.Hidden = headline == "", caption == ""
	d.Refresh()
}

// SetState changes the look; the words are the caller's.
func (d *DropZone) SetState(state DropState) {
	if d.state == state {
		return
	}
	d.state = state
	d.Refresh()
}

// SetPicture changes the illustration.
func (d *DropZone) SetPicture(picture fyne.CanvasObject) {
	d.picture = picture
	d.Refresh()
}

const (
	dropPad     = 24 // around everything, at least
	dropGap     = 24 // below the illustration
	dropCaption = 4  // between headline and caption
	dropButtons = 20 // above the buttons
	dropBetween = 12 // between two buttons
	dropAlert   = 18 // the icon above the headline
)

func (d *DropZone) held() []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, len(d.buttons))
	for i, button := range d.buttons {
		all[i] = button
	}
	return all
}

// HeightFor is the height in Fyne units that the panel needs at the given width.
func (d *DropZone) HeightFor(width float32) float32 {
	return d.arrange(width, 0, false) + 2*dropPad
}

// arrange goes through the parts from y on and returns their height; with put it also places them.
func (d *DropZone) arrange(width, y float32, put bool) float32 {
	from, text := y, max(width-2*dropPad, 0)
	line := func(object fyne.CanvasObject, w, h float32) {
		if put {
			place(object, (width-w)/2, y, w, h)
		}
		y += h
	}
	if d.picture != nil {
		size := d.picture.MinSize()
		line(d.picture, size.Width, size.Height)
		y += dropGap
	}
	if d.state == DropFailed {
		line(d.alert.Image, d.alert.size, d.alert.size)
		y += dropCaption
	}
	if !d.headline.Hidden {
		line(d.headline, text, d.headline.HeightFor(text))
		y += dropCaption
	}
	if !d.caption.Hidden {
		line(d.caption, text, d.caption.HeightFor(text))
	}
	if len(d.buttons) > 0 {
		y += dropButtons
		d.arrangeButtons(width, y, put)
		y += d.buttonHeight()
	}
	return y - from
}

func (d *DropZone) buttonHeight() float32 {
	height := float32(0)
	for _, button := range d.buttons {
		height = max(height, button.MinSize().Height)
	}
	return height
}

func (d *DropZone) buttonWidth() float32 {
	width := float32(0)
	for i, button := range d.buttons {
		if i > 0 {
			width += dropBetween
		}
		width += button.MinSize().Width
	}
	return width
}

func (d *DropZone) arrangeButtons(width, y float32, put bool) {
	if !put {
		return
	}
	x := (width - d.buttonWidth()) / 2
	for _, button := range d.buttons {
		size := button.MinSize()
		place(button, x, y, size.Width, size.Height)
		x += size.Width + dropBetween
	}
}

// AccessibilityLabel is headline and caption.
func (d *DropZone) AccessibilityLabel() string {
	return spoken(d.headline.Text(), d.caption.Text())
}

// AccessibilityRole implements fyne.Accessible.
func (d *DropZone) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (d *DropZone) CreateRenderer() fyne.WidgetRenderer {
	r := &dropRenderer{d}
	r.paint()
	return r
}

type dropRenderer struct{ of *DropZone }

func (r *dropRenderer) Destroy() {}

func (r *dropRenderer) MinSize() fyne.Size {
	width := r.of.buttonWidth()
	if r.of.picture != nil {
		width = max(width, r.of.picture.MinSize().Width)
	}
	width += 2 * dropPad
	return fyne.NewSize(width, r.of.HeightFor(max(width, r.of.Size().Width)))
}

func (r *dropRenderer) Layout(size fyne.Size) {
	r.of.box.Resize(size)
	height := r.of.arrange(size.Width, 0, false)
	r.of.arrange(size.Width, max((size.Height-height)/2, 0), true)
}

func (r *dropRenderer) paint() {
	d := r.of
	alert, ink := "", theme.ColorInk
	switch d.state {
	case DropOver:
		dressWide(d.box, theme.ColorAccentSoft, theme.ColorAccent, 2)
	case DropFailed:
		alert, ink = "circle-alert", theme.ColorErrText
		dress(d.box, theme.ColorSunken, theme.ColorErr)
	default:
		dress(d.box, theme.ColorSunken, theme.ColorBorder)
	}
	d.alert.set(alert, theme.ColorErrText)
	d.headline.SetColor(ink)
}

func (r *dropRenderer) Refresh() {
	r.paint()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *dropRenderer) Objects() []fyne.CanvasObject {
	d := r.of
	objects := []fyne.CanvasObject{d.box}
	if d.picture != nil {
		objects = append(objects, d.picture)
	}
	return append(append(objects, d.alert.Image, d.headline, d.caption), d.held()...)
}
