package frame

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Layout is how the body of a step is divided.
type Layout int

// The layouts, in Fyne units; all are 944 wide and in the middle.
const (
	// LayoutPanel has an illustration of 464 on the left, and on the right a column of 424 with the
	// head on top of it. Both are as high as the window allows. Below 1024 the illustration hides.
	LayoutPanel Layout = iota
	// LayoutList has the head over everything, the list of 608 on the left and a side column of 296
	// on the right. In a narrow window the list gives way.
	LayoutList
	// LayoutFull has the head over everything, and Right below it over the whole width.
	LayoutFull
)

// Body is what a step shows; any part but Right may be nil.
type Body struct {
	Layout Layout
	Head   fyne.CanvasObject // see [Heading]
	Left   fyne.CanvasObject // the panel, or the list
	Right  fyne.CanvasObject // the column; see [Column] for one with a part at the bottom
	// Narrow is for what the illustration has besides its picture, such as buttons: it stands between
	// head and column while the illustration is hidden, and only then.
	Narrow fyne.CanvasObject
	// Inside is a part somewhere within Right that is there only while the illustration is hidden. It may
	// move there.
	Inside fyne.CanvasObject
}

// Sizes in Fyne units.
const (
	bodyWidth   = 944
	panelWidth  = 464
	columnWidth = 424
	panelGap    = 56
	listSide    = 296
	listGap     = 40
	panelFrom   = 1024 // the width of the window from which on there is a panel
	panelMost   = 640  // how high it grows
	headGap     = theme.Space6

	marginLeast = theme.Space6
	marginPanel = theme.Space14
	marginList  = theme.Space12
)

// Heading is a title with a sentence below it; an empty sentence leaves that out.
func Heading(title, sentence string) fyne.CanvasObject {
	below := widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2)
	below.Hidden = sentence == ""
	return widgets.Stack(theme.Space1, widgets.NewParagraph(title, widgets.Title1, theme.ColorInk), below)
}

// Result is the heading of a last step, or of one that failed: a mark or a chip above a large title and
// a sentence.
func Result(above fyne.CanvasObject, title, sentence string) fyne.CanvasObject {
	below := widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2)
	below.Hidden = sentence == ""
	return widgets.Stack(theme.Space4, widgets.Row(0, above),
		widgets.Stack(theme.Space1, widgets.NewParagraph(title, widgets.Display, theme.ColorInk), below))
}

// ResultOf is a Result whose sentence ends with the identifier of what came out, which people compare
// letter by letter.
func ResultOf(above fyne.CanvasObject, title, name, id string) fyne.CanvasObject {
	below := widgets.Row(theme.Space2, widgets.NewText(name, widgets.Body, theme.ColorInk2), widgets.NewText(id, widgets.Mono, theme.ColorInk2))
	return widgets.Stack(theme.Space4, widgets.Row(0, above),
		widgets.Stack(theme.Space1, widgets.NewParagraph(title, widgets.Display, theme.ColorInk), below))
}

// Column puts one part at the top and another at the bottom of the column, with at least 24 between.
func Column(top, bottom fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&columnLayout{}, top, bottom)
}

// columnLayout keeps the second object at the bottom.
type columnLayout struct{ width float32 }

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	top, bottom := widgets.HeightFor(objects[0], size.Width), widgets.HeightFor(objects[1], size.Width)
	place(objects[0], 0, 0, size.Width, top)
	place(objects[1], 0, max(size.Height-bottom, top+headGap), size.Width, bottom)
}

// MinSize implements fyne.Layout; a part at the bottom that is hidden takes no room.
func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := widgets.HeightFor(objects[0], l.width)
	if objects[1].Visible() {
		height += headGap + widgets.HeightFor(objects[1], l.width)
	}
	return fyne.NewSize(0, height)
}

// body lays out what a step shows.
type body struct {
	Body
	content *fyne.Container
	width   float32 // of the last layout

	// view is what can be seen of the body: from where on, and how high. It is nil while nobody scrolls.
	view func() (from, height float32)
}

func newBody() *body {
	b := &body{}
	b.content = container.New(b)
	return b
}

// parts are those that there are, in the order of Tab.
func (b *body) parts() []fyne.CanvasObject {
	all := []fyne.CanvasObject{b.Head, b.Right, b.Narrow, b.Left}
	if b.Body.Layout == LayoutList {
		all = []fyne.CanvasObject{b.Head, b.Left, b.Right}
	}
	var there []fyne.CanvasObject
	for _, part := range all {
		if part != nil {
			there = append(there, part)
		}
	}
	return there
}

func (b *body) set(body Body) {
	b.Body = body
	b.content.Objects = b.parts()
}

