package credentials

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// typeCopy is Ctrl+C: it goes to what has the keyboard, and to the window where that
// has no use for it.
func typeCopy(b *pagetest.Bench, p *Page) {
	if focused, ok := b.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(copyShortcut)
	} else {
		p.copySelected() // the window of the test has no shortcuts
	}
	b.Settle()
}

func TestCopyFromTheList(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	secret, err := b.Vault.TokenSecret(t.Context(), cred.ID, token.ID)
	require.NoError(t, err)
	p := show(b, "jdy", "")
	typeCopy(b, p)
	assert.Empty(t, b.Copies, "nothing has the keyboard")

	p.FocusList()
	typeCopy(b, p)
	assert.Equal(t, []pagetest.Copy{{Label: "app-token", Value: secret.Value, Secret: true}}, b.Copies)
	assert.False(t, b.Get(cred.ID).UsedAt.IsZero())

	b.Move(25 * time.Hour)
	typeCopy(b, p)
	assert.Len(t, b.Copies, 1)
	assert.Equal(t, []string{"没有能用的令牌"}, b.Toasts, "it has expired")
}

func TestKeysOfTheList(t *testing.T) {
	b := pagetest.New(t)
	for i := range 100 {
		b.Add("jdy", fmt.Sprintf("客户 %02d", i))
	}
	p := show(b, "jdy", "")
	p.TakeKey(fyne.KeyEnd)
	assert.Equal(t, 0, p.index(), "the list does not have the keyboard")
	p.FocusList()
	for key, want := range map[fyne.KeyName]func(at int) bool{
		fyne.KeyEnd: func(at int) bool { return at == 99 }, fyne.KeyHome: func(at int) bool { return at == 0 },
	} {
		p.TakeKey(key)
		assert.True(t, want(p.items.focused()), key)
		assert.Equal(t, p.items.focused(), p.index(), "the selection goes along")
	}
	p.TakeKey(fyne.KeyHome)
	p.TakeKey(fyne.KeyPageDown)
	page := p.items.focused()
	assert.Greater(t, page, 3)
	p.TakeKey(fyne.KeyPageDown)
	assert.Equal(t, 2*page, p.items.focused())
	p.TakeKey(fyne.KeyPageUp)
	p.TakeKey(fyne.KeyPageUp)
	assert.Equal(t, 0, p.items.focused())

	focused := b.Window.Canvas().Focused()
	p.items.scroll.ScrollToBottom()
	p.items.refill()
	assert.Equal(t, 0, p.items.focused(), "its widget is lent to nobody else")
	assert.Same(t, focused, b.Window.Canvas().Focused())
}

func TestF5OnWhatIsNotDue(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	p.Refresh()
	assert.Equal(t, []string{"还没有要刷新的"}, b.Toasts)
	b.Move(23*time.Hour + 30*time.Minute)
	p.Refresh()
	assert.True(t, p.detail.tokens.rows[0].renewing)
	b.Settle()
	assert.Len(t, b.Toasts, 1)
}

func TestAutoRefreshIsAChoice(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	auto := p.detail.tokens.rows[0].auto
	require.True(t, auto.object.Visible())
	assert.False(t, auto.toggle.On(), "off at first")
	auto.toggle.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.Settle()
	assert.True(t, b.Broker.AutoRenews(b.Get(cred.ID), token))
	assert.True(t, auto.toggle.On())
	assert.True(t, show(b, "jdy", cred.ID).detail.tokens.rows[0].auto.toggle.On(), "it is kept")
	auto.toggle.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.Settle()
	assert.False(t, b.Broker.AutoRenews(b.Get(cred.ID), token))

	require.NoError(t, b.Broker.RemoveCredential(t.Context(), cred.ID))
	auto.choose(true)
	b.Settle()
	require.Len(t, b.Failures, 1)
	require.ErrorIs(t, b.Failures[0], vault.ErrNotFound)
	assert.False(t, auto.toggle.On(), "the switch shows what is stored")
}

// TestAutoRefreshSaysWhatItCosts names the limit of a platform that counts.
func TestAutoRefreshSaysWhatItCosts(t *testing.T) {
	b := pagetest.New(t)
	cred, token := printer(t, b)
	p := show(b, "yilianyun", cred.ID)
	auto := p.detail.tokens.rows[0].auto
	assert.Equal(t, b.Broker.CanAutoRenew(cred, token), auto.object.Visible())
	assert.Contains(t, auto.hint.Text(), "20")

	never, err := b.Vault.PutToken(t.Context(), cred.ID, vault.Token{Kind: "access_token", IssuedAt: b.Now(), Never: true}, vault.TokenSecret{Value: "x"})
	require.NoError(t, err)
	p.Reload()
	require.False(t, b.Broker.CanAutoRenew(cred, never))
	for _, row := range p.detail.tokens.rows {
		if row.token.ID == never.ID {
			assert.False(t, row.auto.object.Visible(), "there is nothing to refresh")
		}
	}
}

// TestTheAddressInForceIsShown lets the program be told another address than the
// credential names.
func TestTheAddressInForceIsShown(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	assert.Contains(t, show(b, "jdy", cred.ID).detail.about.Text(), "沙盒 127.0.0.1:")
	b.Production()
	p := show(b, "jdy", cred.ID)
	assert.Contains(t, p.detail.about.Text(), "生产环境")
	_, err := b.Vault.Edit(t.Context(), cred.ID, func(c *vault.Credential, _ map[string]string) error {
		c.BaseURL = "https://gw.example.com/x"
		return nil
	})
	require.NoError(t, err)
	p.Reload()
	assert.Contains(t, p.detail.about.Text(), "gw.example.com")
	assert.Contains(t, p.items.at(0).shown.Detail, "gw.example.com")
	assert.Equal(t, "https://gw.example.com/x", b.Ctx.Broker.BaseURLOf(b.Get(cred.ID)))
}
