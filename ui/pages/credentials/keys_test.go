package credentials

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// typeCopy is Ctrl+C: it goes to what has the keyboard.
func typeCopy(b *pagetest.Bench) {
	if focused, ok := b.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(&fyne.ShortcutCopy{})
	}
	b.Settle()
}

// press is a key on what has the keyboard.
func press(b *pagetest.Bench, key fyne.KeyName) {
	b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	b.Settle()
}

func TestCopyFromTheList(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	secret, err := b.Vault.TokenSecret(t.Context(), cred.ID, token.ID)
	require.NoError(t, err)
	p := show(b, "jdy", "")
	typeCopy(b)
	assert.Empty(t, b.Copies, "nothing has the keyboard")

	p.FocusList()
	typeCopy(b)
	assert.Equal(t, []pagetest.Copy{{Label: "app-token", Value: secret.Value, Secret: true}}, b.Copies)
	assert.False(t, b.Get(cred.ID).UsedAt.IsZero())

	b.Move(25 * time.Hour)
	typeCopy(b)
	assert.Len(t, b.Copies, 1)
	assert.Equal(t, []string{"没有能用的令牌"}, b.Toasts, "it has expired")
}

func TestKeysOfTheList(t *testing.T) {
	b := pagetest.New(t)
	for i := range 100 {
		b.Add("jdy", fmt.Sprintf("客户 %02d", i))
	}
	p := show(b, "jdy", "")
	p.FocusList()
	for _, c := range []struct {
		key fyne.KeyName
		at  int
	}{
		{fyne.KeyEnd, 99}, {fyne.KeyDown, 99}, {fyne.KeyUp, 98}, {fyne.KeyHome, 0}, {fyne.KeyUp, 0}, {fyne.KeyDown, 1}, {fyne.KeyHome, 0},
	} {
		press(b, c.key)
		assert.Equal(t, c.at, p.index(), c.key)
		assert.Equal(t, p.index(), p.items.current())
		assert.Same(t, p.items.keys, b.Window.Canvas().Focused())
	}
	press(b, fyne.KeyPageDown)
	page := p.index()
	assert.Greater(t, page, 3)
	press(b, fyne.KeyPageDown)
	assert.Equal(t, 2*page, p.index())
	press(b, fyne.KeyPageUp)
	press(b, fyne.KeyPageUp)
	assert.Equal(t, 0, p.index())

	p.SetFilter("nobody")
	b.Settle()
	press(b, fyne.KeyDown)
	typeCopy(b)
	assert.Nil(t, p.detail, "there is nothing to go to")
	assert.Empty(t, b.Toasts)
}

// TestTheListIsOneStop for Tab, however many credentials there are, and from the last
// thing on the page Tab comes to it again.
func TestTheListIsOneStop(t *testing.T) {
	b := pagetest.New(t)
	for i := range 30 {
		b.Add("jdy", fmt.Sprintf("客户 %02d", i))
	}
	p := show(b, "jdy", "")
	p.FocusList()
	canvas := b.Window.Canvas()
	seen := map[fyne.Focusable]int{}
	for range 40 {
		seen[canvas.Focused()]++
		canvas.FocusNext()
	}
	assert.Greater(t, seen[p.items.keys], 1)
	assert.Less(t, len(seen), 30)
}

// TestTabStaysInSight walks through everything in the least window, there and back.
func TestTabStaysInSight(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(740, 400)
	cred, _ := printer(t, b)
	p := show(b, "yilianyun", cred.ID)
	canvas, driver := b.Window.Canvas(), fyne.CurrentApp().Driver()
	for way, step := range map[string]func(){"there": canvas.FocusNext, "back": canvas.FocusPrevious} {
		for range 30 {
			step()
			focused, ok := canvas.Focused().(fyne.CanvasObject)
			require.True(t, ok)
			top := driver.AbsolutePositionForObject(focused).Y
			assert.GreaterOrEqual(t, top, float32(0), "%s %T", way, focused)
			assert.LessOrEqual(t, top+focused.Size().Height, float32(400), "%s %T", way, focused)
		}
	}
	assert.Positive(t, p.detail.scroll.Content().Size().Height-400, "else nothing had to scroll")
}

