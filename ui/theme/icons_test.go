package theme

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets"
)

func TestIconTakesTheColourOfTheTheme(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	light := Icon("copy", ColorAccentText)
	assert.Contains(t, string(light.Content()), `fill="#2550c4"`)
	assert.NotContains(t, string(light.Content()), "currentColor")

	test.ApplyTheme(t, New(Dark))
	dark := Icon("copy", ColorAccentText)
	assert.Contains(t, string(dark.Content()), `fill="#93adff"`)
	assert.NotEqual(t, light.Name(), dark.Name(), "Fyne caches the picture by name")
}

func TestIconIsCached(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	assert.Same(t, Icon("eye", ColorInk), Icon("eye", ColorInk))
	assert.NotSame(t, Icon("eye", ColorInk), Icon("eye", ColorInk2))
	assert.NotSame(t, Icon("eye", ColorInk), IconSized("eye", ColorInk, 16))
}

// TestIconLinesKeepTheirWidth measures the bar of the minus at several sizes and scales.
func TestIconLinesKeepTheirWidth(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	for _, size := range []float32{14, 16, 18, 20, 24} {
		const scale = 20 // so that whole pixels are fine enough to measure
		img := canvas.NewImageFromResource(IconSized("minus", ColorErr, size))
		img.SetMinSize(fyne.NewSquareSize(size * scale))
		picture := software.Render(img, New(Light))
		thick, middle := 0, picture.Bounds().Dx()/2
		for y := range picture.Bounds().Dy() {
			if _, green, _, _ := picture.At(middle, y).RGBA(); green < 0x9000 {
				thick++
			}
		}
		assert.InDelta(t, IconStroke*scale, thick, 1, "size %g", size)
	}
}

// TestEveryIconDraws rasterises each one: red has to come out on the light background.
func TestEveryIconDraws(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	for _, name := range assets.IconNames() {
		img := canvas.NewImageFromResource(IconSized(name, ColorErr, 24))
		img.SetMinSize(fyne.NewSquareSize(48))
		picture := software.Render(img, New(Light))
		red := 0
		for y := range 48 {
			for x := range 48 {
				if _, green, _, _ := picture.At(x, y).RGBA(); green < 0x9000 {
					red++
				}
			}
		}
		assert.Greater(t, red, 10, name)
	}
}

func TestUnknownIconIsEmpty(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	icon := Icon("no-such-icon", ColorInk)
	require.NotNil(t, icon)
	assert.NotContains(t, string(icon.Content()), "path")
}

func TestFyneIconsAreLucide(t *testing.T) {
	test.NewTempApp(t)
	th := New(Light)
	test.ApplyTheme(t, th)
	for name, lucide := range fyneIcons {
		_, ok := assets.Icon(lucide)
		assert.True(t, ok, "%s is not bundled", lucide)
		assert.True(t, strings.HasPrefix(th.Icon(name).Name(), lucide+"-"), string(name))
	}
	assert.Equal(t, fynetheme.DefaultTheme().Icon(fynetheme.IconNameCheckButton), th.Icon(fynetheme.IconNameCheckButton))
}
