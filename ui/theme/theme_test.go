package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"
)

var variants = map[string]fyne.ThemeVariant{
	"light": fynetheme.VariantLight,
	"dark":  fynetheme.VariantDark,
}

func TestEveryFyneColourAnswers(t *testing.T) {
	test.AssertAllColorNamesDefined(t, New(System), "keycase")
}

// TestModeOverridesVariant: System follows the variant, the other two do not.
func TestModeOverridesVariant(t *testing.T) {
	light, dark := color.Color(rgb(0xFAFAF8)), color.Color(rgb(0x1C1D21))
	for mode, want := range map[Mode][2]color.Color{
		System: {light, dark}, Light: {light, light}, Dark: {dark, dark},
	} {
		th := New(mode)
		assert.Equal(t, want[0], th.Color(ColorBackground, fynetheme.VariantLight))
		assert.Equal(t, want[1], th.Color(ColorBackground, fynetheme.VariantDark))
	}
}

// fills groups the surfaces that a text colour may stand on.
var (
	anySurface  = []fyne.ThemeColorName{ColorBackground, ColorSidebar, ColorSurface, ColorSunken}
	anyState    = []fyne.ThemeColorName{ColorHover, ColorHoverRow, ColorSelected, ColorPressed}
	everywhere  = append(append([]fyne.ThemeColorName{}, anySurface...), anyState...)
	accentFills = []fyne.ThemeColorName{ColorAccent, ColorAccentHover}
)

func TestTextContrast(t *testing.T) {
	for text, fills := range map[fyne.ThemeColorName][]fyne.ThemeColorName{
		ColorInk:          append([]fyne.ThemeColorName{ColorDiffAdd, ColorDiffDel, ColorAccentSoft}, everywhere...),
		ColorInk2:         everywhere,
		ColorInk3:         anySurface,
		ColorOnAccent:     accentFills,
		ColorAccentText:   append([]fyne.ThemeColorName{ColorAccentSoft, ColorDiffAdd, ColorDiffDel, ColorSelected}, anySurface...),
		ColorOkText:       append([]fyne.ThemeColorName{ColorOkSoft}, anySurface...),
		ColorWarnText:     append([]fyne.ThemeColorName{ColorWarnSoft, ColorSelected, ColorHover, ColorHoverRow}, anySurface...),
		ColorErrText:      append([]fyne.ThemeColorName{ColorErrSoft, ColorSelected, ColorHover, ColorHoverRow}, anySurface...),
		ColorNeutralText:  append([]fyne.ThemeColorName{ColorNeutralSoft}, anySurface...),
		ColorJdy:          {ColorJdySoft, ColorSurface},
		ColorKis:          {ColorKisSoft, ColorSurface},
		ColorRobot:        {ColorRobotSoft, ColorSurface},
		ColorYly:          {ColorYlySoft, ColorSurface},
		ColorBackground:   {ColorInk}, // the inverted toasts and tips
		ColorBorderStrong: {ColorInk}, // the shortcut in a tip
		ColorPaperInk:     {ColorPaper},
		ColorPaperInk3:    {ColorPaper},

		fynetheme.ColorNameForegroundOnSuccess: {ColorOk},
		fynetheme.ColorNameForegroundOnWarning: {ColorWarn},
		fynetheme.ColorNameForegroundOnError:   {ColorErr},
	} {
		assertContrast(t, text, fills, 4.5)
	}
}

// TestGraphicContrast covers what carries meaning without being text: the focus ring, status rings,
// switches. Exempt are what does not answer (ColorDisabled), and what only decorates: tracks, borders,
// the dot of a chip and the circle of what never ends, whose words stand beside.
func TestGraphicContrast(t *testing.T) {
	assertContrast(t, ColorFocus, everywhere, 3)
	for _, ring := range []fyne.ThemeColorName{ColorOk, ColorWarn, ColorErr} {
		assertContrast(t, ring, append([]fyne.ThemeColorName{ColorHover, ColorHoverRow, ColorSelected}, anySurface...), 3)
	}
	assertContrast(t, ColorAccent, anySurface, 3)
	assertContrast(t, ColorOnAccent, accentFills, 3)
	assertContrast(t, ColorInk2, everywhere, 3)
	for _, soft := range []struct{ ink, fill fyne.ThemeColorName }{
		{ColorOk, ColorOkSoft}, {ColorWarn, ColorWarnSoft}, {ColorErr, ColorErrSoft},
		{ColorJdy, ColorHoverRow}, {ColorKis, ColorHoverRow}, {ColorRobot, ColorHoverRow}, {ColorYly, ColorHoverRow},
	} {
		assertContrast(t, soft.ink, []fyne.ThemeColorName{soft.fill}, 3)
	}
}

