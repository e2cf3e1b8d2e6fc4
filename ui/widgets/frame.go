package widgets

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// frame is what stands around an input: the label above it, and the help or what is wrong below.
type frame struct {
	label, mark *Text
	help        string
	failure     string
	alert       *glyph
	below       *Text
}

const frameGap = 6

func newFrame(label, help string, required bool) frame {
	f := frame{
		label: NewText(label, Small, theme.ColorInk2),
		mark:  NewText("*", Small, theme.ColorErrText),
		help:  help,
		alert: newGlyph("", theme.ColorErrText, 14),
		below: NewParagraph(help, Caption, theme.ColorInk3),
	}
	f.mark.Hidden = !required
	return f
}

func (f *frame) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.label, f.mark, f.alert.Image, f.below}
}

// sentence is what stands below: what is wrong, or the help.
func (f *frame) sentence() string {
	if f.failure != "" {
		return f.failure
	}
	return f.help
}

func (f *frame) paint() {
	icon, ink := "", theme.ColorInk3
	if f.failure != "" {
		icon, ink = "circle-alert", theme.ColorErrText
	}
	f.alert.set(icon, theme.ColorErrText)
	f.below.Set(f.sentence(), ink)
	f.below.Hidden = f.below.Text() == ""
}

// border is the colour and width of the input's own frame.
func (f *frame) border(disabled, focused bool) (stroke fyne.ThemeColorName, width float32) {
	switch {
	case disabled:
		return theme.ColorBorder, 1
	case focused:
		return theme.ColorFocus, 2
	case f.failure != "":
		return theme.ColorErr, 1
	default:
		return theme.ColorBorderStrong, 1
	}
}

// top is where the input begins.
func (f *frame) top() float32 {
	if f.label.Text() == "" {
		return 0
	}
	return theme.LineSmall + frameGap
}

// heightFor is the height of everything, around an input of the given height.
func (f *frame) heightFor(width, input float32) float32 {
	height := f.top() + input
	if !f.below.Hidden {
		height += frameGap + f.below.HeightFor(width-f.alert.width(frameGap))
	}
	return height
}

func (f *frame) layout(width, input float32) {
	label := f.label.MinSize().Width
	place(f.label, 0, 0, label, theme.LineSmall)
	place(f.mark, label+4, 0, f.mark.MinSize().Width, theme.LineSmall)
	y, x := f.top()+input+frameGap, f.alert.width(frameGap)
	place(f.alert.Image, 0, y+1, f.alert.size, f.alert.size)
	place(f.below, x, y, width-x, f.below.HeightFor(width-x))
}

func (f *frame) minWidth() float32 { return max(160, f.label.MinSize().Width+16) }
