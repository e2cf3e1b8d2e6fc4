package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app/history"
	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/vault"
)

var (
	_ core.Reloader  = (*Page)(nil)
	_ core.Refresher = (*Page)(nil)
	_ core.KeyTaker  = (*Page)(nil)
	_ core.Escaper   = (*Page)(nil)
)

// past is a history that a test writes, and the files that were saved of it.
type past struct {
	records []history.Record
	err     error
	hold    chan struct{} // closed lets the readers go on; nil does not hold them
	asked   [][2]string
	titles  []string
	file    file
	refuse  error
}

type file struct {
	bytes.Buffer
	closed bool
	err    error
}

func (f *file) Close() error {
	f.closed = true
	return f.err
}

func (h *past) params() Params {
	return Params{
		Read: func(credential, subject string) ([]history.Record, error) {
			if h.hold != nil {
				<-h.hold
			}
			h.asked = append(h.asked, [2]string{credential, subject})
			return h.records, h.err
		},
		Save: func(_ *core.Context, title, name string, then func(io.WriteCloser, error)) {
			h.titles = append(h.titles, title+": "+name)
			if h.refuse != nil {
				then(nil, h.refuse)
				return
			}
			then(&h.file, nil)
		},
	}
}

const cashier, kitchen = "4004683219", "4004683220"

// shop is a credential with two printers, of which one has a name.
func shop(t *testing.T, b *pagetest.Bench) vault.Credential {
	t.Helper()
	cred := b.Add("yilianyun", "解放路店")
	for _, grant := range []vault.Grant{{Kind: "printer", Subject: cashier, Name: "收银台"}, {Kind: "printer", Subject: kitchen}} {
		_, err := b.Vault.PutGrant(context.Background(), cred.ID, grant, nil)
		require.NoError(t, err)
	}
	return b.Get(cred.ID)
}

func ago(d time.Duration) time.Time { return pagetest.Start.Add(-d).UTC() }

func records() []history.Record {
	const day = 24 * time.Hour
	return []history.Record{
		{Time: ago(time.Minute), Operation: "yilianyun.refresh", Subject: cashier, Result: history.OK, By: history.Auto},
		{Time: ago(2 * time.Hour), Operation: "yilianyun.print-text", Subject: kitchen, Result: history.Refused, Code: "35", By: history.Person},
		{Time: ago(day), Operation: "yilianyun.print-text", Subject: kitchen, Result: history.NoAnswer, By: history.Person},
		{Time: ago(9 * day), Operation: "yilianyun.print-text", Subject: "4009999999", Result: history.Failed, By: history.Person},
		{Time: ago(400 * day), Operation: "yilianyun.client-token", Result: history.OK, By: history.Person},
	}
}

func open(b *pagetest.Bench, cred vault.Credential, subject string, h *past) *Page {
	p := New(b.Ctx, cred.ID, subject, h.params())
	b.Show(p)
	return p
}

// says lists the texts of the row at an index.
func (p *Page) says(index int) []string {
	r := p.list.rows[index]
	return []string{r.when.Text(), r.title.Text(), r.what.Text(), r.code.Text()}
}

func (p *Page) visible() int { return len(p.list.body.Objects) - 1 }

func TestRowsTellWhatWasDone(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records()}
	p := open(b, shop(t, b), "", h)
	require.Equal(t, 5, p.visible())
	assert.Equal(t, []string{"今天 14:25", "刷新令牌", "收银台 · " + cashier + " · 自动", ""}, p.says(0))
	assert.Equal(t, []string{"今天 12:26", "打印文字", "打印机 · " + kitchen + " · 手动", "代码 35"}, p.says(1))
	assert.Equal(t, []string{"昨天 14:26", "打印文字", "打印机 · " + kitchen + " · 手动", ""}, p.says(2))
	assert.Equal(t, []string{"11 月 12 日 14:26", "打印文字", "4009999999 · 手动", ""}, p.says(3), "no longer bound")
	assert.Equal(t, []string{"2024 年 10 月 17 日 14:26", "获取令牌（自有型）", "手动", ""}, p.says(4))
	for i, want := range []string{"成功", "被拒绝", "没有回答", "失败", "成功"} {
		assert.Contains(t, test.RenderObjectToMarkup(p.list.rows[i].result), want)
	}
	assert.Equal(t, "5 条，里面没有密钥", p.count.Text())
	assert.Same(t, p.export, b.Window.Canvas().Focused())
	assert.False(t, p.export.Disabled())
	b.Move(12 * time.Hour)
	assert.Equal(t, "昨天 14:25", p.says(0)[0], "today ends while the page is open")
}

func TestFilterByBinding(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records()}
	cred := shop(t, b)
	p := open(b, cred, kitchen, h)
	assert.Equal(t, 2, p.visible(), "as the link of the binding asks for")
	assert.Equal(t, [][2]string{{cred.ID, ""}}, h.asked, "all of it, so that another choice needs no reading")

	p.filter.Tapped(nil)
	menu := b.Window.Canvas().Overlays().Top()
	require.NotNil(t, menu)
	p.Escape()
	assert.Nil(t, b.Window.Canvas().Overlays().Top(), "Esc closes the menu")
	assert.Empty(t, b.Went)
	assert.Equal(t, []string{cashier, kitchen, "4009999999"}, subjectsOf(cred, h.records, kitchen), "what is bound comes first")

	p.show("")
	assert.Equal(t, 5, p.visible())
	p.show("4009999999")
	assert.Equal(t, 1, p.visible())
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)
}

