package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// RoleContent is what a role card of the first run says.
type RoleContent struct {
	Role  string // who it is for
	Title string // what it does
	Text  string // one or two sentences
	Start string // the words before the arrow
	Key   string // the key that chooses the card, such as "1"
}

// RoleCard is a tall card with an illustration, to be chosen by click, Enter or Space.
type RoleCard struct {
	control
	look theme.Look

	box, edge           *canvas.Rectangle
	stage, key          *canvas.Rectangle
	picture             fyne.CanvasObject
	role, title         *Text
	text, start, number *Text
	arrow               *glyph
}

// NewRoleCard makes a card; the picture is drawn on the platform's soft colour, 302 x 152 units.
func NewRoleCard(look theme.Look, content RoleContent, picture fyne.CanvasObject, action func()) *RoleCard {
	c := &RoleCard{
		look:    look,
		box:     newBox(theme.RadiusPanel),
		edge:    newBox(theme.RadiusPanel),
		stage:   newBox(0),
		key:     newBox(theme.RadiusInner),
		picture: picture,
		role:    NewFitText("", CaptionMedium, look.Ink),
		title:   NewFitText("", Title2, theme.ColorInk),
		text:    NewParagraph("", Small, theme.ColorInk2),
		start:   NewText("", BodyMedium, theme.ColorAccentText),
		number:  NewText("", Caption, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		arrow:   newGlyph("arrow-right", theme.ColorAccentText, 16),
	}
	c.cuts(c.role, c.title)
	c.action = action
	c.ExtendBaseWidget(c)
	c.Set(content)
	return c
}

// Set changes the texts.
func (c *RoleCard) Set(content RoleContent) {
	c.label = content.Title
	c.role.SetText(content.Role)
	c.title.SetText(content.Title)
	c.text.SetText(content.Text)
	c.start.SetText(content.Start)
	c.number.SetText(content.Key)
	c.Refresh()
}

const (
	roleWidth   = 304
	roleHeight  = 340
	roleStage   = 152
	rolePadding = 25
	roleKey     = 20
)

func (c *RoleCard) layout(size fyne.Size) {
	c.box.Resize(size)
	c.edge.Resize(size)
	place(c.stage, 1, 1, size.Width-2, roleStage)
	place(c.picture, 1, 1, size.Width-2, roleStage)
	width := size.Width - 2*rolePadding
	place(c.role, rolePadding, 172, width, theme.LineCaption)
	place(c.title, rolePadding, 193, width, theme.LineTitle2)
	place(c.text, rolePadding, 229, width, c.text.HeightFor(width))

	y := size.Height - 41
	start := c.start.MinSize().Width
	place(c.start, rolePadding, y, start, theme.LineBody)
	place(c.arrow.Image, rolePadding+start+8, y+2, c.arrow.size, c.arrow.size)
	key := size.Width - rolePadding - roleKey
	place(c.key, key, y, roleKey, roleKey)
	place(c.number, key, y+2, roleKey, theme.LineCaption)
}

// CreateRenderer implements fyne.Widget.
func (c *RoleCard) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of: c,
		objects: []fyne.CanvasObject{
			c.box, c.stage, c.picture, c.role, c.title, c.text, c.start, c.arrow.Image, c.key, c.number, c.edge,
		},
		min:    func() fyne.Size { return fyne.NewSize(240, roleHeight) },
		layout: c.layout,
		paint: func() {
			fill := theme.ColorSurface
			if c.hot() {
				fill = theme.ColorHoverRow
			}
			dress(c.box, fill, "")
			dress(c.edge, "", theme.ColorBorder)
			if c.ring {
				dressWide(c.edge, "", theme.ColorFocus, 2)
			}
			dress(c.stage, c.look.Soft, "")
			c.stage.TopLeftCornerRadius, c.stage.TopRightCornerRadius = theme.RadiusPanel-1, theme.RadiusPanel-1
			dress(c.key, "", theme.ColorBorderStrong)
			c.arrow.set("arrow-right", theme.ColorAccentText)
		},
	})
}
