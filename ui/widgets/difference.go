package widgets

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// difference is where a text differs from the one before: the bytes from start to end are new. Where
// something was only taken away, they are the same.
type difference struct{ start, end int }

// differ compares two texts by what they begin and end with alike; ok is false where they are the same.
func differ(before, after string) (d difference, ok bool) {
	if before == after {
		return difference{}, false
	}
	for d.start < len(before) && d.start < len(after) {
		b, _ := utf8.DecodeRuneInString(before[d.start:])
		a, size := utf8.DecodeRuneInString(after[d.start:])
		if a != b {
			break
		}
		d.start += size
	}
	rest := before[d.start:]
	d.end = len(after)
	for rest != "" && d.end > d.start {
		b, gone := utf8.DecodeLastRuneInString(rest)
		a, size := utf8.DecodeLastRuneInString(after[d.start:d.end])
		if a != b {
			break
		}
		rest = rest[:len(rest)-gone]
		d.end -= size
	}
	return d, true
}

// differenceMark shows in a paragraph what is new: on a fill with a line below it. Where something was
// taken away, a bar stands in the gap.
type differenceMark struct {
	base
	boxes []fyne.CanvasObject // fill and line by turns
}

func newDifferenceMark() *differenceMark {
	m := &differenceMark{}
	m.ExtendBaseWidget(m)
	return m
}

const (
	differenceLine = 2
	differenceBar  = 2
)

// lay makes the mark for a paragraph that has its place and size already; nothing is drawn unless
// there is a difference to show.
func (m *differenceMark) lay(t *Text, d difference, shown bool) {
	place(m, t.Position().X, t.Position().Y, t.Size().Width, t.Size().Height)
	m.boxes = nil
	defer m.Refresh()
	if !shown || !t.Visible() {
		return
	}
	at := 0
	for i, line := range t.broken(t.Size().Width) {
		if at > 0 && strings.HasPrefix(t.text[at:], "\n") {
			at++
		}
		from, to := max(d.start, at)-at, min(d.end, at+len(line))-at
		y := float32(i) * t.style.Line
		switch {
		case d.start == d.end && from >= 0 && from <= len(line) && d.start >= at && m.boxes == nil:
			m.add(measure(line[:from], t.style)-differenceBar/2, y, differenceBar, t.style.Line, theme.ColorDiffDel, theme.ColorErrText)
		case from < to:
			m.add(measure(line[:from], t.style), y, measure(line[from:to], t.style), t.style.Line, theme.ColorDiffAdd, theme.ColorOkText)
		}
		at += len(line)
	}
}

// add draws a fill, and a line: below it, or over all of what is as narrow as the line.
func (m *differenceMark) add(x, y, width, height float32, fill, line fyne.ThemeColorName) {
	back := canvas.NewRectangle(theme.Color(fill))
	place(back, x, y, width, height)
	stroke := canvas.NewRectangle(theme.Color(line))
	if width > differenceBar {
		y += height - differenceLine
		height = differenceLine
	}
	place(stroke, x, y, width, height)
	m.boxes = append(m.boxes, back, stroke)
}

// CreateRenderer implements fyne.Widget.
func (m *differenceMark) CreateRenderer() fyne.WidgetRenderer { return &differenceRenderer{m} }

// differenceRenderer hands out as many boxes as there are.
type differenceRenderer struct{ mark *differenceMark }

func (r *differenceRenderer) Destroy()                     {}
func (r *differenceRenderer) Layout(fyne.Size)             {}
func (r *differenceRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *differenceRenderer) Refresh()                     { canvas.Refresh(r.mark) }
func (r *differenceRenderer) Objects() []fyne.CanvasObject { return r.mark.boxes }
