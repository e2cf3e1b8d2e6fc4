package operation

import (
	"context"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/providers/snippet"
	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

func show(b *pagetest.Bench, operation, credentialID string) *Page {
	p := New(b.Ctx, operation, credentialID)
	b.Show(p)
	return p
}

func onScreen(p *Page, text string) bool {
	return strings.Contains(test.RenderObjectToMarkup(p.Content()), text)
}

var tags = regexp.MustCompile(`(?s)<[^>]*>\s*`)

// screenText is everything that is written on the page, without the breaks
// between its lines and colours.
func screenText(p *Page) string {
	return html.UnescapeString(tags.ReplaceAllString(test.RenderObjectToMarkup(p.Content()), ""))
}

// typeInto types as a person does, and waits until the call was signed anew.
func typeInto(t *testing.T, b *pagetest.Bench, p *Page, field, text string) {
	t.Helper()
	in := p.inputs[field]
	require.NotNil(t, in, field)
	b.Window.Canvas().Focus(in.Focusable())
	test.Type(in.Focusable(), text)
	require.Equal(t, text, in.Value())
	b.Move(parts.Debounce)
}

// given is the credential of the sandbox with a token.
func given(t *testing.T, b *pagetest.Bench) vault.Credential {
	t.Helper()
	cred := b.Add("jdy", "晨光商贸")
	_, err := b.Broker.Issue(context.Background(), cred.ID, "app-token")
	require.NoError(t, err)
	return b.Get(cred.ID)
}

// TestTheDesignsNumbers: the keys of the design's picture give its signature.
func TestTheDesignsNumbers(t *testing.T) {
	const want = "YTgzOGJmNWE2MWVkNTE2NjkzZTVhNmEzMDU1ZTVlMzVlN2E2N2U2YjcyZmNhOTg0MTAxYzNjZmM2ZWM0Y2EwMg=="
	b := pagetest.New(t)
	b.Production()
	p := designed(b, scene(t, b))
	b.Show(p)
	require.NoError(t, p.signing.err)
	assert.Equal(t, want, p.signing.signed.Signature)
	b.Move(28 * time.Second)
	assert.True(t, onScreen(p, "有效 4:32"))
	shown := steps(p.platform, p.signing.signed.Trace, p.signing.signed.Signature, p.signing.signed.Secrets(), providers.Chinese)
	require.Len(t, shown, 5)
	assert.Equal(t, widgets.TraceStep{
		Title: "HMAC-SHA256 → hex → Base64", Hint: "密钥是 clientSecret；hex 小写，整个再 Base64", Rule: "https://open.jdy.com",
		Value: "a838bf5a61ed516693e5a6a3055e5e35e7a67e6b72fca984101c3cfc6ec4ca02", Result: want,
	}, shown[4])
	assert.Equal(t, "page=1&page_size=20&search=%25E6%2599%25A8%25E5%2585%2589", shown[2].Value)
	assert.True(t, onScreen(p, want[:40]))
}

// TestTheTraceIsThatOfTheBroker compares every step on screen with a second
// signature of the same call.
func TestTheTraceIsThatOfTheBroker(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	require.NoError(t, p.signing.err)
	again, err := b.Broker.Sign(context.Background(), broker.Call{
		Operation: "jdy.request", Credential: cred.ID, Values: providers.Values{"path": "/jdy/v2/bd/customer"}, Env: p.signing.env,
	})
	require.NoError(t, err)
	assert.Equal(t, again.Trace, p.signing.signed.Trace)
	assert.Equal(t, again.Request, p.signing.signed.Request)
	all := screenText(p)
	for _, s := range again.Trace {
		assert.Contains(t, all, strings.ReplaceAll(s.Value, "\n", ""), s.Name)
	}
}

func TestSigningFollowsTheTyping(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	assert.Error(t, p.signing.err)
	assert.True(t, onScreen(p, "还缺 路径"))
	assert.Same(t, p.inputs["path"].Focusable(), b.Window.Canvas().Focused())

	in := p.inputs["path"]
	test.Type(in.Focusable(), "/jdy/v2")
	b.Settle()
	assert.Error(t, p.signing.err, "not on every keystroke")
	b.Move(parts.Debounce)
	require.NoError(t, p.signing.err)
	first := p.signing.signed
	assert.False(t, onScreen(p, "还缺"))

	b.Move(3 * time.Second)
	typeMore(b, p, "/bd")
	second := p.signing.signed
	assert.Equal(t, first.Env.Nonce, second.Env.Nonce, "nonce and time stay while typing")
	assert.Equal(t, first.Env.Now.UnixMilli(), second.Env.Now.UnixMilli())
	assert.NotEqual(t, first.Signature, second.Signature)

	p.renew(nil)
	b.Settle()
	assert.NotEqual(t, second.Env.Nonce, p.signing.signed.Env.Nonce)
	assert.Equal(t, b.Now().UnixMilli(), p.signing.signed.Env.Now.UnixMilli())

	b.Move(6 * time.Minute)
	typeMore(b, p, "/x")
	assert.Equal(t, b.Now().UnixMilli(), p.signing.signed.Env.Now.UnixMilli(), "an expired one is drawn anew")
}

func typeMore(b *pagetest.Bench, p *Page, text string) {
	in := p.inputs["path"]
	in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	test.Type(in.Focusable(), text)
	b.Move(parts.Debounce)
}

func TestCopyIsComplete(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	for i, target := range snippet.Targets() {
		p.right.panel.choose(i)
		p.right.panel.copy()
		want, err := snippet.Render(target.ID, p.signing.signed.Request)
		require.NoError(t, err)
		require.Len(t, b.Copies, i+1)
		assert.Equal(t, pagetest.Copy{Label: toolName(target), Value: want, Secret: true}, b.Copies[i])
		assert.NotContains(t, b.Copies[i].Value, providers.Mask)
	}
	last := len(snippet.Targets()) - 1
	assert.Equal(t, snippet.Targets()[last].ID, fyne.CurrentApp().Preferences().String(targetKey))
	assert.Equal(t, last, newCodePanel(p).chosen, "the last one is remembered")
}

func TestCopyRenewsWhatHasExpired(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	old := p.signing.signed.Signature
	b.Move(5 * time.Minute)
	assert.True(t, onScreen(p, "换新并复制"))
	p.right.panel.copy()
	b.Settle()
	require.Len(t, b.Copies, 1)
	assert.NotContains(t, b.Copies[0].Value, old)
	assert.Contains(t, b.Copies[0].Value, p.signing.signed.Signature)
	assert.True(t, onScreen(p, "有效 5:00"))
}

func TestCopyWaitsForWhatWasJustTyped(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2")
	test.Type(p.inputs["path"].Focusable(), "/late")
	p.right.panel.copy()
	b.Settle()
	require.Len(t, b.Copies, 1)
	assert.Contains(t, b.Copies[0].Value, "late")
}

func TestCopyOfNothingLeadsToWhatIsMissing(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", "")
	p.right.panel.copy()
	b.Settle()
	assert.Empty(t, b.Copies)
	assert.Equal(t, "还没填", p.inputs["client_id"].Problem())
	assert.Same(t, p.inputs["client_id"].Focusable(), b.Window.Canvas().Focused())
}

func TestStepsAreCopiedWhole(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	p := show(b, "kis.server-url", cred.ID)
	secret := sandbox.Demo().KIS.ClientSecret
	p.right.copyStep(2)
	require.Len(t, b.Copies, 1)
	assert.True(t, b.Copies[0].Secret)
	assert.Contains(t, b.Copies[0].Value, secret)
	p.right.copyStep(1)
	assert.False(t, b.Copies[1].Secret)
	p.right.copyStep(99)
	assert.Len(t, b.Copies, 2)
}

// everything is a credential with a token, and the secrets that it holds.
func everything(t *testing.T, b *pagetest.Bench, platform *providers.Platform) (vault.Credential, map[string]string) {
	t.Helper()
	cred := b.Add(platform.ID, platform.ID)
	_, err := b.Vault.PutToken(t.Context(), cred.ID, vault.Token{
		Kind: platform.Tokens[0].Kind, IssuedAt: b.Now(), ExpiresAt: b.Now().Add(time.Hour), RefreshExpiresAt: b.Now().Add(time.Hour),
	}, vault.TokenSecret{Value: "theTokenItself", Refresh: "theRefreshToken"})
	require.NoError(t, err)
	secrets, err := b.Vault.Secrets(t.Context(), cred.ID)
	require.NoError(t, err)
	secrets["token"], secrets["refresh"] = "theTokenItself", "theRefreshToken"
	return cred, secrets
}

// signExamples fills in what nobody has typed.
func signExamples(b *pagetest.Bench, p *Page) {
	for _, e := range p.plan.typed {
		for _, f := range p.wanted(e) {
			if in, ok := p.inputs[f.Name]; ok && in.Value() == "" {
				in.SetValue(f.Example)
			}
		}
	}
	p.sign(nil)
	b.Settle()
}

// TestSecretsAreNotOnScreen opens every operation of every platform with a
// credential that has everything.
func TestSecretsAreNotOnScreen(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		cred, secrets := everything(t, b, platform)
		for _, op := range platform.Operations {
			p := show(b, platform.ID+"."+op.ID, cred.ID)
			signExamples(b, p)
			assert.NoError(t, p.signing.err, op.ID)
			for name, value := range secrets {
				assert.False(t, onScreen(p, value[:min(len(value), 12)]), platform.ID+"."+op.ID+": "+name)
			}
		}
	}
}

