package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// ButtonKind says how much a button asks for attention.
type ButtonKind int

// The kinds. A screen has at most one primary button.
const (
	Secondary ButtonKind = iota // surface with a border
	Primary                     // accent
	Ghost                       // text only
	Soft                        // accentSoft, for the next step in a row
	Danger                      // errSoft, for what cannot be undone
	Link                        // accentText only, within text or below a list
)

// ButtonSize is a height with its paddings.
type ButtonSize int

// The sizes: 36, 32 and 48 units high.
const (
	SizeM ButtonSize = iota
	SizeS
	SizeL // in wizards
)

type buttonMetrics struct {
	height, padding, icon, radius float32
	style                         Style
}

var buttonSizes = map[ButtonSize]buttonMetrics{
	SizeS: {height: theme.ButtonHeightS, padding: 12, icon: 16, radius: theme.RadiusControl, style: SmallMedium},
	SizeM: {height: theme.ButtonHeightM, padding: 16, icon: 16, radius: theme.RadiusControl, style: BodyMedium},
	SizeL: {height: theme.ButtonHeightL, padding: 24, icon: 18, radius: theme.RadiusLarge, style: Title3},
}

// Button runs an action by click, Enter or Space. Its text is never cut: it asks for the width.
type Button struct {
	waiting
	kind     ButtonKind
	size     buttonMetrics
	iconName string
	trailing bool
	minWidth float32

	box, halo *canvas.Rectangle
	icon      *glyph
	text      *Text
	hint      *Text
}

// NewButton makes a medium button; icon is a Lucide name or empty. A nil action makes a button
// that does nothing.
func NewButton(text, icon string, kind ButtonKind, action func()) *Button {
	return NewSizedButton(text, icon, kind, SizeM, action)
}

