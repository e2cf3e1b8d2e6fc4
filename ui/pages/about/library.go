package about

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/assets/licences"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// library is the view of all licences: the works on the left, and the licence of
// the open one beside them.
type library struct {
	c             *core.Context
	object        fyne.CanvasObject
	works         []licences.Work
	shelf         *shelf
	reader        *reader
	name, licence *widgets.Text
}

func newLibrary(c *core.Context, back func()) *library {
	l := &library{
		c: c, works: licences.All(), reader: newReader(),
		name:    widgets.NewFitText("", widgets.BodyMedium, theme.ColorInk),
		licence: widgets.NewFitText("", widgets.Caption, theme.ColorInk2),
	}
	l.shelf = newShelf(l.works)
	l.shelf.onOpen = l.open
	copier := widgets.NewIconButton("copy", c.T("about.copy_licence"), l.copy)
	head := widgets.Pad(widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Natural}, widgets.Stack(0, l.name, l.licence), copier),
		theme.Space2, theme.Space3, theme.Space2, readerPadding)
	text := parts.Frame(widgets.Stack(0, head, widgets.NewDivider(0)), l.reader, nil)
	halves := container.New(halves{}, l.shelf, widgets.NewCard(text, 0))
	title := widgets.NewFitText(c.T("about.licences"), widgets.Title2, theme.ColorInk)
	l.object = parts.Frame(parts.Head(c, title, back),
		widgets.Pad(halves, theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding-shelfInset), nil)
	l.shelf.choose(0)
	return l
}

func (l *library) open(index int) {
	w := l.works[index]
	l.name.SetText(w.Name)
	l.licence.SetText(w.Licence)
	l.reader.show(reflow(w.Text()))
}

// copy copies the licence as its authors wrote it.
func (l *library) copy() {
	w := l.works[l.shelf.open]
	l.c.Clip.Copy(w.Name, w.Text(), false)
}

// halves gives the list its width, and the text the rest.
type halves struct{}

const (
	shelfWidth = 248
	halvesGap  = theme.Space4
)

// MinSize implements fyne.Layout.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	return fyne.NewSize(shelfWidth+halvesGap+least.Width, max(objects[0].MinSize().Height, least.Height))
}

// Layout implements fyne.Layout.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put(objects[0], 0, 0, shelfWidth, size.Height)
	put(objects[1], shelfWidth+halvesGap, 0, size.Width-shelfWidth-halvesGap, size.Height)
}
