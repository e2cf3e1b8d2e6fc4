package parts_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		parts.Spaced("今天 14:20") + "用过":            "今天 14:20 用过",
		parts.Spaced("11 月 3 日") + "更新":            "11 月 3 日更新",
		"添加" + parts.Spaced("uid"):                 "添加 uid",
		"添加" + parts.Spaced("请求体"):                 "添加请求体",
		"used" + parts.Spaced("today 14:20"):       "used today 14:20",
		parts.Spaced("应用 ID、MD5 大小写") + " 来自凭证":    "应用 ID、MD5 大小写来自凭证",
		parts.Spaced("clientId、app_key") + " 来自凭证": "clientId、app_key 来自凭证",
		"": "", "  ": "",
	} {
		assert.Equal(t, want, parts.Tidy(in))
	}
}

func TestEnvironment(t *testing.T) {
	l := translations.New("zh")
	for url, want := range map[string]string{
		"":                             "生产环境",
		"http://127.0.0.1:4000":        "沙盒",
		"http://localhost:1":           "沙盒",
		"http://[::1]:1":               "沙盒",
		"https://gw.example.com:8443/": "gw.example.com:8443",
		"::":                           l.T("environment.custom"),
	} {
		assert.Equal(t, want, parts.Environment(l, url), url)
	}
}

func TestGrants(t *testing.T) {
	l := translations.New("zh")
	g := vault.Grant{Kind: "instance", Subject: "1", Public: map[string]string{"netid": "1", "server_url": "https://kisgz.kingdee.com", "logintime": "2025-11-21"}}
	assert.Equal(t, "产品 · 1 · kisgz.kingdee.com", parts.GrantLine(l, g))
	assert.False(t, parts.Unencrypted(g))
	g.Public["server_url"] = "http://203.0.113.10"
	assert.Equal(t, "产品 · 1 · http://203.0.113.10", parts.GrantLine(l, g))
	assert.True(t, parts.Unencrypted(g))
	g.Public["server_url"] = "http://127.0.0.1:1"
	assert.False(t, parts.Unencrypted(g))
	assert.Equal(t, "robot", parts.KindName(l, "robot"), "a kind without a word keeps its name")
}

func TestSentences(t *testing.T) {
	b := pagetest.New(t)
	assert.Empty(t, parts.Sentences(b.Ctx, "", ""))
	assert.Equal(t, "一句", parts.Sentences(b.Ctx, "", "一句"))
	assert.Equal(t, "一句。两句。", parts.Sentences(b.Ctx, "一句", "两句"))
}

func TestExplain(t *testing.T) {
	b := pagetest.New(t)
	locked := parts.Explain(b.Ctx, vault.ErrLocked)
	assert.Equal(t, widgets.BannerWarn, locked.Kind)
	assert.Equal(t, "lock", locked.Icon)
	other := parts.Explain(b.Ctx, errors.New("else"))
	assert.Equal(t, widgets.BannerErr, other.Kind)
	assert.NotEmpty(t, other.Fact)
}

func TestFailure(t *testing.T) {
	b := pagetest.New(t)
	f := parts.NewFailure(b.Ctx)
	b.Window.SetContent(f.Object())
	f.Show(&providers.Failure{Code: "30", Message: "machine_code,qr_key错误", Meaning: providers.Text{ZH: "特殊密钥过期了"}, Action: providers.Text{ZH: "再打印一张小票"}})
	markup := test.RenderObjectToMarkup(f.Object())
	for _, said := range []string{"特殊密钥过期了", "再打印一张小票", "machine_code,qr_key"} {
		assert.True(t, strings.Contains(markup, said), said)
	}
	f.CopyDetails()
	require.Len(t, b.Copies, 1)
	assert.Equal(t, "特殊密钥过期了\n再打印一张小票\n错误 30 · machine_code,qr_key错误", b.Copies[0].Value)
	assert.False(t, b.Copies[0].Secret)
}

func TestPairs(t *testing.T) {
	b := pagetest.New(t)
	changes := 0
	in := parts.NewInput(b.Ctx, providers.Field{Name: "query", Kind: providers.KindPairs, Label: providers.Same("query")}, parts.InputOptions{})
	in.OnChanged = func() { changes++ }
	b.Window.SetContent(in.Object())
	const value = `[["page","1"],["search","晨光"]]`
	in.SetValue(value)
	assert.Equal(t, value, in.Value())
	assert.Zero(t, changes, "a page that fills it is no person")
	assert.False(t, in.Edited())
	test.Type(in.Focusable(), "x")
	assert.Equal(t, `[["xpage","1"],["search","晨光"]]`, in.Value())
	assert.Equal(t, 1, changes)
	in.SetValue(`[["","1"]]`)
	in.SetProblem("whatever the rule says")
	assert.True(t, strings.Contains(test.RenderObjectToMarkup(in.Object()), "有一行没写名称"))
	in.SetValue("no pairs")
	assert.Empty(t, in.Value())
	in.Lock(true)
	in.Lock(false)
	in.Mask()
}

func TestChoice(t *testing.T) {
	b := pagetest.New(t)
	f := providers.Field{Name: "type", Kind: providers.KindChoice, Label: providers.Same("type"), Choices: []providers.Choice{{Value: "open"}, {Value: "self"}}}
	in := parts.NewInput(b.Ctx, f, parts.InputOptions{})
	b.Window.SetContent(in.Object())
	assert.Empty(t, in.Value(), "without a default a person has to choose")
	in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, "open", in.Value())
	in.SetValue("self")
	assert.Equal(t, "self", in.Value())
	in.SetHelp("帮助")
	in.SetProblem("还没填")
	assert.Equal(t, "还没填", in.Problem())
	markup := test.RenderToMarkup(b.Window.Canvas())
	assert.Contains(t, markup, "还没填")
	assert.Contains(t, markup, "circle-alert", "not by its colour alone")
	assert.NotContains(t, markup, "帮助")
	in.SetProblem("")
	markup = test.RenderToMarkup(b.Window.Canvas())
	assert.NotContains(t, markup, "circle-alert")
	assert.Contains(t, markup, "帮助")
	in.Lock(true)
	f.Default = "self"
	assert.Equal(t, "self", parts.NewInput(b.Ctx, f, parts.InputOptions{}).Value())
}