func TestAMenuChoosesTheBinding(t *testing.T) {
	b := pagetest.New(t)
	p := open(b, shop(t, b), "", &past{records: records()})
	p.filter.Tapped(nil)
	choose(t, b, 2) // after "all"
	assert.Equal(t, cashier, p.subject)
	assert.Equal(t, 1, p.visible())
	assert.Contains(t, test.RenderObjectToMarkup(p.filter), "收银台")
}

// choose takes the n-th item of the open menu by keyboard.
func choose(t *testing.T, b *pagetest.Bench, n int) {
	t.Helper()
	menu := b.Window.Canvas().Focused()
	require.Equal(t, b.Window.Canvas().Overlays().Top(), menu, "a menu is open")
	for range n {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Settle()
}

func TestNothingYet(t *testing.T) {
	b := pagetest.New(t)
	cred := shop(t, b)
	p := open(b, cred, "", &past{})
	assert.True(t, p.nothing.Visible())
	assert.False(t, p.filter.Visible(), "there is nothing to choose")
	assert.Same(t, p.nothing.Button(), b.Window.Canvas().Focused())
	assert.True(t, p.export.Disabled())
	p.nothing.Button().Tapped(nil)
	assert.Equal(t, []string{"platform yilianyun " + cred.ID}, b.Went)

	p = open(b, cred, cashier, &past{records: records()[1:]})
	assert.True(t, p.nothing.Visible())
	assert.Contains(t, test.RenderObjectToMarkup(p.nothing), "收银台还没有记录")
	p.nothing.Button().Tapped(nil)
	assert.False(t, p.nothing.Visible())
	assert.Equal(t, 4, p.visible())
}

func TestLoading(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records(), hold: make(chan struct{})}
	p := New(b.Ctx, shop(t, b).ID, "", h.params())
	b.Window.SetContent(p.Content())
	p.Shown()
	assert.False(t, p.nothing.Visible(), "nobody knows yet that there is nothing")
	b.Tick(time.Second)
	assert.Equal(t, "正在读历史记录…", p.wait.Text())
	p.Reload()
	p.Reload()
	close(h.hold)
	b.Settle()
	assert.Empty(t, p.wait.Text())
	assert.Len(t, h.asked, 2, "once more for all that changed meanwhile")
	assert.Equal(t, 5, p.visible())
	p.Hidden()
}

func TestALeftPageHearsNothing(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records(), hold: make(chan struct{})}
	p := New(b.Ctx, shop(t, b).ID, "", h.params())
	b.Window.SetContent(p.Content())
	p.Shown()
	p.Hidden()
	close(h.hold)
	b.Settle()
	assert.False(t, p.loaded)
}

func TestUnreadable(t *testing.T) {
	b := pagetest.New(t)
	h := &past{err: errors.New("disk is gone")}
	p := open(b, shop(t, b), "", h)
	assert.True(t, p.alert.Visible())
	assert.Same(t, p.failed.Again(), b.Window.Canvas().Focused())
	assert.False(t, p.nothing.Visible())
	h.err, h.records = nil, records()
	b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Settle()
	assert.False(t, p.alert.Visible())
	assert.Same(t, p.export, b.Window.Canvas().Focused(), "the button has gone")
	assert.Equal(t, 5, p.visible())
	h.err = errors.New("gone again")
	p.Refresh()
	b.Settle()
	assert.True(t, p.alert.Visible())
	assert.Equal(t, 5, p.visible(), "what was read stays")
}

func TestEachCallIsReadAnew(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records()[1:]}
	cred := shop(t, b)
	p := open(b, cred, "", h)
	h.records = records()
	p.Reload() // the frame does so after broker.Called
	b.Settle()
	assert.Equal(t, 5, p.visible())
	require.NoError(t, b.Broker.RemoveCredential(context.Background(), cred.ID))
	p.Reload()
	assert.Equal(t, []string{"back"}, b.Went)
}

func TestACredentialThatIsGone(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "gone", "", (&past{}).params())
	b.Show(p)
	assert.Contains(t, test.RenderObjectToMarkup(p.Content()), "这个凭证已经删掉了")
	p.Reload()
	p.Refresh()
	p.TakeKey(fyne.KeyEnd)
	p.Hidden()
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)
	p.Resume()
	b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{"back", "back"}, b.Went)
}

// many is as long a history as is kept.
func many() []history.Record {
	all := make([]history.Record, 1000)
	for i := range all {
		all[i] = history.Record{Time: ago(time.Duration(i) * time.Minute), Operation: "yilianyun.refresh", Subject: cashier, Result: history.OK, Code: fmt.Sprint(i), By: history.Auto}
	}
	return all
}

