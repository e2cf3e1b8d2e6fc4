package overview

import "fyne.io/fyne/v2"

// FocusList implements core.Lister.
func (p *Page) FocusList() {
	if p.list.count() > 0 {
		p.list.focus(0)
	}
}

// TakeKey implements core.KeyTaker: the keys that lead further than an arrow does.
func (p *Page) TakeKey(key fyne.KeyName) {
	l := p.list
	page := max(int(l.scroll.Size().Height/rowPitch)-1, 1)
	switch key {
	case fyne.KeyHome:
		l.move(-l.count())
	case fyne.KeyEnd:
		l.move(l.count())
	case fyne.KeyPageUp:
		l.move(-page)
	case fyne.KeyPageDown:
		l.move(page)
	}
}

// Escape implements core.Escaper: it first stops waiting for a secret.
func (p *Page) Escape() {
	if !p.cancelReading() {
		p.c.Nav.Back()
	}
}

// move gives the keyboard to a row above or below the one that has it, and not
// beyond the first and the last.
func (l *list) move(delta int) {
	at, count := l.index(l.focused()), l.count()
	if count == 0 {
		return
	}
	if to := min(max(at+delta, 0), count-1); to != at {
		l.focus(to)
	}
}

// focus gives the keyboard to the row at an index and brings it into sight.
func (l *list) focus(index int) {
	l.reveal(index)
	r := l.row(l.at(index))
	l.p.c.Window.Canvas().Focus(r.ListRow)
	l.draw(l.p.c.Clock()) // the row that had it may give its widget back
}

// reveal scrolls as far as it takes to see the row at an index, and its heading
// where it is the first.
func (l *list) reveal(index int) {
	if index < 0 {
		return
	}
	top := l.y(index)
	bottom := top + rowPitch
	if index == 0 || index == len(l.groups[0].tokens) {
		top -= l.groups[0].first
	}
	offset, height := l.scroll.Offset.Y, l.scroll.Size().Height
	switch {
	case top < offset:
		l.scroll.ScrollToOffset(fyne.NewPos(0, max(top, 0)))
	case bottom > offset+height:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom-height))
	default:
		return
	}
	l.scrolled()
}