func TestReloadKeepsWhatWasTyped(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2")
	require.NotNil(t, find[*widgets.Button](p.form.stack))
	assert.True(t, onScreen(p, "去获取"))
	_, err := b.Broker.Issue(context.Background(), cred.ID, "app-token")
	require.NoError(t, err)
	p.Reload()
	b.Settle()
	assert.Equal(t, "/jdy/v2", p.inputs["path"].Value())
	assert.NotEmpty(t, p.signing.signed.Request.Header("app-token"), "the token that has come goes along")
	require.NoError(t, b.Broker.RemoveCredential(context.Background(), cred.ID))
	p.Reload()
	assert.Equal(t, []string{"back"}, b.Went)
}

func TestAnotherCredential(t *testing.T) {
	b := pagetest.New(t)
	first, second := b.Add("jdy", "晨光商贸"), b.AddWith("jdy", "青禾食品", providers.Values{
		"client_id": "999", "client_secret": "s", "app_key": "k", "app_secret": "s",
	})
	b.Add("kis", "明德会计")
	p := show(b, "jdy.authorize", first.ID)
	items := p.choices()
	require.Len(t, items, 4, "those of the platform, a line, and none")
	assert.True(t, items[0].Checked)
	items[1].Action()
	b.Settle()
	assert.Equal(t, second.ID, p.cred.ID)
	typeInto(t, b, p, "outer_instance_id", "1")
	assert.Equal(t, "999", p.signing.signed.Request.Header("X-Api-ClientID"))
	items[3].Action()
	b.Settle()
	assert.Nil(t, p.cred)
	assert.Error(t, p.signing.err)
}

