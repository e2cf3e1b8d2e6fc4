package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Frame puts a page together: a head and a foot at their heights, and between
// them the body with what is left. Each may be nil but the body; a hidden one takes
// no room.
func Frame(head, body, foot fyne.CanvasObject) *fyne.Container {
	l := &frameLayout{head: head, body: body, foot: foot}
	content := container.New(l)
	for _, object := range []fyne.CanvasObject{body, head, foot} {
		if object != nil {
			content.Add(object)
		}
	}
	return content
}

type frameLayout struct{ head, body, foot fyne.CanvasObject }

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top, bottom := float32(0), float32(0)
	if shown(l.head) {
		l.head.Resize(fyne.NewSize(size.Width, l.head.MinSize().Height))
		top = l.head.MinSize().Height
		l.head.Move(fyne.NewPos(0, 0))
	}
	if shown(l.foot) {
		bottom = l.foot.MinSize().Height
		l.foot.Resize(fyne.NewSize(size.Width, bottom))
		l.foot.Move(fyne.NewPos(0, size.Height-bottom))
	}
	l.body.Resize(fyne.NewSize(size.Width, max(size.Height-top-bottom, 0)))
	l.body.Move(fyne.NewPos(0, top))
}

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	size := l.body.MinSize()
	for _, object := range []fyne.CanvasObject{l.head, l.foot} {
		if shown(object) {
			least := object.MinSize()
			size = fyne.NewSize(max(size.Width, least.Width), size.Height+least.Height)
		}
	}
	return size
}

func shown(object fyne.CanvasObject) bool { return object != nil && object.Visible() }

// Head is the top of a page that has one before it: the way back, a title, and
// what belongs at the end of the line.
func Head(c *core.Context, title *widgets.Text, back func(), end ...fyne.CanvasObject) *fyne.Container {
	objects := append([]fyne.CanvasObject{
		widgets.NewIconButton("chevron-left", c.T("action.back"), back), title,
	}, end...)
	widths := []float32{widgets.Natural, widgets.Flexible}
	for range end {
		widths = append(widths, widgets.Natural)
	}
	row := widgets.Columns(theme.Space2, widths, objects...)
	return widgets.Pad(widgets.Sized(row, 0, theme.IconButtonSize+4), theme.Space6-2, theme.PagePadding, theme.Space4-2, theme.Space6)
}

// Foot is the bar of actions at the bottom of a page: a hint, and buttons at the
// end.
func Foot(hint fyne.CanvasObject, buttons ...fyne.CanvasObject) *fyne.Container {
	widths := []float32{widgets.Flexible}
	for range buttons {
		widths = append(widths, widgets.Natural)
	}
	row := widgets.Columns(theme.Space3, widths, append([]fyne.CanvasObject{hint}, buttons...)...)
	return widgets.Stack(0, widgets.NewDivider(0),
		widgets.Pad(row, theme.Space4, theme.PagePadding, theme.Space4, theme.PagePadding))
}

// Section is a card with its name above.
func Section(name string, content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", ""), widgets.NewCard(content, theme.Space5))
}

// Scroll is a body that scrolls up and down, and is never wider than its place.
// Paragraphs need to know their width before their height, so it lays its content
// out by width first.
type Scroll struct {
	object  *fyne.Container
	scroll  *container.Scroll
	content *fyne.Container
}

// NewScroll makes the content scroll up and down.
func NewScroll(content *fyne.Container) *Scroll {
	s := &Scroll{content: content, scroll: container.NewVScroll(Slim(content))}
	s.object = container.New(s, s.scroll)
	return s
}

// Object is what goes into the page.
func (s *Scroll) Object() fyne.CanvasObject { return s.object }

// Content is what scrolls.
func (s *Scroll) Content() fyne.CanvasObject { return s.content }

// Layout implements fyne.Layout.
func (s *Scroll) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	// The content keeps its old height while it learns its new width.
	s.content.Resize(fyne.NewSize(size.Width, max(s.content.Size().Height, size.Height)))
	s.scroll.Resize(size)
	s.Relayout()
}

// MinSize implements fyne.Layout.
func (s *Scroll) MinSize([]fyne.CanvasObject) fyne.Size { return s.scroll.MinSize() }

// Relayout follows a change of the content's height.
func (s *Scroll) Relayout() {
	s.content.Layout.Layout(s.content.Objects, s.content.Size())
	s.scroll.Refresh()
}

// margin is how much stays visible above and below what is brought into view.
const margin = theme.Space6

// Reveal scrolls as far as it takes to see an object of the content.
func (s *Scroll) Reveal(object fyne.CanvasObject) {
	if s.scroll.Size().Height == 0 {
		return // not on screen yet
	}
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(s.content).Y
	bottom := top + object.Size().Height
	offset := s.scroll.Offset.Y
	switch {
	case top-margin < offset:
		offset = max(top-margin, 0)
	case bottom+margin > offset+s.scroll.Size().Height:
		offset = bottom + margin - s.scroll.Size().Height
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, offset))
}

// Reachable is a control that tells when the keyboard comes to it.
type Reachable interface {
	fyne.CanvasObject
	OnReach(listen func())
}

// Follow brings controls into view when the keyboard comes to them.
func (s *Scroll) Follow(controls ...Reachable) {
	for _, control := range controls {
		control.OnReach(func() { s.Reveal(control) })
	}
}

// Top scrolls to the beginning.
func (s *Scroll) Top() { s.scroll.ScrollToTop() }

// Slim takes away an object's claim to a width: in a column of a fixed width a
// word may rather end with an ellipsis than widen the column.
func Slim(object fyne.CanvasObject) *fyne.Container { return container.New(slim{}, object) }

type slim struct{}

// Layout implements fyne.Layout.
func (slim) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(size)
	}
}

// MinSize implements fyne.Layout.
func (slim) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// linkPadding is what a small button keeps around its text.
const linkPadding = 12

// Flush begins the text of a link where the column begins.
func Flush(link *widgets.Button) *fyne.Container {
	return widgets.Pad(widgets.Row(0, link), 0, 0, 0, -linkPadding)
}
