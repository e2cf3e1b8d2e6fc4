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

// TestSpeakMenus: the menus and dialogs of Fyne follow the window, there and back, in whatever
// language the system is.
func TestSpeakMenus(t *testing.T) {
	chinese := map[string]string{
		"Cut": "剪切", "Copy": "复制", "Paste": "粘贴", "Select all": "全选", "Undo": "撤销", "Redo": "重做", "Quit": "退出",
		"Advanced": "高级", "Cancel": "取消", "Confirm": "确认", "Create Folder": "新建", "Enter filename": "填文件名",
		"Error": "出错了", "File": "文件", "Folder": "文件夹", "New Folder": "新建文件夹", "No": "不", "OK": "好",
		"Open": "打开", "Save": "保存", "Show Hidden Files": "显示隐藏文件", "Yes": "是",
	}
	for range 2 {
		require.NoError(t, SpeakMenus(translations.New(translations.Chinese)))
		for word, want := range chinese {
			assert.Equal(t, want, lang.L(word))
		}
		assert.Equal(t, "名称", lang.X("file.name", "Name"))
		assert.Equal(t, "上一级", lang.X("file.parent", "Parent"))
		require.NoError(t, SpeakMenus(translations.New(translations.English)))
		for word := range chinese {
			assert.Equal(t, word, lang.L(word))
		}
		assert.Equal(t, "Name", lang.X("file.name", "名称"))
	}
}
