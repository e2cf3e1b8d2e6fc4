package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// plainest is a page that does nothing for the keyboard.
type plainest struct {
	content       *fyne.Container
	first, second *widgets.Button
}

func newPlainest() *plainest {
	p := &plainest{first: widgets.NewButton("a", "", widgets.Secondary, nil), second: widgets.NewButton("b", "", widgets.Secondary, nil)}
	p.content = widgets.Stack(0, p.first, p.second)
	return p
}

func (p *plainest) Content() fyne.CanvasObject { return p.content }
func (p *plainest) Shown()                     {}
func (p *plainest) Hidden()                    {}

// asking is a page with something typed into it, that knows its last field and has
// something of its own for Esc.
type asking struct {
	plainest
	c      *core.Context
	fields [2]*widgets.Field
	inside int
}

func newAsking(c *core.Context) *asking {
	a := &asking{c: c}
	for i := range a.fields {
		a.fields[i] = widgets.NewField("", widgets.FieldOptions{})
	}
	a.content = widgets.Stack(0, a.fields[0], a.fields[1])
	return a
}

func (a *asking) Shown()      { a.c.Window.Canvas().Focus(a.fields[0].Focusable()) }
func (a *asking) Resume()     { a.c.Window.Canvas().Focus(a.fields[1].Focusable()) }
func (a *asking) Dirty() bool { return true }
func (a *asking) EscapeInside() bool {
	a.inside--
	return a.inside >= 0
}

// focusBench has an asking form, a plainest page for settings, and a lock that is
// asking as well.
func focusBench(t *testing.T, p *pagetest.Bench) (b *bench, form *asking, settings *plainest) {
	t.Helper()
	form, settings = newAsking(p.Ctx), newPlainest()
	b = newBenchWith(t, p, func(p *Params) {
		p.Pages.NewCredential = func(*core.Context, string) core.Page { return form }
		p.Pages.Settings = func(*core.Context) core.Page { return settings }
		p.Pages.Unlock = func(c *core.Context) core.Page { return newAsking(c) }
	})
	b.Add("jdy", "晨光商贸")
	b.eventually(t, "the overview", func() bool { return b.page() != nil && b.page().name == "overview" })
	b.Settle()
	return b, form, settings
}

func TestEveryPageGetsTheKeyboard(t *testing.T) {
	b, form, settings := focusBench(t, pagetest.New(t))
	canvas := b.Window.Canvas()
	assert.True(t, b.page().listed, "the list of the first page")
	b.s.NewCredential("jdy")
	b.Settle()
	assert.Same(t, form.fields[0].Focusable(), canvas.Focused(), "what a page chose is left alone")
	b.s.Settings()
	b.Settle()
	assert.Same(t, settings.first, canvas.Focused(), "where it chose nothing, it is the first thing on it")

	settings.first.Hide()
	b.s.reload()
	assert.Same(t, settings.second, canvas.Focused(), "what has gone cannot keep it")
	canvas.Unfocus()
	b.s.reload()
	assert.Nil(t, canvas.Focused(), "a person has put it away")
	canvas.Focus(b.s.frame.sidebar.search.Focusable())
	b.write("x")
	b.s.reload()
	assert.Same(t, b.s.frame.sidebar.search.Focusable(), canvas.Focused(), "who types is left alone")
	b.key(fyne.KeyEscape)
	b.key(fyne.KeyEscape)
	assert.Same(t, settings.second, canvas.Focused())
}

// TestQuestionGivesTheKeyboardBack to the field that a click in the sidebar took it
// from.
func TestQuestionGivesTheKeyboardBack(t *testing.T) {
	b, form, _ := focusBench(t, pagetest.New(t))
	b.s.NewCredential("jdy")
	b.Settle()
	canvas := b.Window.Canvas()
	canvas.Focus(form.fields[1].Focusable())
	canvas.Unfocus() // as the driver does before it tells of a click
	b.s.frame.sidebar.items[itemSettings].Tapped(nil)
	require.True(t, b.s.dialogs.open())
	b.key(fyne.KeyEscape)
	assert.Same(t, form.fields[1].Focusable(), canvas.Focused())

	b.s.frame.sidebar.items[itemSettings].Tapped(nil)
	canvas.FocusNext()
	b.key(fyne.KeyReturn)
	assert.Equal(t, itemSettings, b.s.top().item)
	assert.NotNil(t, canvas.Focused(), "the page that the answer led to")
}

// TestAPageMayLeaveTheKeyboardToTheFrame where what it would give it to is not there.
func TestAPageMayLeaveTheKeyboardToTheFrame(t *testing.T) {
	b, form, _ := focusBench(t, pagetest.New(t))
	b.s.NewCredential("jdy")
	b.Settle()
	form.fields[1].Hide()
	b.Window.Canvas().Unfocus()
	b.s.refocus()
	assert.Same(t, form.fields[0].Focusable(), b.Window.Canvas().Focused())
}

func TestEscTakesOneThingAtATime(t *testing.T) {
	b, form, _ := focusBench(t, pagetest.New(t))
	b.s.NewCredential("jdy")
	b.Settle()
	form.inside = 2
	b.s.Toast("已保存")
	for _, left := range []int{1, 0} {
		b.key(fyne.KeyEscape)
		assert.Equal(t, left, form.inside)
		assert.True(t, b.s.toasts.visible(), "what is further in comes first")
	}
	b.key(fyne.KeyEscape)
	assert.False(t, b.s.toasts.visible())
	assert.Same(t, form, b.s.page())
	b.key(fyne.KeyEscape)
	assert.NotSame(t, form, b.s.page())
}

