package settings

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// chosen notes what the page sets.
type chosen []string

func (c *chosen) note(what string, value any) { *c = append(*c, fmt.Sprint(what, " ", value)) }

// params offer everything there is.
func (c *chosen) params() Params {
	return Params{
		Home: "/home/lin/.config/keycase", Version: "1.2.3", Theme: theme.Light,
		SetLanguage: func(lang string) { c.note("language", lang) },
		SetTheme:    func(mode theme.Mode) { c.note("theme", mode) },
		Scale:       100,
		Scales:      Scales,
		SetScale:    func(percent int) { c.note("scale", percent) },
		Lock:        func() { c.note("lock", "") },

		LockAfter:        10 * time.Minute,
		SetLockAfter:     func(d time.Duration) { c.note("lock after", d) },
		ChangePassphrase: func() { c.note("passphrase", "") },
		MoveStore:        func() { c.note("move", "") },
		ClipboardLife:    30 * time.Second,
		SetClipboardLife: func(d time.Duration) { c.note("clipboard", d) },
		Notify:           true,
		SetNotify:        func(on bool) { c.note("notify", on) },
		TrayAvailable:    true,
		SetTray:          func(on bool) { c.note("tray", on) },
		SetLooksForNewer: func(on bool) { c.note("newer", on) },
		LookForNewer:     func() { c.note("look", "") },
		Newer:            func() Newer { return NewerThan("1.3.0") },
		OnNewer:          func(func()) {},
		Shortcuts: []Shortcut{
			{"Ctrl K", "命令面板"}, {"Ctrl F", "搜索"}, {"Ctrl N", "新建凭证"}, {"Ctrl 1–9", "打开侧栏里的第几页"}, {"Ctrl ,", "设置"},
			{"Ctrl C", "复制选中的一行"}, {"Ctrl E", "显示或隐藏密钥"}, {"F5", "刷新"}, {"Ctrl L", "锁上"}, {"Esc", "返回"},
		},
	}
}

