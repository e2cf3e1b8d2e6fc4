package credentials

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

const (
	itemGap   = 4
	itemPitch = theme.ListItemHeight + itemGap
	itemInset = 8
)

// items is a list of any length that has widgets only for what is in sight, and for
// the item that has the keyboard.
type items struct {
	p      *Page
	scroll *container.Scroll
	body   *fyne.Container
	held   map[string]*item // by the credential's ID
	spare  []*item
}

// item is the widget of a credential in sight. It is lent to another one once that is
// out of sight.
type item struct {
	*widgets.CredentialItem
	id    string
	shown widgets.ItemContent
}

func newItems(p *Page) *items {
	l := &items{p: p, held: map[string]*item{}}
	l.body = container.New(l)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.refill() }
	return l
}

// changed follows another number of credentials.
func (l *items) changed() {
	l.scroll.Refresh()
	l.refill()
}

// MinSize implements fyne.Layout.
func (l *items) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.ListColumnWidth-2*itemInset, float32(len(l.p.stored))*itemPitch+itemInset)
}

// Layout implements fyne.Layout.
func (l *items) Layout([]fyne.CanvasObject, fyne.Size) { l.refill() }

// visible is the range of indexes in sight, one more at each end, so that Tab finds
// the way on.
func (l *items) visible() (first, end int) {
	first = max(int(l.scroll.Offset.Y/itemPitch)-1, 0)
	end = min(first+int(l.scroll.Size().Height/itemPitch)+4, len(l.p.stored))
	return min(first, end), end
}

// refill draws what is in sight as it is now.
func (l *items) refill() { l.draw(l.p.c.Clock()) }

// draw gives a widget to each credential in sight and shows the moment now.
func (l *items) draw(now time.Time) (seconds bool) {
	wanted := l.wanted()
	l.recycle(wanted)
	objects := make([]fyne.CanvasObject, 0, len(wanted))
	width := l.body.Size().Width - 2*itemInset
	for _, index := range wanted {
		it := l.at(index)
		it.Move(fyne.NewPos(itemInset, float32(index)*itemPitch))
		it.Resize(fyne.NewSize(width, theme.ListItemHeight))
		seconds = l.p.fill(index, it, now) || seconds
		objects = append(objects, it.CredentialItem)
	}
	if !slices.Equal(objects, l.body.Objects) {
		l.body.Objects = objects
		canvas.Refresh(l.body)
	}
	return seconds
}

// wanted are the indexes in sight from top to bottom, and that of the item with the
// keyboard.
func (l *items) wanted() (indexes []int) {
	first, end := l.visible()
	for i := first; i < end; i++ {
		indexes = append(indexes, i)
	}
	if at := l.focused(); at >= 0 && !slices.Contains(indexes, at) {
		indexes = append(indexes, at)
		slices.Sort(indexes)
	}
	return indexes
}

// recycle takes the widgets from what is not wanted any more.
func (l *items) recycle(wanted []int) {
	keep := make(map[string]bool, len(wanted))
	for _, index := range wanted {
		keep[l.p.stored[index].ID] = true
	}
	for id, it := range l.held {
		if !keep[id] {
			delete(l.held, id)
			l.spare = append(l.spare, it)
		}
	}
}

// at is the widget of the credential at an index.
func (l *items) at(index int) *item {
	id := l.p.stored[index].ID
	it, ok := l.held[id]
	if !ok {
		it = l.lend()
		it.id, it.shown = id, widgets.ItemContent{}
		l.held[id] = it
	}
	return it
}

func (l *items) lend() *item {
	if last := len(l.spare) - 1; last >= 0 {
		it := l.spare[last]
		l.spare = l.spare[:last]
		return it
	}
	it := &item{CredentialItem: widgets.NewCredentialItem()}
	it.OnOpen = func() { l.p.open(l.p.indexOf(it.id)) }
	it.OnMove = func(delta int) { l.p.move(l.p.indexOf(it.id), delta) }
	it.OnReach(func() { l.reveal(l.p.indexOf(it.id)) })
	return it
}

// focused is the index of the item that has the keyboard, or -1.
func (l *items) focused() int {
	widget, ok := l.p.c.Window.Canvas().Focused().(*widgets.CredentialItem)
	if !ok {
		return -1
	}
	for id, it := range l.held {
		if it.CredentialItem == widget {
			return l.p.indexOf(id)
		}
	}
	return -1
}

// reveal scrolls until the index is in sight and returns its widget.
func (l *items) reveal(index int) *widgets.CredentialItem {
	top, height := float32(index)*itemPitch, l.scroll.Size().Height
	switch offset := l.scroll.Offset.Y; {
	case top < offset:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+itemPitch > offset+height:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top+itemPitch-height))
	}
	l.refill()
	return l.at(index).CredentialItem
}
