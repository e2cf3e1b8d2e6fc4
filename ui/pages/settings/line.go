package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// reacher is a control that tells when the keyboard comes to it.
type reacher interface{ OnReach(listen func()) }

// line is a name, a sentence below it, and a control: at the end or, where that
// leaves the words too little room, below them. Nothing of it is ever cut off.
func (g *Page) line(name, detail string, control fyne.CanvasObject) fyne.CanvasObject {
	return g.lineOf(name, widgets.NewParagraph(detail, widgets.Small, theme.ColorInk2), control)
}

// value is a line with something to copy.
func (g *Page) value(name, value string) fyne.CanvasObject {
	tip := parts.Say(g.c, "about.copy", "Name", name)
	copyIt := widgets.NewIconButton("copy", tip, func() { g.c.Clip.Copy(name, value, false) })
	return g.lineOf(name, widgets.NewParagraph(value, widgets.Mono, theme.ColorInk2), copyIt)
}

func (g *Page) lineOf(name string, detail *widgets.Text, control fyne.CanvasObject) fyne.CanvasObject {
	l := &line{name: widgets.NewParagraph(name, widgets.Body, theme.ColorInk), detail: detail, control: control}
	l.ExtendBaseWidget(l)
	if r, ok := control.(reacher); ok {
		r.OnReach(func() { g.scroll.Reveal(l) })
	}
	return l
}

type line struct {
	widget.BaseWidget
	name, detail *widgets.Text
	control      fyne.CanvasObject // may be nil
}

const (
	lineHeight = 52 // at least
	linePad    = 10 // above and below
	lineGap    = 12 // below the words, and twice as much before a control
	// leastWords is the least width that a control leaves to the words.
	leastWords = 220
)

// shape is where the parts of a line go, in its width.
type shape struct {
	words, nameHeight, detailHeight float32 // width, and the two heights
	control                         fyne.Size
	beside                          bool
	height                          float32
}

func (l *line) shape(width float32) shape {
	inner := width - 2*theme.CardPadding
	s := shape{words: inner}
	if l.control != nil {
		s.control = l.control.MinSize()
		s.control.Width = min(s.control.Width, inner)
		if s.beside = inner-s.control.Width-2*lineGap >= leastWords; s.beside {
			s.words = inner - s.control.Width - 2*lineGap
		}
	}
	s.nameHeight = l.name.HeightFor(s.words)
	if l.detail.Text() != "" {
		s.detailHeight = l.detail.HeightFor(s.words)
	}
	s.height = s.nameHeight + s.detailHeight
	switch {
	case s.beside:
		s.height = max(s.height, s.control.Height)
	case l.control != nil:
		s.height += lineGap + s.control.Height
	}
	s.height = max(s.height+2*linePad, lineHeight)
	return s
}

// HeightFor is the height in Fyne units at the given width.
func (l *line) HeightFor(width float32) float32 { return l.shape(width).height }

// CreateRenderer implements fyne.Widget.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return &renderer{l} }

func (l *line) arrange(size fyne.Size) {
	s := l.shape(size.Width)
	below := float32(0)
	if !s.beside && l.control != nil {
		below = lineGap + s.control.Height
	}
	top := (size.Height - s.nameHeight - s.detailHeight - below) / 2
	put(l.name, theme.CardPadding, top, s.words, s.nameHeight)
	put(l.detail, theme.CardPadding, top+s.nameHeight, s.words, s.detailHeight)
	switch {
	case s.beside:
		put(l.control, size.Width-theme.CardPadding-s.control.Width, (size.Height-s.control.Height)/2, s.control.Width, s.control.Height)
	case l.control != nil:
		put(l.control, theme.CardPadding, top+s.nameHeight+s.detailHeight+lineGap, s.control.Width, s.control.Height)
	}
}

func (l *line) leastWidth() float32 {
	least := float32(leastWords)
	if l.control != nil {
		least = max(least, l.control.MinSize().Width)
	}
	return least + 2*theme.CardPadding
}

func (l *line) objects() []fyne.CanvasObject {
	if l.control == nil {
		return []fyne.CanvasObject{l.name, l.detail}
	}
	return []fyne.CanvasObject{l.name, l.detail, l.control}
}
