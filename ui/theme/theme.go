package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"keycase/assets"
)

// Mode is the user's choice between light and dark.
type Mode int

// The three choices of the settings page.
const (
	System Mode = iota // as the operating system says
	Light
	Dark
)

// The bundled fonts. Bold text uses the Medium weight, which is calmer in Chinese.
var (
	regular = fyne.NewStaticResource("NotoSansSC-Regular.otf", assets.FontRegular)
	medium  = fyne.NewStaticResource("NotoSansSC-Medium.otf", assets.FontMedium)
	mono    = fyne.NewStaticResource("JetBrainsMonoNL-Regular.ttf", assets.FontMono)
)

type keycase struct{ mode Mode }

// New returns the theme of Keycase.
func New(mode Mode) fyne.Theme { return &keycase{mode: mode} }

// Color returns the colour with the given name in the theme and variant in use now.
func Color(name fyne.ThemeColorName) color.Color { return fynetheme.Color(name) }

// Color answers for Fyne's names and for Keycase's own. The variant counts only where the mode
// is System.
func (t *keycase) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == fynetheme.ColorNameBackground {
		return clearing(t.shade(palette[ColorBackground], variant))
	}
	shade, ok := palette[name]
	if !ok {
		return fynetheme.DefaultTheme().Color(name, t.variant(variant))
	}
	return t.shade(shade, variant)
}

func (t *keycase) shade(of shades, variant fyne.ThemeVariant) color.NRGBA {
	if t.variant(variant) == fynetheme.VariantDark {
		return of.dark
	}
	return of.light
}

// clearing is what an opaque colour has to be for Fyne to clear a window with it: its painter
// divides the 16 bits of a channel by 65025, not by 65535. A window that is cleared right needs no
// rectangle over all of it, which is costly where OpenGL is software.
func clearing(c color.NRGBA) color.NRGBA64 {
	return color.NRGBA64{R: uint16(c.R) * 0xFF, G: uint16(c.G) * 0xFF, B: uint16(c.B) * 0xFF, A: 0xFFFF}
}

func (t *keycase) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return fynetheme.VariantLight
	case Dark:
		return fynetheme.VariantDark
	default:
		return system
	}
}

// Font has two weights and a monospace; there is no italic in Chinese.
func (t *keycase) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return mono
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Bold:
		return medium
	default:
		return regular
	}
}

// Size is in Fyne units.
func (t *keycase) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return fynetheme.DefaultTheme().Size(name)
}

// Icon maps the icons of Fyne's own widgets to Lucide.
func (t *keycase) Icon(name fyne.ThemeIconName) fyne.Resource {
	if lucide, ok := fyneIcons[name]; ok {
		return Icon(lucide, ColorInk2)
	}
	return fynetheme.DefaultTheme().Icon(name)
}
