package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// ChipKind is the look of a chip.
type ChipKind int

// The kinds. Valid and endless are quiet: a dot and a word, no fill.
const (
	ChipOk ChipKind = iota
	ChipNever
	ChipWarn
	ChipErr
	ChipAccent  // without a dot, such as "last login"
	ChipNeutral // without a dot
	ChipUnsafe  // a warning with its icon instead of the dot, such as "not encrypted"
)

// ChipFor is the kind that goes with a status.
func ChipFor(status Status) ChipKind {
	switch status {
	case StatusExpiring:
		return ChipWarn
	case StatusExpired:
		return ChipErr
	case StatusNever:
		return ChipNever
	case StatusNone:
		return ChipNeutral
	default:
		return ChipOk
	}
}

type chipLook struct {
	fill, ink, dot fyne.ThemeColorName
	icon           string
}

var chipLooks = map[ChipKind]chipLook{
	ChipOk:      {ink: theme.ColorInk2, dot: theme.ColorOk},
	ChipNever:   {ink: theme.ColorInk2, dot: theme.ColorNeutral},
	ChipWarn:    {fill: theme.ColorWarnSoft, ink: theme.ColorWarnText, dot: theme.ColorWarn},
	ChipErr:     {fill: theme.ColorErrSoft, ink: theme.ColorErrText, dot: theme.ColorErr},
	ChipAccent:  {fill: theme.ColorAccentSoft, ink: theme.ColorAccentText},
	ChipNeutral: {fill: theme.ColorNeutralSoft, ink: theme.ColorNeutralText},
	ChipUnsafe:  {fill: theme.ColorWarnSoft, ink: theme.ColorWarnText, icon: "triangle-alert"},
}

const (
	chipHeight = 24
	chipDot    = 6
	chipIcon   = 14
)

// StatusChip is a pill with one word.
type StatusChip struct {
	base
	kind ChipKind
	box  *canvas.Rectangle
	dot  *canvas.Rectangle
	icon *glyph
	text *Text
}

// NewStatusChip makes a chip with the given word.
func NewStatusChip(kind ChipKind, text string) *StatusChip {
	c := &StatusChip{
		kind: kind,
		box:  newBox(chipHeight / 2),
		dot:  newBox(chipDot / 2),
		icon: newGlyph("", theme.ColorWarnText, chipIcon),
		text: NewText(text, Caption, theme.ColorInk2),
	}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes look and word.
func (c *StatusChip) Set(kind ChipKind, text string) {
	if c.kind == kind && c.text.Text() == text {
		return
	}
	c.kind = kind
	c.text.SetText(text)
	c.Refresh()
}

// textX is where the word begins.
func (c *StatusChip) textX() float32 {
	look := chipLooks[c.kind]
	switch {
	case look.dot != "":
		return 20
	case look.icon != "":
		return 10 + chipIcon + 6
	default:
		return 10
	}
}

func (c *StatusChip) paint() {
	look := chipLooks[c.kind]
	dress(c.box, look.fill, "")
	dress(c.dot, look.dot, "")
	c.icon.set(look.icon, look.ink)
	c.text.SetColor(look.ink)
}

// CreateRenderer implements fyne.Widget.
func (c *StatusChip) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      c,
		objects: []fyne.CanvasObject{c.box, c.dot, c.icon.Image, c.text},
		min: func() fyne.Size {
			return fyne.NewSize(c.textX()+c.text.MinSize().Width+10, chipHeight)
		},
		layout: func(size fyne.Size) {
			width := c.textX() + c.text.MinSize().Width + 10
			placeMiddle(c.box, 0, size.Height, width, chipHeight)
			placeMiddle(c.dot, 8, size.Height, chipDot, chipDot)
			c.icon.middle(10, size.Height)
			placeMiddle(c.text, c.textX(), size.Height, c.text.MinSize().Width, theme.LineCaption)
		},
		paint: c.paint,
	})
}
