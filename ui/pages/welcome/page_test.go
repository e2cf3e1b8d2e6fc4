package welcome

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
)

// statusBar and banner are the heights of what the frame puts around the page.
const (
	statusBar = theme.StatusBarHeight
	banner    = theme.BannerHeight
)

// TestPageFits: nothing is clipped, covered or cut, and in the least window nothing scrolls.
func TestPageFits(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for name, size := range map[string]fyne.Size{
			"least": fyne.NewSize(960, 600-statusBar), "usual": fyne.NewSize(1180, 760-statusBar),
			"warned": fyne.NewSize(960, 600-statusBar-2*banner),
		} {
			t.Run(lang+" "+name, func(t *testing.T) {
				b := pagetest.NewIn(t, lang, theme.Light)
				b.Resize(size.Width, size.Height)
				p := New(b.Ctx, Params{})
				b.Show(p)
				assert.Empty(t, b.CheckLayout(), "words that are cut")
				b.Picture("welcome-"+lang+"-"+name, 1)
				if name != "warned" {
					assert.LessOrEqual(t, bodyLayout{}.MinSize(p.body.Objects).Height, size.Height)
				}
			})
		}
	}
}

// TestTabBringsControlsIntoView in a window that is too low for the page.
func TestTabBringsControlsIntoView(t *testing.T) {
	b := pagetest.New(t)
	const height = 420
	b.Resize(960, height)
	b.Show(New(b.Ctx, Params{}))
	c := b.Window.Canvas()
	seen := map[fyne.Focusable]bool{}
	for range 7 {
		object, ok := c.Focused().(fyne.CanvasObject)
		require.True(t, ok)
		seen[c.Focused()] = true
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(object).Y
		assert.GreaterOrEqual(t, top, float32(0))
		assert.LessOrEqual(t, top+object.Size().Height, float32(height))
		c.FocusNext()
	}
	assert.Len(t, seen, 7, "three cards, the sandbox, the import, a backup, the language")
}

// TestTheImportIsReachedByTab after the roles and the sandbox, and then a backup.
func TestTheImportIsReachedByTab(t *testing.T) {
	b := pagetest.New(t)
	b.Show(New(b.Ctx, Params{}))
	c := b.Window.Canvas()
	for range 4 {
		c.FocusNext()
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	c.FocusNext()
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{"import", "restore"}, b.Went)
}

// TestDigitsChoose a role from wherever the keyboard is.
func TestDigitsChoose(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, Params{})
	b.Show(p)
	for _, key := range []fyne.KeyName{fyne.Key1, fyne.Key3, fyne.Key4, fyne.Key0} {
		p.TakeKey(key)
	}
	assert.Equal(t, []string{"new kis", "new jdy"}, b.Went)
	p.TakeKey(fyne.KeyRight)
	assert.Same(t, p.cards[1], b.Window.Canvas().Focused())
	p.TakeKey(fyne.KeyLeft)
	p.TakeKey(fyne.KeyLeft)
	assert.Same(t, p.cards[2], b.Window.Canvas().Focused())
}
