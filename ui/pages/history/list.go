package history

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Measures of a row in Fyne units; below each but the last is a line.
const (
	rowHeight  = 56
	rowPitch   = rowHeight + 1
	cardBorder = 1
)

// list is a card of any length that has widgets only for the records in sight.
type list struct {
	p      *Page
	scroll *container.Scroll
	body   *fyne.Container
	card   *widgets.Card
	rows   []*row // as many as there ever were in sight
}

func newList(p *Page) *list {
	l := &list{p: p, card: widgets.NewCard(container.NewWithoutLayout(), 0)}
	l.body = container.New(l)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.draw(p.c.Clock()) }
	return l
}

// changed follows other records.
func (l *list) changed() {
	l.card.Hidden = len(l.p.shown) == 0
	l.scroll.Refresh()
	l.Layout(nil, l.body.Size())
}

// height is that of the card in Fyne units.
func (l *list) height() float32 { return float32(len(l.p.shown))*rowPitch - 1 + 2*cardBorder }

// MinSize implements fyne.Layout.
func (l *list) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(l.height(), 0)+theme.PagePadding)
}

// Layout implements fyne.Layout.
func (l *list) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	put(l.card, theme.PagePadding, 0, size.Width-2*theme.PagePadding, max(l.height(), 0))
	l.draw(l.p.c.Clock())
}

func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// draw shows the records in sight as they are called at a moment.
func (l *list) draw(now time.Time) {
	shown := l.p.shown
	first := min(max(int(l.scroll.Offset.Y/rowPitch), 0), len(shown))
	end := min(first+int(l.scroll.Size().Height/rowPitch)+2, len(shown))
	objects := []fyne.CanvasObject{l.card}
	width := l.body.Size().Width - 2*theme.PagePadding - 2*cardBorder
	for i := first; i < end; i++ {
		r := l.row(i - first)
		r.fill(l.p, shown[i], now)
		r.line.Hidden = i == len(shown)-1
		put(r.object, theme.PagePadding+cardBorder, cardBorder+float32(i)*rowPitch, width, rowPitch)
		objects = append(objects, r.object)
	}
	if !slices.Equal(objects, l.body.Objects) {
		l.body.Objects = objects
		canvas.Refresh(l.body)
	}
}

func (l *list) row(n int) *row {
	for len(l.rows) <= n {
		l.rows = append(l.rows, newRow())
	}
	return l.rows[n]
}

// page is how far a key scrolls, in Fyne units: a row stays in sight.
func (l *list) page() float32 { return max(l.scroll.Size().Height-rowPitch, rowPitch) }

func (l *list) scrollBy(distance float32) {
	most := max(l.body.MinSize().Height-l.scroll.Size().Height, 0)
	l.scroll.ScrollToOffset(fyne.NewPos(0, min(max(l.scroll.Offset.Y+distance, 0), most)))
	l.draw(l.p.c.Clock())
}