// fileVault gives the bench secrets in an encrypted file, which is what can be locked.
func fileVault(t *testing.T, b *pagetest.Bench) {
	t.Helper()
	v, err := vault.Open(context.Background(), vault.Options{
		Dir: t.TempDir(), Store: vault.StoreFile, Clock: b.Now, WorkFactor: 1,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse"), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	b.Ctx.Vault = v
}

func press(b *pagetest.Bench, keys ...fyne.KeyName) {
	for _, key := range keys {
		b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// TestEverythingByKeyboard goes from the first control to the last with Tab alone.
func TestEverythingByKeyboard(t *testing.T) {
	b := pagetest.New(t)
	fileVault(t, b)
	var got chosen
	b.Show(New(b.Ctx, got.params()))
	tab := b.Window.Canvas().FocusNext

	press(b, fyne.KeyRight, fyne.KeyRight) // there is no third language
	tab()
	press(b, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft)
	tab()
	press(b, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft)
	tab()
	press(b, fyne.KeyRight, fyne.KeyRight)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeySpace)
	tab()
	press(b, fyne.KeySpace, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeySpace)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	press(b, fyne.KeyReturn)
	tab()
	assert.Equal(t, chosen{
		"language en",
		fmt.Sprint("theme ", theme.Dark), fmt.Sprint("theme ", theme.Light), fmt.Sprint("theme ", theme.System),
		"scale 110", "scale 100", "scale 90",
		"clipboard 1m0s", "clipboard 2m0s",
		"lock ", "lock after 5m0s", "lock after 10m0s", "lock after 15m0s", "passphrase ", "move ",
		"notify false",
		"tray true", "tray false",
		"newer true", "look ",
	}, got)
	assert.Equal(t, []pagetest.Copy{{Label: "版本", Value: "1.2.3"}, {Label: "数据文件夹", Value: "/home/lin/.config/keycase"}}, b.Copies)
	assert.Equal(t, []string{"backup", "restore", "diagnostics", "about"}, b.Went)
	first, ok := b.Window.Canvas().Focused().(*widgets.Segmented)
	require.True(t, ok, "after the last comes the first")
	assert.Equal(t, 1, first.Selected())
}

// stops are what Tab stops at.
func stops(b *pagetest.Bench) (found []fyne.Focusable) {
	c := b.Window.Canvas()
	first := c.Focused()
	for {
		found = append(found, c.Focused())
		c.FocusNext()
		if c.Focused() == first {
			return found
		}
	}
}

func TestShowsWhatIsInForce(t *testing.T) {
	b := pagetest.NewIn(t, "en", theme.Dark)
	var got chosen
	p := got.params()
	p.Theme, p.Scale, p.ClipboardLife, p.Notify, p.Tray = theme.Dark, 150, 2*time.Minute, false, true
	b.Show(New(b.Ctx, p))
	var selected []int
	var on []bool
	for _, stop := range stops(b) {
		switch control := stop.(type) {
		case *widgets.Segmented:
			selected = append(selected, control.Selected())
		case *widgets.Toggle:
			on = append(on, control.On())
		}
	}
	assert.Equal(t, []int{1, 2, 6, 3}, selected)
	assert.Equal(t, []bool{false, true, false}, on)
	assert.Empty(t, got, "showing changes nothing")
}

// TestUnlistedValueIsNotChosenForAnybody has a scale that no control offers.
func TestUnlistedValueIsNotChosenForAnybody(t *testing.T) {
	b := pagetest.New(t)
	var got chosen
	p := got.params()
	p.Scale = 133
	b.Show(New(b.Ctx, p))
	scale, ok := stops(b)[2].(*widgets.Segmented)
	require.True(t, ok)
	assert.Equal(t, -1, scale.Selected())
	assert.Empty(t, got)
}

// TestWithoutATrayTheReasonIsTold keeps the switch visible, off, and out of reach.
func TestWithoutATrayTheReasonIsTold(t *testing.T) {
	b := pagetest.New(t)
	var got chosen
	p := got.params()
	p.Tray, p.TrayAvailable = true, false
	b.Show(New(b.Ctx, p))
	var toggles []*widgets.Toggle
	for _, object := range test.LaidOutObjects(b.Window.Content()) {
		if toggle, ok := object.(*widgets.Toggle); ok {
			toggles = append(toggles, toggle)
		}
	}
	require.Len(t, toggles, 3) // the last one is about newer versions
	assert.True(t, toggles[1].Disabled())
	assert.False(t, toggles[1].On())
	toggles[1].Tapped(nil)
	assert.Empty(t, got)
	assert.Contains(t, words(b), "这个桌面没有托盘，关掉窗口就退出。")
	assert.NotContains(t, words(b), "关掉窗口后还在后台提醒，点托盘里的图标再打开。")
}

// TestWhatCannotBeSetIsLeftOut has no setters beyond those that every window has.
func TestWhatCannotBeSetIsLeftOut(t *testing.T) {
	b := pagetest.New(t)
	b.Show(New(b.Ctx, Params{Home: "/data", Version: "1.2.3"}))
	said := words(b)
	for _, absent := range []string{"界面大小", "清空剪贴板", "提醒", "到期前提醒", "关窗后留在托盘", "快捷键", "现在锁上", "闲置自动锁", "主密码"} {
		assert.NotContains(t, said, absent)
	}
	for _, present := range []string{"语言", "主题", "安全", "密钥存放", "只在内存里，关掉窗口就没了。", "关于"} {
		assert.Contains(t, said, present)
	}
}

// words are all texts on the page.
func words(b *pagetest.Bench) (found []string) {
	for _, text := range texts(b) {
		found = append(found, text.Text())
	}
	return found
}

func texts(b *pagetest.Bench) (found []*widgets.Text) {
	for _, object := range test.LaidOutObjects(b.Window.Content()) {
		if text, ok := object.(*widgets.Text); ok && text.Text() != "" {
			found = append(found, text)
		}
	}
	return found
}

// TestComingBackGoesToWhatLedAway, once; any other visit begins at the top.
func TestComingBackGoesToWhatLedAway(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, (&chosen{}).params())
	b.Show(p)
	require.Same(t, p.first, b.Window.Canvas().Focused())
	var button *widgets.Button
	for _, part := range test.LaidOutObjects(p.Content()) {
		if one, ok := part.(*widgets.Button); ok && one.AccessibilityLabel() == "打开诊断" {
			button = one
		}
	}
	require.NotNil(t, button)
	button.Tapped(nil)
	p.Hidden()
	b.Window.Canvas().Unfocus()
	p.Shown()
	assert.Same(t, button, b.Window.Canvas().Focused())
	p.Shown()
	assert.Same(t, p.first, b.Window.Canvas().Focused())
}

// TestMovedSecretsChangeThePage while it is open, and when it comes up again.
func TestMovedSecretsChangeThePage(t *testing.T) {
	b := pagetest.NewOn(t, pagetest.NewKeyring())
	var got chosen
	p := got.params()
	asked := 0
	p.Now = func() Params {
		asked++
		return p
	}
	g := New(b.Ctx, p)
	b.Show(g)
	said := words(b)
	assert.Contains(t, said, "存在系统密钥环里，由系统加锁。")
	assert.Contains(t, said, "搬到加密文件")
	assert.NotContains(t, said, "现在锁上")
	g.Reload()
	assert.Zero(t, asked, "nothing has moved")
	require.NoError(t, b.Vault.Move(t.Context(), vault.MoveOptions{
		To: vault.StoreFile, Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse"), nil },
	}))
	g.Reload()
	said = words(b)
	assert.Equal(t, 1, asked)
	assert.Contains(t, said, "存在加密文件里，用主密码打开。")
	assert.Contains(t, said, "搬到系统密钥环")
	require.NoError(t, b.Vault.Move(t.Context(), vault.MoveOptions{To: vault.StoreKeyring}))
	g.Shown()
	assert.Contains(t, words(b), "搬到加密文件")
}

func TestTipsHaveNoSpaceBetweenChineseWords(t *testing.T) {
	b := pagetest.New(t)
	b.Show(New(b.Ctx, (&chosen{}).params()))
	var tips []string
	for _, part := range test.LaidOutObjects(b.Window.Content()) {
		if one, ok := part.(*widgets.IconButton); ok {
			tips = append(tips, one.Tip())
		}
	}
	assert.Contains(t, tips, "复制数据文件夹")
}
