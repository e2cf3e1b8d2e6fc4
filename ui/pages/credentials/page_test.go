package credentials

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/present"
	"keycase/ui/widgets"
	"keycase/vault"
)

func show(b *pagetest.Bench, platform, selected string) *Page {
	p := New(b.Ctx, platform, selected)
	b.Show(p)
	return p
}

func onScreen(p *Page, text string) bool {
	return strings.Contains(test.RenderObjectToMarkup(p.Content()), text)
}

// issue gives a credential a token through the sandbox.
func issue(t *testing.T, b *pagetest.Bench, cred vault.Credential, kind string) vault.Token {
	t.Helper()
	_, err := b.Broker.Issue(context.Background(), cred.ID, kind)
	require.NoError(t, err)
	return b.Get(cred.ID).Tokens[0]
}

func (f *fieldCard) at(name string) *fieldRow {
	for _, row := range f.rows {
		if row.field.Name == name {
			return row
		}
	}
	return nil
}

func TestSelection(t *testing.T) {
	b := pagetest.New(t)
	first, second := b.Add("jdy", "晨光商贸"), b.Add("jdy", "青禾食品")
	b.Add("kis", "明德会计")
	assert.Equal(t, first.ID, show(b, "jdy", "").selected, "the first by itself")
	p := show(b, "jdy", second.ID)
	assert.Equal(t, "青禾食品", p.detail.name.Text())
	assert.Len(t, p.stored, 2, "those of the platform")
	p.items.at(0).Tapped(nil)
	assert.Equal(t, "晨光商贸", p.detail.name.Text())
	assert.Same(t, p.items.keys, b.Window.Canvas().Focused(), "a click gives the list the keyboard")
	press(b, fyne.KeyDown)
	assert.Equal(t, "青禾食品", p.detail.name.Text(), "the arrow keys take the selection along")
	press(b, fyne.KeyDown)
	assert.Equal(t, second.ID, p.selected, "there is nothing below")
}

func TestFilter(t *testing.T) {
	b := pagetest.New(t)
	first := b.Add("jdy", "晨光商贸")
	second := b.Add("jdy", "青禾食品")
	p := show(b, "jdy", first.ID)
	p.SetFilter("青禾")
	b.Settle()
	assert.Len(t, p.stored, 1)
	assert.Equal(t, second.ID, p.selected, "the one beside the list is in the list")
	assert.Equal(t, "青禾食品", p.detail.name.Text())
	p.SetFilter("")
	b.Settle()
	assert.Equal(t, second.ID, p.selected, "and stays")
	p.SetFilter("%s")
	b.Settle()
	assert.Nil(t, p.detail, "nothing is found")
	assert.Empty(t, p.place.Objects)
	p.Refresh()
	p.SetFilter("")
	b.Settle()
	assert.Equal(t, "青禾食品", p.detail.name.Text(), "it comes back")
	p.SetFilter("qhsp")
	b.Settle()
	assert.Len(t, p.stored, 1, "by pinyin too")
	b.Add("jdy", "清河水产")
	p.Reload()
	b.Settle()
	p.SetFilter("qh")
	b.Settle()
	assert.Len(t, p.stored, 2, "what comes later is found as well")
	p.SetFilter("nothing")
	b.Settle()
	assert.True(t, p.nothing.Visible())
	assert.Equal(t, "没有对得上的凭证", p.nothing.Text())
	b.Add("kis", "明德会计 KIS")
	p.SetFilter(" 明德会计 kis")
	b.Settle()
	assert.True(t, p.nothing.Visible())
	assert.Equal(t, "在别的平台里有，按 Enter 打开", p.nothing.Text())
	p.SetFilter("")
	b.Settle()
	assert.False(t, p.nothing.Visible())
	assert.Len(t, p.stored, 3)
}

// TestFilterBehindTheDetail of a narrow window leaves what is open alone.
func TestFilterBehindTheDetail(t *testing.T) {
	b := pagetest.New(t)
	first := b.Add("jdy", "晨光商贸")
	b.Add("jdy", "青禾食品")
	b.Resize(740, 600)
	p := show(b, "jdy", first.ID)
	require.True(t, p.split.covers())
	p.SetFilter("青禾")
	b.Settle()
	assert.Equal(t, "晨光商贸", p.detail.name.Text())
	p.SetFilter("%s")
	b.Settle()
	assert.Equal(t, "晨光商贸", p.detail.name.Text())
}

func TestReloadKeepsTheSelection(t *testing.T) {
	b := pagetest.New(t)
	first, second, third := b.Add("jdy", "A"), b.Add("jdy", "B"), b.Add("jdy", "C")
	p := show(b, "jdy", second.ID)
	require.NoError(t, b.Broker.RemoveCredential(context.Background(), first.ID))
	p.Reload()
	assert.Equal(t, second.ID, p.selected)
	require.NoError(t, b.Broker.RemoveCredential(context.Background(), second.ID))
	p.Reload()
	assert.Equal(t, third.ID, p.selected, "the one that took its place")
	require.NoError(t, b.Broker.RemoveCredential(context.Background(), third.ID))
	p.Reload()
	assert.True(t, p.empty.Visible())
	p.empty.Button().Tapped(nil)
	assert.Equal(t, []string{"new jdy"}, b.Went)
	p.Refresh()
	p.FocusList()
	p.Mask()
	p.Hidden()
}

