package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// RadioLine is one choice of a RadioList. The detail stands below the title; it may be empty.
type RadioLine struct{ Title, Detail string }

// RadioList is a few lines of which one is chosen, by a click or by ↑ and ↓, Home and End; Space takes
// the first. It is one stop for Tab. Unlike RadioCards it begins without a choice, where a person has
// to make it.
type RadioList struct {
	control

	// OnChanged is told the index of the new choice.
	OnChanged func(index int)

	lines    []*radioLine
	selected int
	ground   *canvas.Rectangle
	chosen   string
}

type radioLine struct {
	edge, dot     *canvas.Rectangle
	title, detail *Text
}

// NewRadioList makes a list without a choice; label says what for, and chosen marks the line that is,
// both for screen readers.
func NewRadioList(label, chosen string, lines []RadioLine) *RadioList {
	r := &RadioList{selected: -1, chosen: chosen, ground: newBox(theme.RadiusControl)}
	var cut []*Text
	for _, l := range lines {
		line := &radioLine{
			edge: newBox(lineDot / 2), dot: newBox(lineInner / 2),
			title: NewFitText(l.Title, Body, theme.ColorInk), detail: NewFitText(l.Detail, Caption, theme.ColorInk2),
		}
		line.detail.Hidden = l.Detail == ""
		r.lines = append(r.lines, line)
		cut = append(cut, line.title, line.detail)
	}
	r.cuts(cut...)
	r.label = label
	r.action = func() {} // what makes the pointer a hand
	r.ExtendBaseWidget(r)
	return r
}

// Selected is the index of the choice, or -1.
func (r *RadioList) Selected() int { return r.selected }

// SetSelected chooses without a callback; an index that does not exist chooses nothing.
func (r *RadioList) SetSelected(index int) {
	if index < 0 || index >= len(r.lines) {
		index = -1
	}
	if index == r.selected {
		return
	}
	r.selected = index
	r.Refresh()
}

func (r *RadioList) choose(index int) {
	if len(r.lines) == 0 || r.disabled {
		return
	}
	index = max(min(index, len(r.lines)-1), 0)
	if index == r.selected {
		return
	}
	r.SetSelected(index)
	if r.OnChanged != nil {
		r.OnChanged(index)
	}
}

// Tapped chooses the line under the pointer.
func (r *RadioList) Tapped(event *fyne.PointEvent) {
	y := float32(0)
	for i, line := range r.lines {
		if y += line.height(); event.Position.Y < y {
			r.choose(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (r *RadioList) TypedKey(key *fyne.KeyEvent) {
	r.drop()
	switch key.Name {
	case fyne.KeyUp:
		r.choose(r.selected - 1)
	case fyne.KeyDown:
		r.choose(r.selected + 1)
	case fyne.KeyHome:
		r.choose(0)
	case fyne.KeyEnd:
		r.choose(len(r.lines) - 1)
	case fyne.KeySpace:
		r.choose(max(r.selected, 0))
	default:
		passKey(r.outer, key)
	}
}

// AccessibilityLabel is the label with the line that is chosen.
func (r *RadioList) AccessibilityLabel() string {
	if r.selected < 0 {
		return r.label
	}
	line := r.lines[r.selected]
	return spoken(r.label, line.title.Text(), line.detail.Text(), r.chosen)
}

const (
	lineHeight  = 36 // without a detail
	lineDetail  = 16
	lineDot     = 18
	lineInner   = 8
	linePadding = 12
)

func (l *radioLine) height() float32 {
	if l.detail.Hidden {
		return lineHeight
	}
	return lineHeight + lineDetail
}

func (l *radioLine) layout(y, width float32) {
	height := l.height()
	dot := y + (height-lineDot)/2
	place(l.edge, linePadding, dot, lineDot, lineDot)
	place(l.dot, linePadding+(lineDot-lineInner)/2, dot+(lineDot-lineInner)/2, lineInner, lineInner)
	x := float32(linePadding + lineDot + 12)
	room := max(width-x-linePadding, 0)
	place(l.title, x, y+8, room, theme.LineBody)
	place(l.detail, x, y+8+theme.LineBody, room, theme.LineCaption)
}

func (l *radioLine) paint(chosen, disabled bool) {
	ink, quiet, edge, fill := theme.ColorInk, theme.ColorInk2, theme.ColorInk3, theme.ColorSurface
	if disabled {
		ink, quiet, edge = theme.ColorDisabled, theme.ColorDisabled, theme.ColorDisabled
	}
	dot := fyne.ThemeColorName("")
	if chosen {
		fill, dot = theme.ColorAccent, theme.ColorOnAccent
		if disabled {
			fill = theme.ColorDisabled
		}
		edge = fill
	}
	dress(l.edge, fill, edge)
	dress(l.dot, dot, "")
	l.title.SetColor(ink)
	l.detail.SetColor(quiet)
}

func (r *RadioList) height() (height float32) {
	for _, line := range r.lines {
		height += line.height()
	}
	return height
}

// CreateRenderer implements fyne.Widget.
func (r *RadioList) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{r.ground}
	for _, line := range r.lines {
		objects = append(objects, line.edge, line.dot, line.title, line.detail)
	}
	return newRenderer(renderer{
		of:      r,
		objects: objects,
		min:     func() fyne.Size { return fyne.NewSize(200, r.height()) },
		layout: func(size fyne.Size) {
			r.ground.Resize(size)
			y := float32(0)
			for _, line := range r.lines {
				line.layout(y, size.Width)
				y += line.height()
			}
		},
		paint: func() {
			dress(r.ground, "", "")
			if r.ring {
				dressWide(r.ground, "", theme.ColorFocus, 2)
			}
			for i, line := range r.lines {
				line.paint(i == r.selected, r.disabled)
			}
		},
	})
}
