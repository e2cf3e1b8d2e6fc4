package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// BannerKind is how bad the news is.
type BannerKind int

// The kinds.
const (
	BannerInfo BannerKind = iota
	BannerWarn
	BannerErr
)

type bannerLook struct{ fill, ink fyne.ThemeColorName }

var bannerLooks = map[BannerKind]bannerLook{
	BannerInfo: {theme.ColorAccentSoft, theme.ColorAccentText},
	BannerWarn: {theme.ColorWarnSoft, theme.ColorWarnText},
	BannerErr:  {theme.ColorErrSoft, theme.ColorErrText},
}

// Banner is a strip over the whole width with a fact, a sentence and one button. It stays while
// its cause lasts.
type Banner struct {
	base
	kind   BannerKind
	name   string
	fill   *canvas.Rectangle
	icon   *glyph
	fact   *Text
	detail *Text
	button *Button
}

// NewBanner makes a banner with a Lucide icon; buttonText empty means no button.
func NewBanner(kind BannerKind, icon, fact, detail, buttonText string, action func()) *Banner {
	b := &Banner{
		kind:   kind,
		name:   icon,
		fill:   canvas.NewRectangle(color.Transparent),
		icon:   newGlyph(icon, theme.ColorInk, 18),
		fact:   NewText(fact, SmallMedium, theme.ColorInk),
		detail: NewFitText(detail, Small, theme.ColorInk),
		button: NewSizedButton(buttonText, "", Secondary, SizeS, action),
	}
	b.button.Hidden = buttonText == ""
	b.ExtendBaseWidget(b)
	return b
}

// Set changes everything but the button's action.
func (b *Banner) Set(kind BannerKind, icon, fact, detail, buttonText string) {
	b.kind, b.name = kind, icon
	b.fact.SetText(fact)
	b.detail.SetText(detail)
	b.button.SetText(buttonText)
	b.button.Hidden = buttonText == ""
	b.Refresh()
}

// Button is the banner's button, to give it an icon or the focus.
func (b *Banner) Button() *Button { return b.button }

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      b,
		objects: []fyne.CanvasObject{b.fill, b.icon.Image, b.fact, b.detail, b.button},
		min: func() fyne.Size {
			return fyne.NewSize(54+b.fact.MinSize().Width+b.button.MinSize().Width+48, theme.BannerHeight)
		},
		layout: b.layout,
		paint: func() {
			look := bannerLooks[b.kind]
			b.fill.FillColor = theme.Color(look.fill)
			b.icon.set(b.name, look.ink)
			b.fact.SetColor(look.ink)
			b.detail.SetColor(look.ink)
		},
	})
}

func (b *Banner) layout(size fyne.Size) {
	b.fill.Resize(size)
	b.icon.middle(24, size.Height)
	fact := b.fact.MinSize()
	placeMiddle(b.fact, 54, size.Height, fact.Width, fact.Height)
	end := size.Width - 24
	if !b.button.Hidden {
		button := b.button.MinSize()
		end -= button.Width
		placeMiddle(b.button, end, size.Height, button.Width, button.Height)
		end -= 24
	}
	x := 54 + fact.Width + 12
	placeMiddle(b.detail, x, size.Height, max(end-x, 0), theme.LineSmall)
}
