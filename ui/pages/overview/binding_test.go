package overview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// bind stores what a wizard leaves behind that gets no token.
func bind(t *testing.T, b *pagetest.Bench, c vault.Credential, kind, name, subject string) {
	t.Helper()
	_, err := b.Vault.PutGrant(t.Context(), c.ID, vault.Grant{Kind: kind, Name: name, Subject: subject}, nil)
	require.NoError(t, err)
}

// selfOwned stores an app with its one token and two printers.
func selfOwned(t *testing.T, b *pagetest.Bench) vault.Credential {
	t.Helper()
	app := b.AddWith("yilianyun", "自家门店", providers.Values{"client_id": "1", "client_secret": "x", "app_type": "self"})
	_, err := b.Vault.PutToken(t.Context(), app.ID, vault.Token{Kind: "access_token", IssuedAt: b.Now(), Never: true}, vault.TokenSecret{Value: "x"})
	require.NoError(t, err)
	bind(t, b, app, "printer", "前台", "4004683218")
	bind(t, b, app, "printer", "", "4004683219")
	return app
}

func TestBindingsAreRows(t *testing.T) {
	b := pagetest.New(t)
	first, second := b.Add("kis", "晨光商贸"), b.Add("kis", "青禾食品")
	bind(t, b, first, "instance", "KIS 商贸版", "1234567000181")
	bind(t, b, second, "instance", "KIS 专业版", "1234567000182")
	selfOwned(t, b)
	p := shown(t, b)

	assert.ElementsMatch(t, []string{
		"自家门店", "自家门店 · 前台", "自家门店 · 4004683219", "晨光商贸 · KIS 商贸版", "青禾食品 · KIS 专业版",
	}, p.names(1))
	assert.False(t, p.empty.Visible())
	assert.Equal(t, "1 个令牌、4 个绑定，都正常", p.summary.Text())

	index := func(title string) int {
		for i := range p.list.count() {
			if p.list.at(i).Title == title {
				return i
			}
		}
		return -1
	}
	product, printer := p.rowAt(index("晨光商贸 · KIS 商贸版")), p.rowAt(index("自家门店 · 前台"))
	assert.Equal(t, widgets.StatusOk, product.shown.Status)
	assert.Equal(t, "已绑定", product.shown.Chip)
	assert.Equal(t, widgets.StatusNever, printer.shown.Status)
	assert.Equal(t, "永不过期", printer.shown.Chip)
	for _, row := range []*row{product, printer} {
		assert.False(t, row.shown.Refreshable)
		assert.False(t, row.shown.Copyable)
		assert.True(t, row.shown.Bare)
	}
	b.Window.Canvas().Focus(product.ListRow)
	product.TypedShortcut(&fyne.ShortcutCopy{})
	product.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF5})
	b.Settle()
	assert.Empty(t, b.Copies, "there is nothing to copy")
	assert.Empty(t, b.Failures)
	product.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{"platform kis " + first.ID}, b.Went)
	p.Refresh()
	assert.Len(t, b.Toasts, 1, "and nothing to refresh")
}

func TestFiltersCountBindings(t *testing.T) {
	b := pagetest.New(t)
	nine(t, b)
	bind(t, b, b.Add("kis", "晨光商贸"), "instance", "KIS 商贸版", "1234567000181")
	selfOwned(t, b)
	p := shown(t, b)
	assert.Contains(t, p.bar.names, "金蝶 KIS")

	p.bar.pick(valid)
	assert.Contains(t, p.names(1), "晨光商贸 · KIS 商贸版")
	assert.NotContains(t, p.names(1), "自家门店 · 前台")
	p.bar.pick(never)
	assert.Subset(t, p.names(1), []string{"壬", "自家门店", "自家门店 · 前台", "自家门店 · 4004683219"})
	assert.NotContains(t, p.names(1), "晨光商贸 · KIS 商贸版")
	p.bar.clear()
	p.SetFilter("商贸版")
	b.Settle()
	assert.Equal(t, []string{"晨光商贸 · KIS 商贸版"}, p.names(1))
}

func TestBindingPictures(t *testing.T) {
	for name, look := range map[string]struct {
		lang string
		mode theme.Mode
	}{"zh-light": {"zh", theme.Light}, "en-dark": {"en", theme.Dark}} {
		t.Run(name, func(t *testing.T) {
			b := pagetest.NewIn(t, look.lang, look.mode)
			b.Resize(960, 728)
			bind(t, b, b.Add("kis", "晨光商贸"), "instance", "KIS 商贸版", "1234567000181")
			selfOwned(t, b)
			issue(b, t, b.Add("robot", "华东客服机器人"), "access_token")
			p := shown(t, b)
			b.Picture("overview-bindings-"+name, 1)
			assert.Equal(t, 5, p.list.count())
			assert.NotEmpty(t, test.WidgetRenderer(p.rowAt(4).ListRow).Objects())
		})
	}
}
