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
	assert.Contains(t, string(light.Content()), `stroke="#2550c4"`)
	assert.NotContains(t, string(light.Content()), "currentColor")

	test.ApplyTheme(t, New(Dark))
	dark := Icon("copy", ColorAccentText)
	assert.Contains(t, string(dark.Content()), `stroke="#93adff"`)
	assert.NotEqual(t, light.Name(), dark.Name(), "Fyne caches the picture by name")
}

func TestIconIsCached(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	assert.Same(t, Icon("eye", ColorInk), Icon("eye", ColorInk))
	assert.NotSame(t, Icon("eye", ColorInk), Icon("eye", ColorInk2))
	assert.NotSame(t, Icon("eye", ColorInk), IconSized("eye", ColorInk, 16))
}

func TestIconLinesKeepTheirWidth(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, New(Light))
	for size, stroke := range map[float32]string{14: "3.000", 16: "2.625", 18: "2.333", 20: "2.100", 24: "1.750"} {
		assert.Contains(t, string(IconSized("x", ColorInk, size).Content()), `stroke-width="`+stroke+`"`)
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
