package diagnostics

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"keycase/app/doctor"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// look is how a grade is drawn; its word stands at the end of the line.
type look struct {
	icon string
	ink  fyne.ThemeColorName
}

var looks = map[doctor.Grade]look{
	doctor.OK:      {"check", theme.ColorOkText},
	doctor.Info:    {"info", theme.ColorInk3},
	doctor.Warning: {"triangle-alert", theme.ColorWarnText},
	doctor.Error:   {"circle-alert", theme.ColorErrText},
}

// line is one check: what it is called, what was found, what to do about it, and
// the grade. While the check is under way a spinner takes the icon's place.
type line struct {
	widget.BaseWidget
	icon               *widgets.Icon
	spinner            *widgets.Spinner
	name, text, action *widgets.Text
	word               *widgets.Text
}

func newLine(name string) *line {
	l := &line{
		icon:    widgets.NewIcon("minus", theme.ColorInk3, iconSize),
		spinner: widgets.NewSpinner(theme.ColorInk2, widgets.RingTiny),
		name:    widgets.NewFitText(name, widgets.SmallMedium, theme.ColorInk),
		text:    widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
		action:  widgets.NewParagraph("", widgets.Small, theme.ColorInk),
		word:    widgets.NewText("", widgets.Small, theme.ColorInk3).SetAlign(fyne.TextAlignTrailing),
	}
	l.spinner.Hide()
	l.action.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// wait shows that the check is under way. What was found before stays, so that
// nothing jumps.
func (l *line) wait() {
	l.icon.Hide()
	l.spinner.Show()
	l.word.SetText("")
}

// stop ends the waiting without an answer.
func (l *line) stop() {
	l.spinner.Hide()
	l.icon.Show()
}

// show tells what was found, with the grade in a word.
func (l *line) show(c doctor.Check, word string) {
	l.stop()
	look := looks[c.Grade]
	l.icon.Set(look.icon, look.ink)
	l.word.Set(word, look.ink)
	l.text.SetText(c.Text)
	l.action.SetText(c.Action)
	l.action.Hidden = c.Action == ""
	l.Refresh()
}

const (
	iconSize    = 18
	linePadding = 14
	nameX       = theme.Space4 + iconSize + theme.Space3
	nameWidth   = 128
	textX       = nameX + nameWidth + theme.Space3
	wordWidth   = 64
	textEnd     = theme.Space4 + wordWidth + theme.Space3
	actionGap   = 2
)

// HeightFor is the height in Fyne units at the given width.
func (l *line) HeightFor(width float32) float32 {
	height := l.text.HeightFor(width - textX - textEnd)
	if !l.action.Hidden {
		height += actionGap + l.action.HeightFor(width-textX-textEnd)
	}
	return max(height, theme.LineSmall) + 2*linePadding
}

// CreateRenderer implements fyne.Widget.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return &lineRenderer{l} }

type lineRenderer struct{ line *line }

func (r *lineRenderer) Destroy() {}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	l := r.line
	return []fyne.CanvasObject{l.icon, l.spinner, l.name, l.text, l.action, l.word}
}

func (r *lineRenderer) MinSize() fyne.Size {
	return fyne.NewSize(textX+textEnd+160, r.line.HeightFor(r.line.Size().Width))
}

func (r *lineRenderer) Layout(size fyne.Size) {
	l, width := r.line, size.Width-textX-textEnd
	put(l.icon, theme.Space4, linePadding+1, iconSize, iconSize)
	put(l.spinner, theme.Space4+(iconSize-widgets.RingTiny)/2, linePadding+2, widgets.RingTiny, widgets.RingTiny)
	put(l.name, nameX, linePadding, nameWidth, theme.LineSmall)
	height := l.text.HeightFor(width)
	put(l.text, textX, linePadding, width, height)
	put(l.action, textX, linePadding+height+actionGap, width, l.action.HeightFor(width))
	put(l.word, size.Width-theme.Space4-wordWidth, linePadding, wordWidth, theme.LineSmall)
}

func (r *lineRenderer) Refresh() { r.Layout(r.line.Size()) }

func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}
