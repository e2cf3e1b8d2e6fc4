package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// choice is what the segmented control and the tabs share: a row of words of which one is chosen,
// by a click, by ← and →, or by Home and End.
type choice struct {
	control
	// OnChanged is told the index of the new choice.
	OnChanged func(index int)
	// OnSubmitted runs on Enter, as in an input; nil leaves the key to the window.
	OnSubmitted func()

	words    []*Text
	selected int
	back     *canvas.Rectangle
	thumb    *canvas.Rectangle
	slot     func(size fyne.Size, index int) (x, width float32)
}

// setUp prepares the words; slot tells where the word with the given index sits.
func (c *choice) setUp(label string, words []string, slot func(size fyne.Size, index int) (x, width float32)) {
	c.back, c.thumb = newBox(theme.RadiusControl), newBox(theme.RadiusInner)
	c.label, c.slot = label, slot
	c.action = func() {} // what makes the pointer a hand
	for _, word := range words {
		c.words = append(c.words, NewFitText(word, Small, theme.ColorInk2).SetAlign(fyne.TextAlignCenter))
	}
	c.cuts(c.words...)
}

// Selected is the index of the choice.
func (c *choice) Selected() int { return c.selected }

// SetSelected chooses without a callback; an index that does not exist changes nothing.
func (c *choice) SetSelected(index int) {
	if index < 0 || index >= len(c.words) || index == c.selected {
		return
	}
	c.selected = index
	c.Refresh()
}

// SetWords changes the words, as a change of language does; their number stays.
func (c *choice) SetWords(words []string) {
	for i := range min(len(words), len(c.words)) {
		c.words[i].SetText(words[i])
	}
	c.Refresh()
}

// Next chooses the following word, and after the last the first.
func (c *choice) Next() {
	if len(c.words) > 0 {
		c.choose((c.selected + 1) % len(c.words))
	}
}

func (c *choice) choose(index int) {
	if c.disabled || index < 0 || index >= len(c.words) || index == c.selected {
		return
	}
	c.SetSelected(index)
	if c.OnChanged != nil {
		c.OnChanged(index)
	}
}

// Tapped chooses the word under the pointer.
func (c *choice) Tapped(event *fyne.PointEvent) {
	for i := range c.words {
		if x, width := c.slot(c.Size(), i); event.Position.X >= x && event.Position.X < x+width {
			c.choose(i)
		}
	}
}

// TypedKey implements fyne.Focusable.
func (c *choice) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.choose(c.selected - 1)
	case fyne.KeyRight:
		c.choose(c.selected + 1)
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.words) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.OnSubmitted == nil {
			passKey(c.outer, key)
			return
		}
		c.OnSubmitted()
	default:
		passKey(c.outer, key)
	}
}

func (c *choice) paintWords(style, chosen Style) {
	for i, word := range c.words {
		ink := theme.ColorInk2
		word.SetStyle(style)
		if i == c.selected {
			ink = theme.ColorInk
			word.SetStyle(chosen)
		}
		if c.disabled {
			ink = theme.ColorDisabled
		}
		word.SetColor(ink)
	}
}

func (c *choice) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.back, c.thumb}
	for _, word := range c.words {
		objects = append(objects, word)
	}
	return objects
}

func (c *choice) widest(style Style) float32 {
	width := float32(0)
	for _, word := range c.words {
		width = max(width, measure(word.Text(), style))
	}
	return width
}

// Segmented is a control with a few words of equal width, one of which is chosen.
type Segmented struct {
	choice
	height float32
}

// NewSegmented makes a control of 36 units' height; label is for screen readers.
func NewSegmented(label string, words []string) *Segmented {
	s := &Segmented{height: theme.InputHeightTable}
	s.setUp(label, words, func(size fyne.Size, index int) (float32, float32) {
		width := (size.Width - 2*segmentInset) / float32(len(words))
		return segmentInset + float32(index)*width, width
	})
	s.ExtendBaseWidget(s)
	return s
}

// SetTall makes it as high as an input, 40 units.
func (s *Segmented) SetTall() *Segmented {
	s.height = theme.InputHeight
	return s
}

// segmentInset is the gap between track and thumb.
const segmentInset = 3

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      s,
		objects: s.objects(),
		min: func() fyne.Size {
			width := s.widest(SmallMedium) + 24
			return fyne.NewSize(width*float32(len(s.words))+2*segmentInset, s.height)
		},
		layout: func(size fyne.Size) {
			s.back.Resize(size)
			s.thumb.Hidden = s.selected < 0
			x, width := s.slot(size, s.selected)
			place(s.thumb, x, segmentInset, width, size.Height-2*segmentInset)
			for i, word := range s.words {
				x, width := s.slot(size, i)
				placeMiddle(word, x+4, size.Height, width-8, theme.LineSmall)
			}
		},
		paint: func() {
			dress(s.back, theme.ColorSunken, theme.ColorBorder)
			if s.ring {
				dressWide(s.back, theme.ColorSunken, theme.ColorFocus, 2)
			}
			dress(s.thumb, theme.ColorSurface, theme.ColorBorderStrong)
			s.thumb.Hidden = s.selected < 0
			s.paintWords(Small, SmallMedium)
		},
	})
}

// Tabs are words of their own width, the chosen one on a fill.
type Tabs struct{ choice }

// NewTabs makes tabs of 32 units' height; label is for screen readers.
func NewTabs(label string, words []string) *Tabs {
	t := &Tabs{}
	t.setUp(label, words, func(_ fyne.Size, index int) (float32, float32) {
		x := float32(0)
		for _, word := range t.words[:index] {
			x += measure(word.Text(), SmallMedium) + 2*tabPadding + tabGap
		}
		return x, measure(t.words[index].Text(), SmallMedium) + 2*tabPadding
	})
	t.ExtendBaseWidget(t)
	return t
}

const (
	tabPadding = 12
	tabGap     = 4
	tabHeight  = 32
)

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      t,
		objects: t.objects(),
		min: func() fyne.Size {
			if len(t.words) == 0 {
				return fyne.NewSize(0, tabHeight)
			}
			x, width := t.slot(fyne.Size{}, len(t.words)-1)
			return fyne.NewSize(x+width, tabHeight)
		},
		layout: func(size fyne.Size) {
			t.back.Resize(size)
			for i, word := range t.words {
				x, width := t.slot(size, i)
				if i == t.selected {
					placeMiddle(t.thumb, x, size.Height, width, tabHeight)
				}
				placeMiddle(word, x+4, size.Height, width-8, theme.LineSmall)
			}
		},
		paint: func() {
			dress(t.back, "", "")
			stroke := fyne.ThemeColorName("")
			if t.ring {
				stroke = theme.ColorFocus
			}
			dressWide(t.thumb, theme.ColorSelected, stroke, 2)
			t.paintWords(Small, SmallMedium)
		},
	})
}