func assertContrast(t *testing.T, text fyne.ThemeColorName, fills []fyne.ThemeColorName, least float64) {
	t.Helper()
	th := New(System)
	for name, variant := range variants {
		for _, fill := range fills {
			ratio := contrast(th.Color(text, variant), th.Color(fill, variant))
			assert.GreaterOrEqual(t, ratio, least, "%s on %s, %s", text, fill, name)
		}
	}
}

// contrast is the WCAG 2.1 contrast ratio, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestSizes(t *testing.T) {
	th := New(System)
	for name, want := range map[fyne.ThemeSizeName]float32{
		fynetheme.SizeNameText:               14,
		fynetheme.SizeNameCaptionText:        12,
		fynetheme.SizeNameHeadingText:        20,
		fynetheme.SizeNameSubHeadingText:     16,
		fynetheme.SizeNamePadding:            4,
		fynetheme.SizeNameInnerPadding:       8,
		fynetheme.SizeNameInlineIcon:         18,
		fynetheme.SizeNameSeparatorThickness: 1,
		fynetheme.SizeNameInputBorder:        1,
		fynetheme.SizeNameInputRadius:        8,
		fynetheme.SizeNameSelectionRadius:    8,
		fynetheme.SizeNameScrollBar:          8,
		fynetheme.SizeNameScrollBarSmall:     4,
	} {
		assert.InDelta(t, want, th.Size(name), 0, string(name))
	}
	assert.InDelta(t, fynetheme.DefaultTheme().Size(fynetheme.SizeNameLineSpacing),
		th.Size(fynetheme.SizeNameLineSpacing), 0, "what the design does not say stays Fyne's")
	assert.InDelta(t, 8, MarkRadius(32), 0.5)
}

func TestFonts(t *testing.T) {
	th := New(System)
	assert.Equal(t, regular, th.Font(fyne.TextStyle{}))
	assert.Equal(t, regular, th.Font(fyne.TextStyle{Italic: true}))
	assert.Equal(t, medium, th.Font(fyne.TextStyle{Bold: true}))
	assert.Equal(t, mono, th.Font(fyne.TextStyle{Monospace: true, Bold: true}))
	assert.NotNil(t, th.Font(fyne.TextStyle{Symbol: true}))
}

// TestFontsDraw measures with the bundled fonts, which also proves that Fyne can parse them.
func TestFontsDraw(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))

	width := func(text string, style fyne.TextStyle) float64 {
		return float64(fyne.MeasureText(text, 100, style).Width)
	}
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		assert.InDelta(t, 400, width("钥匣密钥", style), 0.1, "a Chinese character is one em wide")
		assert.InDelta(t, 400, width("，。「」", style), 0.1)
		one := width("0", style)
		for digits := range map[string]bool{"11": true, "71": true, "47": true, "08": true} {
			assert.InDelta(t, 2*one, width(digits, style), 0.1, "digits are tabular and not kerned: %s", digits)
		}
	}
	for _, pair := range []string{"==", "->", "iW", "0O"} {
		assert.InDelta(t, 120, width(pair, fyne.TextStyle{Monospace: true}), 0.1, pair)
	}
}

func TestEveryPlatformHasALook(t *testing.T) {
	seen := map[Look]string{}
	for _, id := range []string{"jdy", "kis", "robot", "yilianyun", "a fifth one"} {
		look := Platform(id)
		assert.Empty(t, seen[look], "%s looks like another", id)
		seen[look] = id
		for _, name := range []fyne.ThemeColorName{look.Ink, look.Soft} {
			_, ok := palette[name]
			assert.True(t, ok, "%s: %s", id, name)
		}
	}
}
