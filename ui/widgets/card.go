package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Card is a surface with a border that holds other things.
type Card struct {
	base
	content fyne.CanvasObject
	padding float32
	slab    *slab
}

// NewCard surrounds the content by the padding in Fyne units: theme.CardPadding, or 0 where rows
// reach the border.
func NewCard(content fyne.CanvasObject, padding float32) *Card {
	return newCard(content, padding, theme.ColorSurface, theme.RadiusCard)
}

// NewSunkenCard is a Card below the surface, for illustrations and code.
func NewSunkenCard(content fyne.CanvasObject, padding, radius float32) *Card {
	return newCard(content, padding, theme.ColorSunken, radius)
}

func newCard(content fyne.CanvasObject, padding float32, fill fyne.ThemeColorName, radius float32) *Card {
	c := &Card{content: content, padding: padding, slab: newSlab(fill, radius)}
	c.ExtendBaseWidget(c)
	return c
}

// SetContent replaces what the card holds.
func (c *Card) SetContent(content fyne.CanvasObject) {
	c.content = content
	c.Refresh()
}

// HeightFor is the height in Fyne units that the card needs at the given width.
func (c *Card) HeightFor(width float32) float32 {
	x := max(c.padding, 1)
	return heightFor(c.content, width-2*x) + 2*x
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{card: c, objects: append(c.slab.objects(), c.content)}
	r.paint()
	return r
}

type cardRenderer struct {
	card    *Card
	objects []fyne.CanvasObject // the parts of the slab, and the content
}

func (r *cardRenderer) paint() { r.card.slab.paint() }

func (r *cardRenderer) MinSize() fyne.Size {
	x := max(r.card.padding, 1)
	return r.card.content.MinSize().AddWidthHeight(2*x, 2*x)
}

// Layout keeps rows without padding off the border, which they would cover.
func (r *cardRenderer) Layout(size fyne.Size) {
	r.card.slab.resize(size)
	x := max(r.card.padding, 1)
	place(r.card.content, x, x, size.Width-2*x, size.Height-2*x)
}

func (r *cardRenderer) Refresh() {
	r.paint()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	r.objects[len(r.objects)-1] = r.card.content
	return r.objects
}

func (r *cardRenderer) Destroy() {}

// ActionCard is a card to press: a tinted icon, a headline, a line below it and a chevron.
type ActionCard struct {
	control
	box     *canvas.Rectangle
	mark    *PlatformMark
	title   *Text
	detail  *Text
	chevron *glyph
}

// NewActionCard makes a card that runs action; look gives the icon and its colours.
func NewActionCard(look theme.Look, title, detail string, action func()) *ActionCard {
	c := &ActionCard{
		box:     newBox(theme.RadiusCard),
		mark:    NewPlatformMark(look, 40),
		title:   NewFitText(title, BodyMedium, theme.ColorInk),
		detail:  NewFitText(detail, Caption, theme.ColorInk2),
		chevron: newGlyph("chevron-right", theme.ColorInk2, 18),
	}
	c.cuts(c.title, c.detail)
	c.label, c.action = title, action
	c.ExtendBaseWidget(c)
	return c
}

// SetTexts changes headline and line.
func (c *ActionCard) SetTexts(title, detail string) {
	c.label = title
	c.title.SetText(title)
	c.detail.SetText(detail)
}

const actionCardHeight = 76

// CreateRenderer implements fyne.Widget.
func (c *ActionCard) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      c,
		objects: []fyne.CanvasObject{c.box, c.mark, c.title, c.detail, c.chevron.Image},
		min:     func() fyne.Size { return fyne.NewSize(160, actionCardHeight) },
		layout: func(size fyne.Size) {
			c.box.Resize(size)
			placeMiddle(c.mark, 16, size.Height, 40, 40)
			width := size.Width - 72 - 16 - 18 - 8
			place(c.title, 72, size.Height/2-20, width, theme.LineBody)
			place(c.detail, 72, size.Height/2+2, width, theme.LineCaption)
			c.chevron.middle(size.Width-16-18, size.Height)
		},
		paint: func() {
			fill := theme.ColorSurface
			if c.hot() {
				fill = theme.ColorHoverRow
			}
			dress(c.box, fill, theme.ColorBorder)
			if c.ring {
				dressWide(c.box, fill, theme.ColorFocus, 2)
			}
			c.chevron.set("chevron-right", theme.ColorInk2)
		},
	})
}
