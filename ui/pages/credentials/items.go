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

// items is a list of any length that has widgets only for what is in sight.
type items struct {
	p      *Page
	keys   *widgets.CredentialList // around everything else
	cursor string                  // ID of what the keys are about; "" for the selected one
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
	l.keys = widgets.NewCredentialList(p.platform.ShortName.In(p.c.Lang()), l.scroll)
	l.keys.OnKey, l.keys.OnCopy = p.takeKey, p.copySelected
	l.keys.OnReach(func() { l.reveal(l.current()) })
	return l
}

// current is the index of what the keys are about: in a narrow window they move on
// without opening it.
func (l *items) current() int {
	if at := l.p.indexOf(l.cursor); at >= 0 {
		return at
	}
	return max(l.p.index(), 0)
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

// visible is the range of indexes in sight.
func (l *items) visible() (first, end int) {
	first = max(int(l.scroll.Offset.Y/itemPitch), 0)
	end = min(first+int(l.scroll.Size().Height/itemPitch)+2, len(l.p.stored))
	return min(first, end), end
}

// refill draws what is in sight, at the moment that the rest of the page shows.
func (l *items) refill() { l.draw(l.p.moment) }

// draw gives a widget to each credential in sight and shows the moment now.
func (l *items) draw(now time.Time) (seconds bool) {
	first, end := l.visible()
	l.recycle(first, end)
	objects := make([]fyne.CanvasObject, 0, end-first)
	width := l.body.Size().Width - 2*itemInset
	var current *widgets.CredentialItem
	for index := first; index < end; index++ {
		it := l.at(index)
		if index == l.current() {
			current = it.CredentialItem
		}
		it.Move(fyne.NewPos(itemInset, float32(index)*itemPitch))
		it.Resize(fyne.NewSize(width, theme.ListItemHeight))
		seconds = l.p.fill(index, it, now) || seconds
		objects = append(objects, it.CredentialItem)
	}
	l.keys.SetCurrent(current)
	if !slices.Equal(objects, l.body.Objects) {
		l.body.Objects = objects
		canvas.Refresh(l.body)
	}
	return seconds
}

// recycle takes the widgets from what is out of sight.
func (l *items) recycle(first, end int) {
	keep := make(map[string]bool, end-first)
	for _, c := range l.p.stored[first:end] {
		keep[c.ID] = true
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
	it.OnOpen = func() {
		l.keys.Take()
		l.p.open(l.p.indexOf(it.id))
	}
	return it
}

// reveal scrolls until the index is in sight.
func (l *items) reveal(index int) {
	top, height := float32(index)*itemPitch, l.scroll.Size().Height
	switch offset := l.scroll.Offset.Y; {
	case top < offset:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+itemPitch > offset+height:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top+itemPitch-height))
	}
	l.refill()
}