func TestUnknownOperation(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.nothing", "")
	assert.True(t, onScreen(p, "没有这个操作"))
	p.Reload()
	p.Mask()
	p.Hidden()
}

// TestTypingRaisesNoPrompts: each reading of a locked keyring may raise one.
func TestTypingRaisesNoPrompts(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	release := keyring.Hold()
	before := keyring.Calls()
	p := New(b.Ctx, "jdy.request", cred.ID)
	b.Window.SetContent(p.Content())
	p.Shown()
	for _, text := range []string{"/jdy", "/v2", "/bd"} {
		test.Type(p.inputs["path"].Focusable(), text)
		b.Tick(parts.Debounce)
	}
	release()
	b.Settle()
	require.NoError(t, p.signing.err)
	assert.True(t, strings.HasSuffix(p.signing.signed.Request.URL, "/jdy/v2/bd"), "what was typed meanwhile follows")
	assert.LessOrEqual(t, keyring.Calls()-before, 3, "while one is under way, no other begins")

	keyring.Refuse(vault.ErrDenied)
	typeMore(b, p, "/x")
	require.ErrorIs(t, p.signing.err, vault.ErrDenied)
	before = keyring.Calls()
	typeMore(b, p, "/y")
	typeMore(b, p, "/z")
	assert.Equal(t, before, keyring.Calls(), "after a refusal a person has to ask for it")
	keyring.Refuse(nil)
	p.right.panel.copy()
	b.Settle()
	require.Len(t, b.Copies, 1)
	assert.Contains(t, b.Copies[0].Value, "/bd/x/y/z")
}

func TestTheTargetsGoRound(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.request", "")
	panel := p.right.panel
	for range len(panel.targets) - 1 {
		panel.next()
	}
	assert.Equal(t, len(panel.targets)-1, panel.chosen)
	assert.Contains(t, panel.tabs, panel.chosen, "the chosen one has a tab")
	assert.Equal(t, panel.chosen, panel.tabs[panel.panel.Tab()])
	panel.next()
	assert.Zero(t, panel.chosen)

	panel.panel.OnTab(len(panel.tabs)) // the one with the rest behind it
	assert.NotNil(t, b.Window.Canvas().Overlays().Top())
	assert.Zero(t, panel.chosen)
	second := panel.tabs[1]
	panel.panel.OnTab(1)
	assert.Equal(t, second, panel.chosen)
}
