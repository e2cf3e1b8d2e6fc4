package brand

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

func TestMarkFollowsTheTheme(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	m := NewMark(28)
	w := test.NewTempWindow(t, m)
	light := m.image.Resource
	assert.Contains(t, string(light.Content()), "#2D5BD7")
	m.Refresh()
	assert.Same(t, light, m.image.Resource, "nothing is drawn anew without need")
	app.Settings().SetTheme(theme.New(theme.Dark))
	assert.Contains(t, string(m.image.Resource.Content()), "#4568DF")
	assert.NotEqual(t, light.Name(), m.image.Resource.Name(), "Fyne keeps pictures by name")
	assert.Equal(t, fyne.NewSquareSize(28), w.Content().MinSize())
}

func TestLanguageMenuOffersBoth(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light))
	var chosen string
	var w fyne.Window
	menu := NewLanguageMenu(func() fyne.Canvas { return w.Canvas() }, "en", func(language string) { chosen = language })
	w = test.NewTempWindow(t, menu)
	b, ok := menu.Objects[1].(*widgets.Button)
	require.True(t, ok)
	w.Resize(fyne.NewSize(400, 300))
	assert.Equal(t, "English", b.AccessibilityLabel())
	test.Tap(b)
	require.NotNil(t, w.Canvas().Overlays().Top())
	focused := w.Canvas().Focused()
	require.NotNil(t, focused, "the arrows work at once")
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, "zh", chosen)
}

// TestSpeakMenus: the menus of Fyne follow the window, there and back, in whatever language the
// system is.
func TestSpeakMenus(t *testing.T) {
	words := []string{"Cut", "Copy", "Paste", "Select all", "Undo", "Redo", "Quit"}
	for _, c := range []struct {
		language string
		want     []string
	}{
		{translations.Chinese, []string{"剪切", "复制", "粘贴", "全选", "撤销", "重做", "退出"}},
		{translations.English, words},
		{translations.Chinese, []string{"剪切", "复制", "粘贴", "全选", "撤销", "重做", "退出"}},
	} {
		require.NoError(t, SpeakMenus(translations.New(c.language)))
		for i, word := range words {
			assert.Equal(t, c.want[i], lang.L(word))
		}
	}
}
