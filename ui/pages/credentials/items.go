package credentials

import (
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

// items is a list of any length that has widgets only for what is in sight. The
// item at an index keeps its widget as long as it can be seen.
type items struct {
	scroll *container.Scroll
	body   *fyne.Container
	pool   []*widgets.CredentialItem
	count  int

	// fill shows the index in the item.
	fill func(index int, item *widgets.CredentialItem)
	open func(index int)
	move func(index, delta int)
}

func newItems(fill func(int, *widgets.CredentialItem), open func(int), move func(index, delta int)) *items {
	l := &items{fill: fill, open: open, move: move}
	l.body = container.New(l)
	l.scroll = container.NewVScroll(l.body)
	l.scroll.OnScrolled = func(fyne.Position) { l.refill() }
	return l
}

// setCount says how many there are and draws those in sight.
func (l *items) setCount(count int) {
	l.count = count
	l.scroll.Refresh()
	l.refill()
}

// MinSize implements fyne.Layout.
func (l *items) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.ListColumnWidth-2*itemInset, float32(l.count)*itemPitch+itemInset)
}

// Layout implements fyne.Layout.
func (l *items) Layout([]fyne.CanvasObject, fyne.Size) { l.refill() }

// visible is the range of indexes in sight.
func (l *items) visible() (first, end int) {
	first = max(int(l.scroll.Offset.Y/itemPitch), 0)
	end = min(first+int(l.scroll.Size().Height/itemPitch)+2, l.count)
	return min(first, end), end
}

// refill draws what is in sight.
func (l *items) refill() {
	first, end := l.visible()
	for len(l.pool) < end-first {
		l.pool = append(l.pool, widgets.NewCredentialItem())
	}
	shown := make([]fyne.CanvasObject, 0, end-first)
	for i := first; i < end; i++ {
		item := l.at(i)
		item.OnOpen = func() { l.open(i) }
		item.OnMove = func(delta int) { l.move(i, delta) }
		item.Move(fyne.NewPos(itemInset, float32(i)*itemPitch))
		item.Resize(fyne.NewSize(l.body.Size().Width-2*itemInset, theme.ListItemHeight))
		l.fill(i, item)
		shown = append(shown, item)
	}
	l.body.Objects = shown
	canvas.Refresh(l.body)
}

func (l *items) at(index int) *widgets.CredentialItem { return l.pool[index%len(l.pool)] }

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
	return l.at(index)
}