// walk visits everything in the order of Tab.
func (b *body) walk(visit func(fyne.CanvasObject) (into bool)) {
	for _, part := range b.parts() {
		widgets.Walk(part, visit)
	}
}

// spot is where a part lies; its height is what it needs.
type spot struct {
	part        fyne.CanvasObject
	x, y, w, h  float32
	fillsHeight bool
}

// plan says where the parts lie in a width, from the top margin on, and how high all is.
func (b *body) plan(width float32) (spots []spot, height float32) {
	whole := min(bodyWidth, width-2*theme.PagePadding)
	left := (width - whole) / 2
	switch {
	case b.Body.Layout == LayoutList:
		list := whole - listGap - listSide
		y := b.below(&spots, b.Head, left, 0, whole)
		b.below(&spots, b.Left, left, y, list)
		b.below(&spots, b.Right, left+list+listGap, y, listSide)
	case b.Body.Layout == LayoutFull:
		y := b.below(&spots, b.Head, left, 0, whole)
		b.below(&spots, b.Right, left, y, whole)
	case width < panelFrom:
		left = (width - columnWidth) / 2
		y := b.below(&spots, b.Head, left, 0, columnWidth)
		y = b.below(&spots, b.Narrow, left, y, columnWidth)
		b.fill(&spots, b.Right, left, y, columnWidth)
	default:
		b.fill(&spots, b.Left, left, 0, panelWidth)
		y := b.below(&spots, b.Head, left+panelWidth+panelGap, 0, columnWidth)
		b.fill(&spots, b.Right, left+panelWidth+panelGap, y, columnWidth)
	}
	for _, s := range spots {
		height = max(height, s.y+s.h)
	}
	return spots, height
}

// below adds a part and returns where the next one begins.
func (b *body) below(spots *[]spot, part fyne.CanvasObject, x, y, w float32) float32 {
	if part == nil {
		return y
	}
	h := widgets.HeightFor(part, w)
	*spots = append(*spots, spot{part: part, x: x, y: y, w: w, h: h})
	return y + h + headGap
}

// fill adds a part that goes down to the bottom.
func (b *body) fill(spots *[]spot, part fyne.CanvasObject, x, y, w float32) {
	if part != nil {
		*spots = append(*spots, spot{part: part, x: x, y: y, w: w, h: widgets.HeightFor(part, w), fillsHeight: true})
	}
}

// margins are those above and the height between them and that below.
func (b *body) margins(natural, height float32) (top, inner float32) {
	if b.Body.Layout != LayoutPanel {
		return min(max(height-natural-marginLeast, marginLeast), marginList), natural
	}
	margin := min(max((height-natural)/2, marginLeast), marginPanel)
	inner = min(height-2*margin, max(panelMost, natural))
	return max((height-inner)/2, marginLeast), inner
}

// Layout implements fyne.Layout. It runs twice, because some parts know their height only after they
// got their width.
func (b *body) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	if b.Inside != nil {
		show(b.Inside, size.Width < panelFrom)
	}
	for range 2 {
		spots, natural := b.plan(size.Width)
		top, inner := b.margins(natural, size.Height)
		placed := map[fyne.CanvasObject]bool{}
		for _, s := range spots {
			y, h := top+s.y, s.h
			if s.fillsHeight {
				h = max(inner-s.y, s.h)
			}
			if s.part == b.Left && s.fillsHeight {
				y, h = b.inView(y, h, s.h)
			}
			place(s.part, s.x, y, s.w, h)
			placed[s.part] = true
		}
		for _, part := range []fyne.CanvasObject{b.Left, b.Narrow} {
			if part != nil && b.Body.Layout == LayoutPanel {
				show(part, placed[part])
			}
		}
	}
}

// inView keeps the illustration beside what a person looks at, where the column is too high for the
// window: no higher than the window is, and moved along with what scrolls.
func (b *body) inView(y, height, least float32) (float32, float32) {
	if b.view == nil {
		return y, height
	}
	from, seen := b.view()
	visible := max(seen-2*marginLeast, least)
	if seen == 0 || visible >= height {
		return y, height
	}
	return min(max(from+marginLeast, y), y+height-visible), visible
}

// follow takes in that another part of the body can be seen.
func (b *body) follow() { b.Layout(nil, b.content.Size()) }

// MinSize implements fyne.Layout.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size {
	_, natural := b.plan(b.width)
	return fyne.NewSize(0, natural+2*marginLeast)
}

// show hides what has no place; only a change is worth drawing.
func show(object fyne.CanvasObject, visible bool) {
	if object.Visible() == visible {
		return
	}
	if visible {
		object.Show()
	} else {
		object.Hide()
	}
}

func place(object fyne.CanvasObject, x, y, w, h float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(w, h))
}