func TestAThousandRecordsNeedWidgetsForThoseInSight(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(pagetest.Small.Width, pagetest.Small.Height)
	p := open(b, shop(t, b), "", &past{records: many()})
	assert.Less(t, p.visible(), 12)
	assert.Equal(t, "代码 0", p.says(0)[3])
	p.TakeKey(fyne.KeyPageDown)
	assert.NotEqual(t, "代码 0", p.says(0)[3])
	p.TakeKey(fyne.KeyPageUp)
	assert.Equal(t, "代码 0", p.says(0)[3])
	p.TakeKey(fyne.KeyEnd)
	assert.Equal(t, "代码 999", p.says(p.visible() - 1)[3])
	assert.Less(t, len(p.list.rows), 14)
	p.TakeKey(fyne.KeyHome)
	assert.Zero(t, p.list.scroll.Offset.Y)
	p.TakeKey(fyne.KeyEnd)
	p.show(kitchen)
	assert.Zero(t, p.visible(), "a shorter list is not scrolled beyond its end")
}

func TestExport(t *testing.T) {
	b := pagetest.New(t)
	h := &past{records: records()}
	p := open(b, shop(t, b), cashier, h)
	p.export.Tapped(nil)
	choose(t, b, 1)
	assert.Equal(t, []string{"导出历史记录: 历史记录-解放路店-20251121.csv"}, h.titles)
	assert.Contains(t, h.file.String(), "2025-11-21 14:25:00,刷新令牌,yilianyun.refresh,"+cashier+",成功")
	assert.NotContains(t, h.file.String(), kitchen, "only what is shown")
	assert.True(t, h.file.closed)
	assert.Equal(t, []string{"导出好了"}, b.Toasts)

	h.file = file{}
	p.export.Tapped(nil)
	choose(t, b, 2)
	assert.Contains(t, h.file.String(), `"operation": "yilianyun.refresh"`)

	full := errors.New("disk full")
	h.file = file{err: full}
	p.save(p.formats()[0])
	b.Settle()
	h.refuse = errors.New("not here")
	p.save(p.formats()[0])
	b.Settle()
	assert.Equal(t, []error{full, h.refuse}, b.Failures)
	assert.Len(t, b.Toasts, 2)
}

func TestFileNames(t *testing.T) {
	assert.Equal(t, "历史记录-a_b_c_-20251121.csv", fileName("历史记录", `a/b:c\`, pagetest.Start, ".csv"))
}

// TestLayout looks at each state for texts that are clipped or covered.
func TestLayout(t *testing.T) {
	none := func(t *testing.T, b *pagetest.Bench, cut []string) {
		assert.Empty(t, cut)
		b.Picture("history-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
	}
	for name, h := range map[string]*past{"full": {records: append(records(), many()...)}, "empty": {}, "failed": {err: errors.New("x")}} {
		t.Run(name, func(t *testing.T) {
			pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
				return New(b.Ctx, shop(t, b).ID, "", h.params())
			}, none)
		})
	}
	t.Run("crowded", func(t *testing.T) {
		endless := strings.Repeat("Zm9vYmFy", 8)
		pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
			cred := b.Add("yilianyun", endless)
			_, err := b.Vault.PutGrant(t.Context(), cred.ID, vault.Grant{Kind: "printer", Subject: endless, Name: endless}, nil)
			require.NoError(t, err)
			return New(b.Ctx, cred.ID, endless, (&past{records: []history.Record{
				{Time: ago(0), Operation: "jdy." + endless, Subject: endless, Result: history.NoAnswer, Code: endless, By: history.Auto},
			}}).params())
		}, func(t *testing.T, b *pagetest.Bench, cut []string) {
			for _, text := range cut {
				assert.Contains(t, text, "Zm9vYmFy")
			}
			b.Picture("history-"+strings.ReplaceAll(t.Name(), "/", "-"), 1)
		})
	})
}

// TestPictures draws the page as the design asks for it.
func TestPictures(t *testing.T) {
	for name, mode := range map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark} {
		b := pagetest.NewIn(t, translations.Chinese, mode)
		b.Resize(pagetest.Usual.Width, pagetest.Usual.Height)
		p := open(b, shop(t, b), "", &past{records: records()})
		assert.Equal(t, 5, p.visible())
		b.Picture("history-"+name, 1.5)
	}
}

// TestTheKeyboardWaitsBesideTheWayBack while the records are read, and then goes to what
// there is to do.
func TestTheKeyboardWaitsBesideTheWayBack(t *testing.T) {
	b := pagetest.New(t)
	h := &past{hold: make(chan struct{})}
	p := New(b.Ctx, shop(t, b).ID, "", h.params())
	b.Window.SetContent(p.Content())
	p.Shown()
	p.Resume() // as the frame does where nothing has the keyboard
	require.Same(t, p.export, b.Window.Canvas().Focused())
	p.export.Tapped(nil)
	assert.Nil(t, b.Window.Canvas().Overlays().Top(), "there is nothing to export yet")
	close(h.hold)
	b.Settle()
	assert.Same(t, p.nothing.Button(), b.Window.Canvas().Focused())
}
