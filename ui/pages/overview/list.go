package overview

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// list is the two groups, one below the other. It has widgets only for the rows in
// sight, and for the one that has the keyboard.
type list struct {
	p      *Page
	scroll *container.Scroll
	body   *fyne.Container
	groups [2]*group // attention, fine

	rows    map[string]*row // that have a widget, by token ID
	spare   []*row
	seconds bool // a countdown in sight needs the seconds
}

func newList(p *Page) *list {
	l := &list{p: p, rows: map[string]*row{}}
	l.groups[0] = newGroup(p.c.T("overview.attention"), p.c.T("overview.order"))
	l.groups[1] = newGroup(p.c.T("overview.fine"), "")
	l.body = container.New(l)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.scrolled() }
	return l
}

// set says which tokens there are. With hold set those that are there already stay
// where they are.
func (l *list) set(attention, fine []*present.Token, hold bool) {
	if hold {
		attention, fine = keepPlaces(ids(l.groups[0].tokens), ids(l.groups[1].tokens), attention, fine)
	}
	focused := l.focused()
	at := l.index(focused)
	seen := l.sees(at)
	l.groups[0].set(attention)
	l.groups[1].set(fine)
	gone := at >= 0 && l.index(focused) < 0
	if gone {
		l.p.c.Window.Canvas().Unfocus() // before its widget is lent to another
	}
	l.scroll.Refresh() // its content has another height
	l.Layout(nil, l.body.Size())
	switch count := l.count(); {
	case gone && count > 0:
		l.focus(min(at, count-1)) // what took its place
	case seen && !gone:
		l.reveal(l.index(focused)) // it may be far away, as after it was refreshed
	}
}

// sees tells whether something of the row at an index is in sight.
func (l *list) sees(index int) bool {
	if index < 0 {
		return false
	}
	top, offset := l.y(index), l.scroll.Offset.Y
	return top < offset+l.scroll.Size().Height && top+rowPitch > offset
}

func (l *list) count() int { return len(l.groups[0].tokens) + len(l.groups[1].tokens) }

// at is the token at an index, counted over both groups.
func (l *list) at(index int) *present.Token {
	if top := l.groups[0].tokens; index < len(top) {
		return top[index]
	}
	return l.groups[1].tokens[index-len(l.groups[0].tokens)]
}

// index is where a token stands; -1 for one that is not there.
func (l *list) index(id string) int {
	if id == "" {
		return -1
	}
	is := func(t *present.Token) bool { return t.TokenID == id }
	if i := slices.IndexFunc(l.groups[0].tokens, is); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(l.groups[1].tokens, is); i >= 0 {
		return len(l.groups[0].tokens) + i
	}
	return -1
}

// y is where the row at an index begins, in the list.
func (l *list) y(index int) float32 {
	g := l.groups[0]
	if index >= len(g.tokens) {
		index -= len(g.tokens)
		g = l.groups[1]
	}
	return g.first + float32(index)*rowPitch
}

// focused is the token whose row has the keyboard; "" for none.
func (l *list) focused() string {
	r, ok := l.p.c.Window.Canvas().Focused().(*widgets.ListRow)
	if !ok {
		return ""
	}
	for id, mine := range l.rows {
		if mine.ListRow == r {
			return id
		}
	}
	return ""
}

// MinSize implements fyne.Layout.
func (l *list) MinSize([]fyne.CanvasObject) fyne.Size {
	height := l.groups[0].height() + l.groups[1].height() + theme.PagePadding
	if len(l.groups[0].tokens) > 0 && len(l.groups[1].tokens) > 0 {
		height += theme.Space6
	}
	return fyne.NewSize(0, height)
}

// Layout implements fyne.Layout.
func (l *list) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := size.Width - 2*theme.PagePadding
	l.groups[0].place(0, width)
	y := l.groups[0].height()
	if y > 0 {
		y += theme.Space6
	}
	l.groups[1].place(y, width)
	l.draw(l.p.c.Clock())
}

func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// scrolled gives widgets to the rows that came into sight. A countdown among them
// may need the seconds.
func (l *list) scrolled() {
	before := l.seconds
	l.draw(l.p.c.Clock())
	if l.seconds && !before {
		l.p.again()
	}
}

// draw gives a widget to each row in sight and shows the moment now.
func (l *list) draw(now time.Time) {
	focused := l.focused()
	wanted := l.wanted(focused)
	l.recycle(wanted)
	objects := []fyne.CanvasObject{l.groups[0].heading, l.groups[0].card, l.groups[1].heading, l.groups[1].card}
	width := l.body.Size().Width - 2*theme.PagePadding - 2*cardBorder
	l.seconds = false
	for _, index := range wanted {
		r := l.row(l.at(index))
		top := len(l.groups[0].tokens)
		r.edges(index == 0 || index == top, index == top-1 || index == l.count()-1)
		put(r.ListRow, theme.PagePadding+cardBorder, l.y(index), width, rowPitch)
		if r.draw(now) {
			l.seconds = true
		}
		objects = append(objects, r.ListRow)
	}
	if !slices.Equal(objects, l.body.Objects) {
		l.body.Objects = objects
		canvas.Refresh(l.body)
	}
}

// wanted are the indexes of the rows in sight from top to bottom, and of the one
// that has the keyboard.
func (l *list) wanted(focused string) (indexes []int) {
	top := l.scroll.Offset.Y
	bottom := top + l.scroll.Size().Height
	offset := 0
	for _, g := range l.groups {
		if first, end := g.within(top, bottom); len(g.tokens) > 0 {
			for i := first; i < end; i++ {
				indexes = append(indexes, offset+i)
			}
		}
		offset += len(g.tokens)
	}
	if at := l.index(focused); at >= 0 && !slices.Contains(indexes, at) {
		indexes = append(indexes, at)
		slices.Sort(indexes)
	}
	return indexes
}

// recycle takes the widgets from the rows that are not wanted any more.
func (l *list) recycle(wanted []int) {
	keep := make(map[string]bool, len(wanted))
	for _, index := range wanted {
		keep[l.at(index).TokenID] = true
	}
	for id, r := range l.rows {
		if !keep[id] {
			delete(l.rows, id)
			l.spare = append(l.spare, r)
		}
	}
}

// forget drops all widgets, where there is nothing to show.
func (l *list) forget() { l.rows, l.spare = map[string]*row{}, nil }

// row is the widget of a token.
func (l *list) row(t *present.Token) *row {
	r, ok := l.rows[t.TokenID]
	if !ok {
		if last := len(l.spare) - 1; last >= 0 {
			r, l.spare = l.spare[last], l.spare[:last]
		} else {
			r = newRow(l.p)
		}
		r.fresh = true
		l.rows[t.TokenID] = r
	}
	r.token = t
	return r
}

// top scrolls to the beginning.
func (l *list) top() { l.scroll.ScrollToTop() }