func TestRevealAndMask(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	secret := sandbox.Demo().JDY.ClientSecret
	p := show(b, "jdy", cred.ID)
	row := p.detail.fields.at("client_secret")
	assert.False(t, onScreen(p, secret))

	press := func() { row.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) }
	press()
	assert.False(t, row.Revealed(), "the vault is read off the UI goroutine")
	b.Settle()
	assert.True(t, onScreen(p, secret))
	b.Move(19 * time.Second)
	assert.True(t, row.Revealed())
	b.Move(2 * time.Second)
	assert.False(t, onScreen(p, secret), "after 20 seconds")

	press()
	b.Settle()
	p.Mask()
	assert.False(t, onScreen(p, secret), "when the window loses the focus")

	press()
	b.Settle()
	press()
	assert.False(t, onScreen(p, secret), "when the eye is pressed again")

	press()
	p.Hidden()
	b.Settle()
	assert.False(t, row.Revealed(), "an answer that comes too late is dropped")
}

func TestAChangeMasksAndAUseDoesNot(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy", cred.ID)
	row := p.detail.fields.at("client_secret")
	row.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.Settle()
	require.NoError(t, b.Vault.Touch(cred.ID))
	p.Reload()
	assert.True(t, row.Revealed(), "that it was used changes nothing about it")
	_, err := b.Vault.Edit(context.Background(), cred.ID, func(c *vault.Credential, _ map[string]string) error {
		c.Name = "晨光商贸 2"
		return nil
	})
	require.NoError(t, err)
	p.Reload()
	assert.False(t, row.Revealed())
	assert.Equal(t, "晨光商贸 2", p.detail.name.Text())
}

func TestCopyNeverReveals(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy", cred.ID)
	p.detail.fields.at("client_secret").OnCopy()
	p.detail.fields.at("client_id").OnCopy()
	b.Settle()
	assert.ElementsMatch(t, []pagetest.Copy{
		{Label: "clientSecret", Value: sandbox.Demo().JDY.ClientSecret, Secret: true},
		{Label: "clientId", Value: "200421"},
	}, b.Copies)
	assert.False(t, onScreen(p, sandbox.Demo().JDY.ClientSecret))
}

func TestSecretsAreNotOnScreen(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		cred := b.Add(platform.ID, "the "+platform.ID)
		_, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
			Kind: platform.Tokens[0].Kind, IssuedAt: b.Now(), ExpiresAt: b.Now().Add(time.Hour),
		}, vault.TokenSecret{Value: "the-token-itself", Refresh: "the-refresh-token"})
		require.NoError(t, err)
		p := show(b, platform.ID, cred.ID)
		secrets, err := b.Vault.Secrets(context.Background(), cred.ID)
		require.NoError(t, err)
		for name, value := range secrets {
			assert.False(t, onScreen(p, value), platform.ID+"."+name)
		}
		assert.False(t, onScreen(p, "the-token"))
		assert.False(t, onScreen(p, "the-refresh"))
	}
}

// TestAKeyringThatRefusesIsTold tells it above the fields, where trying again is one
// press away.
func TestAKeyringThatRefusesIsTold(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	field, row := p.detail.fields.at("client_secret"), p.detail.tokens.rows[0]
	for name, try := range map[string]func(){
		"copy a field":   field.OnCopy,
		"reveal a field": func() { field.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) },
		"copy a token":   func() { row.copier.Tapped(nil) },
		"reveal a token": func() { row.eye.Tapped(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			b.Copies = nil
			keyring.Refuse(vault.ErrDenied)
			try()
			b.Settle()
			assert.True(t, p.detail.alert.Visible())
			assert.Empty(t, b.Copies)
			b.Picture("credentials-failed", 1)
			again := p.detail.failed.Again()
			again.Tapped(nil)
			b.Settle()
			assert.True(t, p.detail.alert.Visible(), "it still refuses")
			keyring.Refuse(nil)
			again.Tapped(nil)
			b.Settle()
			assert.False(t, p.detail.alert.Visible())
			assert.True(t, len(b.Copies) == 1 || field.Revealed() || !row.until.IsZero(), "what was asked for")
			p.Mask()
		})
	}
	assert.Empty(t, b.Failures)
}