// TestCopyFromARow with the keyboard on one of its buttons, and after a click beside
// them.
func TestCopyFromARow(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(960, 1400)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	secret, err := b.Vault.TokenSecret(t.Context(), cred.ID, token.ID)
	require.NoError(t, err)
	p := show(b, "jdy", cred.ID)
	canvas, row := b.Window.Canvas(), p.detail.tokens.rows[0]
	for _, button := range []*widgets.IconButton{row.eye, row.copier, row.renewQuietly} {
		b.Copies = nil
		canvas.Focus(button)
		typeCopy(b)
		assert.Equal(t, []pagetest.Copy{{Label: "app-token", Value: secret.Value, Secret: true}}, b.Copies)
	}
	for _, object := range []fyne.CanvasObject{row.name, row.ring} {
		b.Copies = nil
		canvas.Unfocus()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(object)
		test.TapCanvas(canvas, at.AddXY(4, 4))
		typeCopy(b)
		assert.Len(t, b.Copies, 1)
	}
	b.Move(25 * time.Hour)
	assert.Same(t, row.eye, canvas.Focused(), "an expired token is not copied")
	b.Copies = nil
	test.TapCanvas(canvas, fyne.CurrentApp().Driver().AbsolutePositionForObject(row.name).AddXY(4, 4))
	assert.Same(t, row.eye, canvas.Focused())
	typeCopy(b)
	assert.Empty(t, b.Copies)
	assert.Equal(t, []string{"没有能用的令牌"}, b.Toasts)
}

// TestEscGoesOutwards one step at a time.
func TestEscGoesOutwards(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy", cred.ID)
	field := p.detail.fields.at("client_secret")
	b.Window.Canvas().Focus(field.SecretField)
	press(b, fyne.KeySpace)
	require.True(t, field.Revealed())
	p.Escape()
	assert.False(t, field.Revealed(), "first the secret")
	assert.Same(t, field.SecretField, b.Window.Canvas().Focused())
	p.Escape()
	assert.Same(t, p.items.keys, b.Window.Canvas().Focused(), "then the selection")
	assert.Empty(t, b.Went)
	assert.False(t, p.EscapeInside(), "nothing of the page is left")
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went, "then the page")
}

// TestTheKeyboardIsNeverNowhere after what had it is gone.
func TestTheKeyboardIsNeverNowhere(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	canvas, row := b.Window.Canvas(), p.detail.tokens.rows[0]
	b.Move(23*time.Hour + 30*time.Minute)
	require.True(t, row.renew.Visible())
	canvas.Focus(row.renew)
	press(b, fyne.KeyReturn)
	require.False(t, row.renew.Visible())
	assert.Same(t, row.renewQuietly, canvas.Focused(), "the one that does the same now")

	canvas.Focus(p.detail.more)
	require.NoError(t, b.Broker.RemoveCredential(t.Context(), cred.ID))
	p.Reload()
	assert.Same(t, p.empty.Button(), canvas.Focused())
	b.Add("jdy", "青禾食品")
	p.Reload()
	assert.Same(t, p.items.keys, canvas.Focused())
}

// TestListAndDetailAgree about how long a token lives, although the list is drawn
// anew each time it scrolls.
func TestListAndDetailAgree(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	_, err := b.Vault.PutToken(t.Context(), cred.ID, vault.Token{
		Kind: "app-token", IssuedAt: b.Now(), ExpiresAt: b.Now().Add(46*time.Minute + 30*time.Second),
	}, vault.TokenSecret{Value: "x"})
	require.NoError(t, err)
	p := show(b, "jdy", cred.ID)
	b.Move(45 * time.Second)
	p.items.refill()
	said := p.items.at(0).shown.Detail
	assert.Equal(t, "46 分钟后到期", said)
	assert.Contains(t, p.detail.tokens.rows[0].line.Text(), said)
	p.Reload()
	said = p.items.at(0).shown.Detail
	assert.Equal(t, "45 分钟后到期", said)
	assert.Contains(t, p.detail.tokens.rows[0].line.Text(), said)
}

// TestTheFrameKnowsWhatThePageIsAbout, for its status bar.
func TestTheFrameKnowsWhatThePageIsAbout(t *testing.T) {
	b := pagetest.New(t)
	first, second := b.Add("jdy", "晨光商贸"), b.Add("jdy", "青禾食品")
	p := show(b, "jdy", first.ID)
	assert.Equal(t, first.ID, b.Looked)
	p.FocusList()
	press(b, fyne.KeyDown)
	assert.Equal(t, second.ID, b.Looked)
	b.Resize(740, 608)
	assert.Equal(t, second.ID, b.Looked)
	p.Escape()
	assert.Empty(t, b.Looked, "the whole list")
	press(b, fyne.KeyUp)
	assert.Equal(t, second.ID, p.selected, "here the keys open nothing")
	press(b, fyne.KeyReturn)
	assert.Equal(t, first.ID, b.Looked)
	assert.Same(t, p.detail.first(), b.Window.Canvas().Focused())
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
