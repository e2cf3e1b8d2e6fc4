package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Select is a label with a box that opens a list of choices. Enter, Space and Arrow Down open it.
type Select struct {
	control

	// OnChanged is told the index of the new choice.
	OnChanged func(index int)

	frame    frame
	options  []string
	selected int
	hint     string
	box      *canvas.Rectangle
	text     *Text
	arrows   *glyph
}

// NewSelect makes a select; hint stands in the box until something is chosen.
func NewSelect(label string, options []string, hint string, required bool) *Select {
	s := &Select{
		frame:    newFrame(label, "", required),
		options:  options,
		selected: -1,
		hint:     hint,
		box:      newBox(theme.RadiusControl),
		text:     NewFitText("", Body, theme.ColorInk),
		arrows:   newGlyph("chevrons-up-down", theme.ColorInk2, 16),
	}
	s.cuts(s.text)
	s.label = label
	s.action = s.open
	s.ExtendBaseWidget(s)
	return s
}

// SetOptions replaces the choices and takes the selection back.
func (s *Select) SetOptions(options []string) {
	s.options, s.selected = options, -1
	s.Refresh()
}

// SetSelected chooses by index without a callback; -1 chooses nothing.
func (s *Select) SetSelected(index int) {
	if index < -1 || index >= len(s.options) {
		index = -1
	}
	s.selected = index
	s.Refresh()
}

// Selected is the index of the choice, or -1.
func (s *Select) Selected() int { return s.selected }

// SetHelp shows a sentence below.
func (s *Select) SetHelp(sentence string) {
	s.frame.help = sentence
	s.Refresh()
}

// SetError shows in a sentence what is wrong, in place of the help; empty takes it back.
func (s *Select) SetError(sentence string) {
	s.frame.failure = sentence
	s.Refresh()
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyDown {
		s.act()
		return
	}
	s.control.TypedKey(key)
}

func (s *Select) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.options) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(s.options))
	for i, option := range s.options {
		items[i] = fyne.NewMenuItem(option, func() { s.choose(i) })
		items[i].Checked = i == s.selected
	}
	menu := newPopUp(c, items)
	menu.at, menu.width = absolute(s).AddXY(0, s.frame.top()+theme.InputHeight+menuGap), s.Size().Width
	menu.open()
}

func (s *Select) choose(index int) {
	if index == s.selected {
		return
	}
	s.SetSelected(index)
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

// HeightFor is the height in Fyne units at the given width.
func (s *Select) HeightFor(width float32) float32 { return s.frame.heightFor(width, theme.InputHeight) }

func (s *Select) paint() {
	fill, ink, hint := theme.ColorSurface, theme.ColorInk, theme.ColorInk3
	switch {
	case s.disabled:
		fill, ink, hint = theme.ColorDisabledFill, theme.ColorDisabled, theme.ColorDisabled
	case s.hovered:
		fill, hint = theme.ColorHoverRow, theme.ColorInk2
	}
	stroke, width := s.frame.border(s.disabled, s.ring)
	dressWide(s.box, fill, stroke, width)
	if s.selected < 0 {
		s.text.Set(s.hint, hint)
	} else {
		s.text.Set(s.options[s.selected], ink)
	}
	s.arrows.set("chevrons-up-down", theme.ColorInk2)
	s.frame.paint()
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      s,
		objects: append(s.frame.objects(), s.box, s.text, s.arrows.Image),
		min: func() fyne.Size {
			width := s.frame.minWidth()
			return fyne.NewSize(width, s.HeightFor(max(width, s.Size().Width)))
		},
		layout: func(size fyne.Size) {
			s.frame.layout(size.Width, theme.InputHeight)
			top := s.frame.top()
			place(s.box, 0, top, size.Width, theme.InputHeight)
			place(s.text, 13, top+10, max(size.Width-13-40, 0), theme.LineBody)
			place(s.arrows.Image, size.Width-13-s.arrows.size, top+12, s.arrows.size, s.arrows.size)
		},
		paint: s.paint,
	})
}