// TestWaitingForTheKeyring reads while a prompt of the keyring stays unanswered.
func TestWaitingForTheKeyring(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	field, row := p.detail.fields.at("client_secret"), p.detail.tokens.rows[0]
	press := func() { field.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) }
	for name, c := range map[string]struct {
		ask  func()
		says func() string
		stop func()
	}{
		"field, Esc":        {press, func() string { return field.note }, p.Escape},
		"field, eye":        {press, func() string { return field.note }, press},
		"token, Esc":        {func() { row.eye.Tapped(nil) }, func() string { return row.line.Text() }, p.Escape},
		"token, eye":        {func() { row.eye.Tapped(nil) }, func() string { return row.line.Text() }, func() { row.eye.Tapped(nil) }},
		"token, copied":     {func() { row.copier.Tapped(nil) }, func() string { return row.line.Text() }, p.Escape},
		"list item, Esc":    {func() { p.FocusList(); p.copySelected() }, func() string { return p.items.at(0).shown.Detail }, p.Escape},
		"another page":      {press, func() string { return field.note }, p.Hidden},
		"the window's blur": {press, func() string { return field.note }, p.Mask},
	} {
		t.Run(name, func(t *testing.T) {
			b.Show(p)
			release := keyring.Hold()
			c.ask()
			b.Tick(299 * time.Millisecond)
			assert.NotContains(t, c.says(), "Esc")
			b.Tick(time.Millisecond)
			assert.Contains(t, c.says(), "Esc")
			b.Picture("credentials-waiting", 1)
			c.stop()
			assert.NotContains(t, c.says(), "Esc")
			release()
			b.Settle()
			assert.False(t, field.Revealed())
			assert.True(t, row.until.IsZero())
			assert.Empty(t, b.Copies)
			assert.Empty(t, b.Went, "Esc only stopped waiting")
		})
	}
}

func TestOperationsLeadOn(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		cred := b.Add(platform.ID, platform.ID)
		p := show(b, platform.ID, cred.ID)
		b.Went = nil
		var want []string
		for _, op := range platform.Operations {
			if present.Suits(platform, &op, cred.Public) {
				want = append(want, "operation "+platform.ID+"."+op.ID+" "+cred.ID)
			}
		}
		for _, card := range all[*widgets.ActionCard](p.detail.scroll.Content()) {
			card.Tapped(nil)
		}
		assert.Equal(t, want, b.Went)
	}
}

// all lists the objects of a type in a tree of containers.
func all[T fyne.CanvasObject](root fyne.CanvasObject) (found []T) {
	if object, ok := root.(T); ok {
		found = append(found, object)
	}
	if box, ok := root.(*fyne.Container); ok {
		for _, child := range box.Objects {
			found = append(found, all[T](child)...)
		}
	}
	return found
}

func TestNarrowWindowShowsOneOfBoth(t *testing.T) {
	b := pagetest.New(t)
	b.Resize(740, 608)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy", "")
	assert.True(t, p.split.list.Visible())
	assert.False(t, p.split.detail.Visible())
	p.FocusList()
	press(b, fyne.KeyReturn)
	assert.False(t, p.split.list.Visible())
	assert.True(t, p.detail.back.Visible())
	p.Escape()
	assert.True(t, p.split.list.Visible())
	assert.Same(t, p.items.keys, b.Window.Canvas().Focused())
	p.Escape()
	assert.Equal(t, []string{"back"}, b.Went)

	assert.True(t, show(b, "jdy", cred.ID).split.detail.Visible(), "one that was asked for comes up at once")
	b.Resize(960, 728)
	b.Window.SetContent(p.Content())
	assert.True(t, p.split.list.Visible() && p.split.detail.Visible())
	assert.False(t, p.detail.back.Visible())
}

func TestALongListHasFewWidgets(t *testing.T) {
	b := pagetest.New(t)
	for i := range 300 {
		b.AddWith("robot", fmt.Sprintf("客户 %03d", i), sandbox.Demo().Values("robot"))
	}
	p := show(b, "robot", "")
	assert.Less(t, len(p.items.held), 20)
	p.FocusList()
	for range 299 {
		press(b, fyne.KeyDown)
	}
	assert.Equal(t, p.stored[299].ID, p.selected)
	assert.True(t, onScreen(p, "客户 299"))
	assert.Less(t, len(p.items.held), 20)
	p.SetFilter("客户 010")
	b.Settle()
	assert.True(t, onScreen(p, "客户 010"))
}

func TestCountdownsMoveByThemselves(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("robot", "华东客服")
	_, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
		Kind: "access_token", IssuedAt: b.Now().Add(-110 * time.Minute), ExpiresAt: b.Now().Add(10 * time.Minute),
	}, vault.TokenSecret{Value: "token"})
	require.NoError(t, err)
	p := show(b, "robot", cred.ID)
	b.Move(7*time.Minute + 19*time.Second)
	assert.Contains(t, p.detail.tokens.rows[0].line.Text(), "还剩 2 分 41 秒")
	assert.True(t, onScreen(p, "还剩 2 分 41 秒"))
	b.Move(21 * time.Minute)
	assert.Contains(t, p.detail.tokens.rows[0].line.Text(), "已过期 18 分钟")
	p.Hidden()
	before := p.detail.tokens.rows[0].line.Text()
	b.Move(time.Hour)
	assert.Equal(t, before, p.detail.tokens.rows[0].line.Text(), "nothing moves while it is not shown")
}

func TestUnknownPlatform(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "fifth", "")
	assert.True(t, p.empty.Visible())
}
