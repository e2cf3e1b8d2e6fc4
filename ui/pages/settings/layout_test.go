package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// pageWidth and pageHeight are what the smallest window of 960×600 leaves to a page.
const (
	pageWidth  = 960 - theme.SidebarWidth
	pageHeight = 600 - theme.StatusBarHeight
)

// TestTabBringsControlsIntoView walks the page there and back where little of it is visible.
func TestTabBringsControlsIntoView(t *testing.T) {
	b := pagetest.New(t)
	fileVault(t, b)
	var got chosen
	g := New(b.Ctx, got.params())
	b.Show(g)
	b.Resize(pageWidth, 320)
	c := b.Window.Canvas()
	seen := map[fyne.Focusable]bool{}
	count := len(stops(b))
	for _, step := range []func(){c.FocusNext, c.FocusPrevious} {
		for range 2 * count {
			step()
			control, ok := c.Focused().(fyne.CanvasObject)
			require.True(t, ok)
			seen[c.Focused()] = true
			driver := fyne.CurrentApp().Driver()
			top := driver.AbsolutePositionForObject(control).Y - driver.AbsolutePositionForObject(g.scroll.Object()).Y
			assert.GreaterOrEqual(t, top, float32(0))
			assert.LessOrEqual(t, top+control.Size().Height, g.scroll.Object().Size().Height)
		}
	}
	assert.Len(t, seen, 18)
}

// longer is a text as another language may need it.
func longer(text string) string {
	runes := []rune(text)
	extra := (len(runes)*4 + 9) / 10
	return text + " " + strings.TrimSpace(string(runes[:extra]))
}

// TestNothingIsCutOffOrCovered lays the page out in the smallest window, in both languages, as it is and
// with all texts 40 % longer.
func TestNothingIsCutOffOrCovered(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		for _, stretched := range []bool{false, true} {
			b := pagetest.NewIn(t, lang, theme.Light)
			fileVault(t, b)
			var got chosen
			p := got.params()
			p.Home = "/home/a-rather-long-name/.var/app/app.keycase.desktop/config/with-a-folder-of-its-own/and-one-more/keycase"
			p.TrayAvailable = !stretched
			b.Show(New(b.Ctx, p))
			if stretched {
				for _, text := range texts(b) {
					text.SetText(longer(text.Text()))
				}
			}
			b.Resize(pageWidth+100, pageHeight)
			b.Resize(pageWidth, pageHeight)
			requireReadable(t, b)
		}
	}
}

type placed struct {
	text     *widgets.Text
	from, to fyne.Position
}

func requireReadable(t *testing.T, b *pagetest.Bench) {
	t.Helper()
	var all []placed
	for _, text := range texts(b) {
		size := text.Size()
		assert.False(t, text.Truncated(), text.Text())
		assert.GreaterOrEqual(t, size.Width, text.MinSize().Width, text.Text())
		assert.GreaterOrEqual(t, size.Height, text.HeightFor(size.Width), text.Text())
		from := fyne.CurrentApp().Driver().AbsolutePositionForObject(text)
		assert.LessOrEqual(t, from.X+size.Width, float32(pageWidth), text.Text())
		all = append(all, placed{text, from, from.AddXY(size.Width, text.HeightFor(size.Width))})
	}
	require.Greater(t, len(all), 40)
	for i, a := range all {
		for _, other := range all[:i] {
			apart := a.to.X <= other.from.X || other.to.X <= a.from.X || a.to.Y <= other.from.Y || other.to.Y <= a.from.Y
			assert.True(t, apart, "%q covers %q", a.text.Text(), other.text.Text())
		}
	}
}

func TestPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang   string
		mode   theme.Mode
		height float32
	}{
		"zh-light":      {"zh", theme.Light, pageHeight},
		"zh-light-long": {"zh", theme.Light, 1180},
		"zh-dark-long":  {"zh", theme.Dark, 1180},
		"en-light-long": {"en", theme.Light, 1180},
		"en-dark-long":  {"en", theme.Dark, 1180},
	} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			fileVault(t, b)
			var got chosen
			p := got.params()
			p.Theme = look.mode
			p.TrayAvailable = look.mode == theme.Light
			b.Resize(pageWidth, look.height)
			b.Show(New(b.Ctx, p))
			b.Picture("settings-"+name, 1)
		})
	}
}
