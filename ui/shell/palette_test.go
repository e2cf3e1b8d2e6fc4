package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// results are what the palette shows now, with what had to be found removed.
func (b *bench) results() []string {
	if b.s.palette == nil {
		return nil
	}
	var all []string
	for _, h := range b.s.palette.hits {
		all = append(all, h.Entry.Title)
	}
	return all
}

// find opens the palette and types.
func (b *bench) find(text string) {
	b.ctrl(fyne.KeyK)
	b.write(text)
	b.Settle()
}

func TestPaletteLeadsEverywhere(t *testing.T) {
	b := filled(t)
	jdy, err := b.Vault.Find("晨光商贸")
	require.NoError(t, err)
	kis, err := b.Vault.Find("明德会计")
	require.NoError(t, err)
	for text, page := range map[string]string{
		"晨光":            "platform jdy " + jdy.ID,
		"mdkj":          "platform kis " + kis.ID,
		"zonglan":       "overview",
		"xc":            "platform jdy ",
		"sz":            "settings",
		"Settings":      "settings", // in the other language
		"zhenduan":      "diagnostics",
		"guanyu":        "about",
		"daoru":         "import",
		"postman":       "import",
		"xjpz yly":      "new yilianyun",
		"新建凭证":          "new ",
		"jdy.app-token": "jdy.app-token " + jdy.ID,
		"robot.token":   "robot.token ", // it has no credential
	} {
		b.find(text)
		b.key(fyne.KeyReturn)
		require.True(t, b.s.palette == nil, text)
		assert.Equal(t, page, b.page().name, text)
	}
}

func TestPaletteShowsWhatIsFound(t *testing.T) {
	b := filled(t)
	b.find("")
	assert.Equal(t, []string{"总览", "金蝶云·星辰", "金蝶 KIS"}, b.results()[:3], "the pages first")
	said := b.dialogTexts()
	assert.Contains(t, said, "页面")
	assert.Contains(t, said, widgets.Keys("1"))
	assert.NotContains(t, said, "没有对得上的")
	b.write("没有这个")
	assert.Contains(t, b.dialogTexts(), "没有对得上的")
	b.key(fyne.KeyReturn)
	assert.NotNil(t, b.s.palette, "there is nothing to open")
	b.key(fyne.KeyEscape)
	assert.Nil(t, b.s.palette)

	b.find("cg")
	require.Equal(t, "晨光商贸", b.results()[0])
	assert.Contains(t, b.dialogTexts(), "凭证")
	b.key(fyne.KeyReturn)
	b.find("")
	assert.Equal(t, "晨光商贸", b.results()[0], "what was opened last")
}

func TestPaletteGivesTheKeyboardBack(t *testing.T) {
	b := filled(t)
	b.s.NewCredential("jdy")
	b.Settle()
	form := b.page()
	canvas := b.Window.Canvas()
	for how, leave := range map[string]func(){
		"Esc":    func() { b.key(fyne.KeyEscape) },
		"again":  func() { b.ctrl(fyne.KeyK) },
		"beside": func() { test.TapCanvas(canvas, fyne.NewPos(5, 400)) },
	} {
		canvas.Focus(form.entry.Focusable())
		b.ctrl(fyne.KeyK)
		require.NotNil(t, b.s.palette, how)
		assert.Equal(t, b.s.palette.widget.Focusable(), canvas.Focused())
		b.ctrl("1")
		b.key(fyne.KeyF5)
		assert.Same(t, form, b.page(), "the window's keys wait behind it")
		leave()
		assert.Nil(t, b.s.palette, how)
		assert.Nil(t, canvas.Overlays().Top(), how)
		assert.Equal(t, form.entry.Focusable(), canvas.Focused(), how)
	}
	assert.False(t, form.refreshed)
}

func TestPaletteAsksAboutTypedValues(t *testing.T) {
	b := filled(t)
	b.s.NewCredential("jdy")
	form := b.page()
	form.dirty = true
	b.find("sz")
	b.key(fyne.KeyReturn)
	require.True(t, b.s.dialogs.open())
	b.ctrl(fyne.KeyK)
	assert.Nil(t, b.s.palette, "a question comes first")
	b.key(fyne.KeyEscape)
	assert.Same(t, form, b.page())
}

func TestPaletteIsClosedByALock(t *testing.T) {
	b := newBenchOn(t, fileBench(t))
	b.Add("jdy", "晨光商贸")
	b.eventually(t, "the overview", func() bool { return b.page().name == "overview" })
	b.find("sd")
	require.Equal(t, "锁定", b.results()[0])
	b.s.Fail(vault.ErrLocked) // something in the background
	b.s.Lock()
	assert.Nil(t, b.s.palette)
	assert.Nil(t, b.Window.Canvas().Overlays().Top(), "the dialog over it is covered")
	b.ctrl(fyne.KeyK)
	assert.Nil(t, b.s.palette, "nothing leads around the lock")
}

func TestPaletteActs(t *testing.T) {
	mode, lang := theme.Light, ""
	b := newBenchWith(t, pagetest.New(t), func(p *Params) {
		p.Theme = func() theme.Mode { return mode }
		p.SetTheme = func(m theme.Mode) { mode = m }
		p.SetLanguage = func(l string) { lang = l }
	})
	run := func(text, title string) {
		t.Helper()
		b.find(text)
		require.NotEmpty(t, b.results(), text)
		require.Equal(t, title, b.results()[0])
		b.key(fyne.KeyReturn)
	}
	run("shense", "切换到深色")
	assert.Equal(t, theme.Dark, mode)
	run("qhd", "切换到浅色")
	assert.Equal(t, theme.Light, mode)
	run("english", "切换到 English")
	assert.Equal(t, translations.English, lang)
	run("kjj", "键盘快捷键")
	assert.True(t, b.s.dialogs.open())
	b.key(fyne.KeyReturn)

	b.find("qk")
	assert.NotContains(t, b.results(), "清空剪贴板", "there is nothing on the clipboard")
	b.key(fyne.KeyEscape)
	b.s.clip.Copy("app_secret", "s3cret", true)
	run("qk", "清空剪贴板")
	assert.Empty(t, b.clipboard.Content())
	assert.Contains(t, texts(b.s.toasts.toast), "剪贴板清空了")
}

func TestPaletteRefreshesWhatNeedsIt(t *testing.T) {
	b := newBench(t)
	c := b.Add("robot", "华东客服机器人")
	_, err := b.Broker.Issue(t.Context(), c.ID, "access_token")
	require.NoError(t, err)
	b.s.Settings()
	b.find("sxsy")
	assert.NotContains(t, b.results(), "刷新所有需要处理的", "nothing does")
	b.key(fyne.KeyEscape)
	b.Move(b.Get(c.ID).Tokens[0].ExpiresAt.Sub(b.Now()))
	b.find("sxsy")
	require.Contains(t, b.results(), "刷新所有需要处理的")
	b.key(fyne.KeyReturn)
	assert.Equal(t, "overview", b.page().name)
	assert.True(t, b.page().refreshed)
}

// TestPaletteThatClosedBeforeItWasReady finds nobody to show it to.
func TestPaletteThatClosedBeforeItWasReady(t *testing.T) {
	b := filled(t)
	b.s.togglePalette()
	first := b.s.palette
	assert.Empty(t, first.hits)
	b.s.togglePalette()
	b.Settle()
	assert.Empty(t, first.hits)
}
