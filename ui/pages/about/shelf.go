package about

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"keycase/assets/licences"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// shelf is the list of all works, of which one is open. It takes the keyboard as
// one stop: the arrows open the next one.
type shelf struct {
	widget.BaseWidget
	// onOpen is told the index of the work that was opened.
	onOpen func(index int)

	ring   *canvas.Rectangle
	books  []*book
	open   int
	scroll *container.Scroll
	focus
}

var _ fyne.Focusable = (*shelf)(nil)

func newShelf(works []licences.Work) *shelf {
	s := &shelf{ring: newRing(theme.RadiusControl)}
	stack := widgets.Stack(bookGap)
	for i, w := range works {
		b := newBook(w, func() {
			take(s)
			s.choose(i)
		})
		s.books = append(s.books, b)
		stack.Add(b)
	}
	s.scroll = container.NewVScroll(widgets.Pad(stack, shelfInset, shelfInset, shelfInset, shelfInset))
	s.redraw = s.Refresh
	s.ExtendBaseWidget(s)
	return s
}

const (
	shelfInset = theme.Space1
	bookGap    = 2
	bookHeight = 52
	bookPitch  = bookHeight + bookGap
)

// choose opens a work and brings it into view; beyond the ends it takes the last
// or the first.
func (s *shelf) choose(index int) {
	index = min(max(index, 0), len(s.books)-1)
	s.books[s.open].setOpen(false)
	s.open = index
	s.books[index].setOpen(true)
	s.reveal(index)
	s.onOpen(index)
}

func (s *shelf) reveal(index int) {
	top, offset, height := float32(index)*bookPitch, s.scroll.Offset.Y, s.scroll.Size().Height
	switch {
	case top < offset:
		s.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+bookPitch+shelfInset > offset+height:
		s.scroll.ScrollToOffset(fyne.NewPos(0, top+bookPitch+shelfInset-height))
	}
}

// TypedKey implements fyne.Focusable.
func (s *shelf) TypedKey(key *fyne.KeyEvent) {
	page := max(int(s.scroll.Size().Height/bookPitch)-1, 1)
	switch key.Name {
	case fyne.KeyDown:
		s.choose(s.open + 1)
	case fyne.KeyUp:
		s.choose(s.open - 1)
	case fyne.KeyPageDown:
		s.choose(s.open + page)
	case fyne.KeyPageUp:
		s.choose(s.open - page)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.books) - 1)
	default:
		pass(s, key)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *shelf) CreateRenderer() fyne.WidgetRenderer {
	return &drawing{
		objects: []fyne.CanvasObject{s.scroll, s.ring},
		min:     fyne.NewSize(200, 160),
		layout: func(size fyne.Size) {
			s.ring.Resize(size)
			s.scroll.Resize(size)
		},
		refresh: func() { paintRing(s.ring, s.ringed) },
	}
}

// book is a work in the list: its name, and its licence below.
type book struct {
	widget.BaseWidget
	tapped        func()
	open, hovered bool
	box           *canvas.Rectangle
	name, licence *widgets.Text
}

var (
	_ fyne.Tappable      = (*book)(nil)
	_ fyne.Accessible    = (*book)(nil)
	_ desktop.Hoverable  = (*book)(nil)
	_ desktop.Cursorable = (*book)(nil)
)

func newBook(w licences.Work, tapped func()) *book {
	b := &book{
		tapped: tapped, box: newRing(theme.RadiusControl),
		name:    widgets.NewFitText(shortName(w.Name), widgets.SmallMedium, theme.ColorInk),
		licence: widgets.NewFitText(w.Licence, widgets.Caption, theme.ColorInk2),
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *book) setOpen(open bool) {
	b.open = open
	b.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (b *book) AccessibilityLabel() string { return b.name.Text() + ", " + b.licence.Text() }

// AccessibilityRole implements fyne.Accessible.
func (b *book) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped implements fyne.Tappable.
func (b *book) Tapped(*fyne.PointEvent) { b.tapped() }

// Cursor implements desktop.Cursorable.
func (b *book) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (b *book) MouseIn(*desktop.MouseEvent) { b.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (b *book) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *book) MouseOut() { b.hover(false) }

func (b *book) hover(over bool) {
	b.hovered = over
	b.Refresh()
}

func (b *book) paint() {
	switch {
	case b.open:
		b.box.FillColor = theme.Color(theme.ColorSelected)
	case b.hovered:
		b.box.FillColor = theme.Color(theme.ColorHover)
	}
	b.box.Hidden = !b.open && !b.hovered
	b.box.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *book) CreateRenderer() fyne.WidgetRenderer {
	b.paint()
	return &drawing{
		objects: []fyne.CanvasObject{b.box, b.name, b.licence},
		min:     fyne.NewSize(160, bookHeight),
		layout: func(size fyne.Size) {
			b.box.Resize(size)
			put(b.name, theme.Space3, 7, size.Width-2*theme.Space3, theme.LineSmall)
			put(b.licence, theme.Space3, 28, size.Width-2*theme.Space3, theme.LineCaption)
		},
		refresh: b.paint,
	}
}

func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}