func TestNoteAndProblem(t *testing.T) {
	b := pagetest.New(t)
	resized := 0
	in := parts.NewInput(b.Ctx, providers.Field{Name: "key", Label: providers.Same("key")}, parts.InputOptions{})
	in.OnResized = func() { resized++ }
	b.Window.SetContent(in.Object())
	in.SetNote("有点长")
	assert.Equal(t, "有点长", in.Note())
	in.SetProblem("不对")
	assert.Empty(t, in.Note(), "one thing at a time")
	assert.Positive(t, resized)
}

func TestFrameGivesTheBodyTheRest(t *testing.T) {
	test.NewTempApp(t)
	box := func(height float32) *canvas.Rectangle {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(fyne.NewSize(10, height))
		return r
	}
	head, body, foot := box(50), box(20), box(30)
	frame := parts.Frame(head, body, foot)
	assert.Equal(t, fyne.NewSize(10, 100), frame.MinSize())
	frame.Resize(fyne.NewSize(200, 400))
	assert.Equal(t, fyne.NewPos(0, 50), body.Position())
	assert.Equal(t, fyne.NewSize(200, 320), body.Size())
	assert.Equal(t, fyne.NewPos(0, 370), foot.Position())
}

func TestScrollRevealsWhatIsOutOfSight(t *testing.T) {
	b := pagetest.New(t)
	var fields []fyne.CanvasObject
	for range 30 {
		fields = append(fields, widgets.NewField("label", widgets.FieldOptions{}))
	}
	s := parts.NewScroll(widgets.Stack(8, fields...))
	b.Window.SetContent(s.Object())
	position := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(fields[29]).Y }
	assert.Greater(t, position(), float32(728))
	s.Reveal(fields[29])
	assert.Less(t, position()+fields[29].Size().Height, float32(729))
	s.Top()
	assert.Greater(t, position(), float32(728))
	s.Reveal(fields[0])
	assert.Zero(t, fyne.CurrentApp().Driver().AbsolutePositionForObject(fields[0]).Y)
}

// TestReachedParts: of a list of pairs it is the row that has to be seen.
func TestReachedParts(t *testing.T) {
	b := pagetest.New(t)
	c := b.Window.Canvas()
	for _, kind := range []providers.FieldKind{providers.KindLine, providers.KindChoice, providers.KindPairs} {
		in := parts.NewInput(b.Ctx, providers.Field{Name: "x", Kind: kind, Label: providers.Same("x"), Choices: []providers.Choice{{Value: "a"}, {Value: "b"}}}, parts.InputOptions{})
		b.Window.SetContent(in.Object())
		if kind == providers.KindPairs {
			in.SetValue(providers.FormatPairs([]providers.Pair{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}}))
		}
		var reached []fyne.CanvasObject
		in.OnReach = func(part fyne.CanvasObject) { reached = append(reached, part) }
		if kind != providers.KindPairs {
			c.Focus(in.Focusable())
			assert.Equal(t, []fyne.CanvasObject{in.Object()}, reached)
			continue
		}
		for range 7 {
			c.FocusNext()
		}
		require.Len(t, reached, 7, "two rows of three, and the button")
		assert.Same(t, reached[0], reached[2])
		assert.NotSame(t, reached[2], reached[3])
		assert.Same(t, reached[3], reached[5])
		assert.NotSame(t, reached[5], reached[6])
	}
}

func TestSpacesInChinese(t *testing.T) {
	b := pagetest.New(t)
	assert.Equal(t, "应用密钥已复制", parts.Say(b.Ctx, "clipboard.copied", "Label", "应用密钥"))
	assert.Equal(t, "app_secret 已复制，24 秒后清空剪贴板", parts.Say(b.Ctx, "clipboard.secret", "Label", "app_secret", "Count", 24))
	assert.Equal(t, "删除晨光商贸", parts.Say(b.Ctx, "credential.remove_title", "Name", "晨光商贸"))
}

// undrawn is an app that has not drawn anything yet.
type undrawn struct{ fyne.App }

func (u undrawn) Driver() fyne.Driver { return undrawnDriver{u.App.Driver()} }

type undrawnDriver struct{ fyne.Driver }

func (undrawnDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return nil }

func (undrawnDriver) AbsolutePositionForObject(fyne.CanvasObject) fyne.Position {
	return fyne.Position{}
}

func TestKeyboardIsAdrift(t *testing.T) {
	b := pagetest.New(t)
	first, second := widgets.NewButton("1", "", widgets.Secondary, nil), widgets.NewButton("2", "", widgets.Secondary, nil)
	b.Window.SetContent(widgets.Pad(widgets.Stack(0, first, second), 8, 8, 8, 8))
	canvas := b.Window.Canvas()
	assert.True(t, parts.Adrift(b.Ctx), "nothing has it")
	canvas.Focus(first)
	assert.False(t, parts.Adrift(b.Ctx))
	first.Hide()
	assert.True(t, parts.Adrift(b.Ctx))

	canvas.Focus(second)
	app := fyne.CurrentApp()
	fyne.SetCurrentApp(undrawn{app})
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	assert.False(t, parts.Adrift(b.Ctx), "before its first frame")
}
