package settings

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

func TestChoicesByKeyboard(t *testing.T) {
	b := pagetest.New(t)
	var languages []string
	var themes []theme.Mode
	b.Show(New(b.Ctx, Params{
		Home: "/data", Version: "1.2.3", Theme: theme.Light,
		SetLanguage: func(lang string) { languages = append(languages, lang) },
		SetTheme:    func(mode theme.Mode) { themes = append(themes, mode) },
	}))
	key := func(name fyne.KeyName) { b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyRight)
	key(fyne.KeyRight) // there is no third
	assert.Equal(t, []string{"en"}, languages)

	b.Window.Canvas().FocusNext()
	key(fyne.KeyRight)
	key(fyne.KeyLeft)
	key(fyne.KeyLeft)
	assert.Equal(t, []theme.Mode{theme.Dark, theme.Light, theme.System}, themes)

	b.Window.Canvas().FocusNext()
	copyIt, ok := b.Window.Canvas().Focused().(*widgets.IconButton)
	require.True(t, ok, "a memory store has no lock, so the next stop is the folder")
	copyIt.Tapped(nil)
	assert.Equal(t, []pagetest.Copy{{Label: "数据文件夹", Value: "/data"}}, b.Copies)
}
