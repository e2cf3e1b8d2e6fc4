package parts

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Titled puts chips behind a name in that style. A name that is too long gives way to
// them, so it should be one that ends with an ellipsis.
func Titled(name *widgets.Text, style widgets.Style, chips ...fyne.CanvasObject) *fyne.Container {
	return container.New(&titled{text: name, style: style}, append([]fyne.CanvasObject{name}, chips...)...)
}

type titled struct {
	text  *widgets.Text
	style widgets.Style
}

const titledGap = theme.Space3

// Width is what a text takes up on one line, in Fyne units.
func Width(text string, style widgets.Style) float32 {
	return widgets.NewText(text, style, theme.ColorInk).MinSize().Width
}

// ShortLabel leaves out the wire name behind a label that is wider with it than the
// given width in Fyne units: "Enterprise number (eid)".
func ShortLabel(label string, style widgets.Style, width float32) string {
	if Width(label, style) <= width {
		return label
	}
	short, _, _ := strings.Cut(label, " (")
	return short
}

// Shorten ends a text with an ellipsis where it is wider than the given width in Fyne
// units: for buttons, which are never cut by themselves.
func Shorten(text string, style widgets.Style, width float32) string {
	if Width(text, style) <= width {
		return text
	}
	runes := []rune(text)
	tooLong := sort.Search(len(runes), func(n int) bool { return Width(string(runes[:n])+"…", style) > width })
	return strings.TrimRight(string(runes[:max(tooLong-1, 0)]), " ") + "…"
}

// Layout implements fyne.Layout.
func (l *titled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := min(Width(l.text.Text(), l.style), max(size.Width-l.chips(objects).Width, 0))
	put(l.text, 0, size.Height, fyne.NewSize(x, l.style.Line))
	for _, chip := range objects[1:] {
		if chip.Visible() {
			put(chip, x+titledGap, size.Height, chip.MinSize())
			x += titledGap + chip.MinSize().Width
		}
	}
}

// put places an object at x, in the middle of a line.
func put(object fyne.CanvasObject, x, lineHeight float32, size fyne.Size) {
	object.Move(fyne.NewPos(x, (lineHeight-size.Height)/2))
	object.Resize(size)
}

// chips is the room that the chips take, with the gaps before them.
func (l *titled) chips(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, chip := range objects[1:] {
		if least := chip.MinSize(); chip.Visible() {
			size = fyne.NewSize(size.Width+titledGap+least.Width, max(size.Height, least.Height))
		}
	}
	return size
}

// MinSize implements fyne.Layout.
func (l *titled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	chips := l.chips(objects)
	return fyne.NewSize(chips.Width, max(chips.Height, l.style.Line))
}