// NewSizedButton is NewButton with another size.
func NewSizedButton(text, icon string, kind ButtonKind, size ButtonSize, action func()) *Button {
	metrics := buttonSizes[size]
	b := &Button{
		kind:     kind,
		size:     metrics,
		iconName: icon,
		box:      newBox(metrics.radius),
		halo:     newBox(metrics.radius - 2),
		icon:     newGlyph(icon, theme.ColorInk, metrics.icon),
		text:     NewText(text, metrics.style, theme.ColorInk),
		hint:     NewText("", KeyHint, theme.ColorInk3),
	}
	b.label, b.action, b.spinner = text, action, NewSpinner(theme.ColorInk, RingTiny)
	b.hint.Hide()
	b.spinner.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// SetText changes the text, also while the button is busy.
func (b *Button) SetText(text string) {
	b.label = text
	b.text.SetText(text)
	b.Refresh()
}

// SetIcon changes the icon; an empty name takes it away.
func (b *Button) SetIcon(name string) {
	b.iconName = name
	b.Refresh()
}

// SetKind changes the kind.
func (b *Button) SetKind(kind ButtonKind) {
	b.kind = kind
	b.Refresh()
}

// SetKeyHint shows a shortcut such as "Ctrl V" after the text.
func (b *Button) SetKeyHint(keys string) *Button {
	b.hint.SetText(keys)
	b.hint.Hidden = keys == ""
	b.Refresh()
	return b
}

// SetTrailingIcon puts the icon after the text, as in "next →".
func (b *Button) SetTrailingIcon() *Button {
	b.trailing = true
	b.Refresh()
	return b
}

// SetMinWidth is for buttons that share a width, in Fyne units.
func (b *Button) SetMinWidth(width float32) *Button {
	b.minWidth = width
	b.Refresh()
	return b
}

// dressing is what a state looks like; empty names are transparent.
type dressing struct{ fill, stroke, ink fyne.ThemeColorName }

// dressings has the calm look and the look under the pointer of each kind.
var dressings = map[ButtonKind][2]dressing{
	Primary: {
		{theme.ColorAccent, "", theme.ColorOnAccent},
		{theme.ColorAccentHover, "", theme.ColorOnAccent},
	},
	Secondary: {
		{theme.ColorSurface, theme.ColorBorderStrong, theme.ColorInk},
		{theme.ColorHover, theme.ColorBorderStrong, theme.ColorInk},
	},
	Ghost: {
		{"", "", theme.ColorInk2},
		{theme.ColorHover, "", theme.ColorInk},
	},
	Soft: {
		{theme.ColorAccentSoft, "", theme.ColorAccentText},
		{theme.ColorAccentSoft, theme.ColorAccentText, theme.ColorAccentText},
	},
	Danger: {
		{theme.ColorErrSoft, "", theme.ColorErrText},
		{theme.ColorErrSoft, theme.ColorErrText, theme.ColorErrText},
	},
	Link: {
		{"", "", theme.ColorAccentText},
		{theme.ColorAccentSoft, "", theme.ColorAccentText},
	},
}

func (b *Button) dressing() dressing {
	look := dressings[b.kind][0]
	if b.hot() && !b.busy {
		look = dressings[b.kind][1]
	}
	if b.hot() && b.pressed && look.fill == theme.ColorHover {
		look.fill = theme.ColorPressed
	}
	if b.disabled {
		look.ink, look.stroke = theme.ColorDisabled, ""
		if look.fill != "" {
			look.fill = theme.ColorDisabledFill
		}
	}
	return look
}

func (b *Button) paint() {
	look := b.dressing()
	dress(b.box, look.fill, look.stroke)
	b.paintRing(look)

	iconInk := look.ink
	if b.kind == Secondary && !b.disabled {
		iconInk = theme.ColorInk2
	}
	name := b.iconName
	if b.busy {
		name = ""
	}
	b.icon.set(name, iconInk)
	b.text.SetColor(look.ink)
	b.hint.SetColor(b.hintInk(look))
	b.spinner.SetColor(iconInk)
}

// hintInk steps back from the text where the fill leaves enough contrast for that.
func (b *Button) hintInk(look dressing) fyne.ThemeColorName {
	calm := !b.disabled && !b.hot()
	if calm && (b.kind == Secondary || b.kind == Ghost) {
		return theme.ColorInk3
	}
	return look.ink
}

// paintRing draws the focus. On accent the focus colour would drown, so there it is a line of
// the text's colour, set off from the edge.
func (b *Button) paintRing(look dressing) {
	dress(b.halo, "", "")
	switch {
	case !b.ring:
	case b.kind == Primary:
		dressWide(b.halo, "", look.ink, 2)
	default:
		dressWide(b.box, look.fill, theme.ColorFocus, 2)
	}
}

const buttonGap = 8

// contentWidth is that of icon, text and hint with the gaps between them.
func (b *Button) contentWidth() float32 {
	width := b.text.MinSize().Width
	if b.iconName != "" || b.busy {
		width += b.size.icon + buttonGap
	}
	if b.text.Text() == "" {
		width -= buttonGap
	}
	if !b.hint.Hidden {
		width += b.hint.MinSize().Width + buttonGap
	}
	return width
}

func (b *Button) layout(size fyne.Size) {
	place(b.box, 0, 0, size.Width, size.Height)
	place(b.halo, 2, 2, size.Width-4, size.Height-4)

	x := (size.Width - b.contentWidth()) / 2
	text := b.text.MinSize()
	hasIcon := b.iconName != "" || b.busy
	iconX := x
	if hasIcon && !b.trailing {
		x += b.size.icon + buttonGap
	}
	placeMiddle(b.text, x, size.Height, text.Width, text.Height)
	x += text.Width + buttonGap
	if b.trailing {
		iconX = x
	}
	b.icon.middle(iconX, size.Height)
	placeMiddle(b.spinner, iconX+(b.size.icon-RingTiny)/2, size.Height, RingTiny, RingTiny)
	hint := b.hint.MinSize()
	placeMiddle(b.hint, x, size.Height, hint.Width, hint.Height)
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      b,
		objects: []fyne.CanvasObject{b.box, b.halo, b.icon.Image, b.spinner, b.text, b.hint},
		min: func() fyne.Size {
			return fyne.NewSize(max(b.minWidth, b.contentWidth()+2*b.size.padding), b.size.height)
		},
		layout: b.layout,
		paint:  b.paint,
	})
}
