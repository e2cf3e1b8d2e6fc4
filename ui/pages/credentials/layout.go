package credentials

import (
	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// bothFrom is the width of the page from which on list and detail stand side by
// side: a window of 1080 units without the sidebar.
const bothFrom = 1080 - theme.SidebarWidth

// split shows the list beside the detail, or one of them where there is no room
// for both.
type split struct {
	list, line, detail fyne.CanvasObject
	opened             bool // which one, where there is room for one
	narrow             bool
	changed            func(narrow bool)
	size               fyne.Size
}

// open chooses between the detail and the list, where there is room for one.
func (l *split) open(detail bool) {
	l.opened = detail
	l.Layout(nil, l.size)
}

// covers tells whether the detail stands in the place of the list.
func (l *split) covers() bool { return l.narrow && l.opened }

// Layout implements fyne.Layout.
func (l *split) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.size = size
	if narrow := size.Width < bothFrom; narrow != l.narrow {
		l.narrow = narrow
		l.changed(narrow)
	}
	setVisible(l.list, !l.narrow || !l.opened)
	setVisible(l.line, !l.narrow)
	setVisible(l.detail, !l.narrow || l.opened)
	if l.narrow {
		put(l.list, 0, size.Width, size.Height)
		put(l.detail, 0, size.Width, size.Height)
		return
	}
	put(l.list, 0, theme.ListColumnWidth-1, size.Height)
	put(l.line, theme.ListColumnWidth-1, 1, size.Height)
	put(l.detail, theme.ListColumnWidth, size.Width-theme.ListColumnWidth, size.Height)
}

// MinSize implements fyne.Layout: either of the two must fit.
func (l *split) MinSize([]fyne.CanvasObject) fyne.Size {
	return l.list.MinSize().Max(l.detail.MinSize())
}

func put(object fyne.CanvasObject, x, width, height float32) {
	object.Move(fyne.NewPos(x, 0))
	object.Resize(fyne.NewSize(width, height))
}

func setVisible(object fyne.CanvasObject, visible bool) {
	if visible {
		object.Show()
	} else {
		object.Hide()
	}
}

// grid lays cards out in rows: two in each where their titles have room, or one.
type grid struct {
	width  float32
	widest float32 // of the titles
}

const (
	gridGap      = theme.Space4
	gridMaxCards = 2
	// cardAround is what a card has beside its title.
	cardAround = 72 + 18 + 8 + 16
)

// fit takes the title of a card into account. What stands below it may be cut: a tip
// has all of it.
func (l *grid) fit(title string) { l.widest = max(l.widest, parts.Width(title, widgets.BodyMedium)) }

func (l *grid) perRow() int {
	if (l.width-gridGap)/gridMaxCards < l.widest+cardAround {
		return 1
	}
	return gridMaxCards
}

// Layout implements fyne.Layout.
func (l *grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	n := l.perRow()
	width := (size.Width - float32(n-1)*gridGap) / float32(n)
	for i, object := range objects {
		height := object.MinSize().Height
		object.Move(fyne.NewPos(float32(i%n)*(width+gridGap), float32(i/n)*(height+gridGap)))
		object.Resize(fyne.NewSize(width, height))
	}
}

// MinSize implements fyne.Layout.
func (l *grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	card, rows := objects[0].MinSize(), (len(objects)+l.perRow()-1)/l.perRow()
	return fyne.NewSize(card.Width, float32(rows)*(card.Height+gridGap)-gridGap)
}