func TestClosingAsksOnlyOnce(t *testing.T) {
	b, _, _ := focusBench(t, pagetest.New(t))
	b.s.NewCredential("jdy")
	b.Settle()
	closed := 0
	closeIt := func() { closed++ }
	var answers []bool
	b.s.Confirm("再打一张？", "", "打印", func(ok bool) { answers = append(answers, ok) })
	b.s.CloseWindow(closeIt)
	b.s.CloseWindow(closeIt)
	assert.Equal(t, []bool{false}, answers)
	assert.Len(t, b.s.dialogs.all, 1)
	assert.Len(t, b.Window.Canvas().Overlays().List(), 1)
	b.Window.Canvas().FocusNext()
	b.key(fyne.KeyReturn)
	assert.Equal(t, 1, closed)
}

// TestLossIsMarked by the colour of its button.
func TestLossIsMarked(t *testing.T) {
	b := newBench(t)
	fills := func(ask func(title, body, yes string, done func(bool))) (fills []any) {
		ask("删除？", "收不回来。", "删除", func(bool) {})
		for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
			if box, ok := part.(*canvas.Rectangle); ok {
				fills = append(fills, box.FillColor)
			}
		}
		b.key(fyne.KeyEscape)
		return fills
	}
	assert.Contains(t, fills(b.s.ConfirmLoss), any(theme.Color(theme.ColorErrSoft)))
	assert.NotContains(t, fills(b.s.ConfirmLoss), any(theme.Color(theme.ColorAccent)))
	assert.Contains(t, fills(b.s.Confirm), any(theme.Color(theme.ColorAccent)))
}

// TestLockHasTheKeyboard, also after a failure that was still on its way.
func TestLockHasTheKeyboard(t *testing.T) {
	b, _, _ := focusBench(t, fileBench(t))
	b.ctrl(fyne.KeyL)
	lock, ok := b.s.page().(*asking)
	require.True(t, ok)
	assert.Same(t, lock.fields[0].Focusable(), b.Window.Canvas().Focused())
	b.Window.Canvas().Unfocus()
	b.s.Fail(vault.ErrLocked)
	b.key(fyne.KeyReturn)
	assert.Same(t, lock.fields[0].Focusable(), b.Window.Canvas().Focused())
}

func TestStatusBarSpeaksOfWhatIsShown(t *testing.T) {
	b := newBench(t)
	where := b.s.frame.status.where
	assert.Equal(t, "生产环境", where.Text(), "that of new credentials")
	sandbox := b.Add("jdy", "晨光商贸")
	b.eventually(t, "the overview", func() bool { return b.page().name == "overview" })
	assert.Equal(t, "沙盒", where.Text())
	other := b.Add("kis", "明德会计")
	set := func(address string) {
		_, err := b.Vault.Edit(t.Context(), other.ID, func(c *vault.Credential, _ map[string]string) error {
			c.BaseURL = address
			return nil
		})
		require.NoError(t, err)
		b.s.reload()
	}
	b.Production()
	set("https://gw.example.com")
	assert.Equal(t, "生产环境 + 自定义地址", where.Text())
	set("")
	assert.Equal(t, "生产环境", where.Text())
	set(b.URL("kis"))
	assert.Equal(t, "生产环境 + 沙盒", where.Text())
	b.s.Platform("kis", other.ID)
	assert.Equal(t, "沙盒", where.Text())
	b.s.Look(sandbox.ID)
	assert.Equal(t, "生产环境", where.Text(), "the page has moved on")
	b.s.Look("")
	assert.Equal(t, "生产环境 + 沙盒", where.Text(), "it shows all of them")
	b.s.Operation("kis.access-token", other.ID)
	assert.Equal(t, "沙盒", where.Text())
	b.s.Overview()
	assert.Equal(t, "生产环境 + 沙盒", where.Text())
}

// TestNoSpaceBetweenChineseWords, and one beside Latin.
func TestNoSpaceBetweenChineseWords(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("应用密钥", "x", false)
	assert.Contains(t, texts(b.s.toasts.toast), "应用密钥已复制")
	b.s.clip.Copy("应用密钥", "x", true)
	assert.Contains(t, texts(b.s.toasts.toast), "应用密钥已复制，30 秒后清空剪贴板")
	b.s.clip.Copy("app_key", "x", false)
	b.Settle() // the secret goes first
	assert.Contains(t, texts(b.s.toasts.toast), "app_key 已复制")
}

// reaching is a page that begins with a button without words.
type reaching struct {
	plainPage
	c    *core.Context
	back *widgets.IconButton
}

func (r *reaching) Shown() { r.c.Window.Canvas().Focus(r.back) }

// TestWhatOpensHasNoTip that would take the first Esc for itself.
func TestWhatOpensHasNoTip(t *testing.T) {
	b := newBench(t)
	page := &reaching{c: b.Ctx, back: widgets.NewIconButton("arrow-left", "返回", func() {})}
	page.content = page.back
	b.s.p.Pages.Settings = func(*core.Context) core.Page { return page }
	b.s.Settings()
	b.Settle()
	require.Same(t, page.back, b.Window.Canvas().Focused())
	b.Move(time.Second)
	assert.False(t, widgets.HideTip(b.Window.Canvas()), "nobody asked for one")
	b.Window.Canvas().Unfocus()
	b.Window.Canvas().Focus(page.back)
	b.Move(time.Second)
	assert.True(t, widgets.HideTip(b.Window.Canvas()), "a person came to it")
}
