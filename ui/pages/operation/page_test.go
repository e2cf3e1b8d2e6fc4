package operation

import (
	"context"
	"html"
	"regexp"
	"slices"
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
	b.Move(debounce)
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
	shown := steps(p.signing.signed.Trace, p.signing.signed.Signature, secretsOf(p.signing.signed), providers.Chinese)
	require.Len(t, shown, 5)
	assert.Equal(t, widgets.TraceStep{
		Title: "HMAC-SHA256 → hex → Base64", Hint: "密钥用 clientSecret",
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
	b.Move(debounce)
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
	b.Move(debounce)
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
	assert.Equal(t, "python", fyne.CurrentApp().Preferences().String(targetKey))
	assert.Equal(t, 5, newCodePanel(p).chosen, "the last one is remembered")
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

// TestSecretsAreNotOnScreen opens every operation of every platform with a
// credential that has everything.
func TestSecretsAreNotOnScreen(t *testing.T) {
	b := pagetest.New(t)
	for _, platform := range pagetest.Registry() {
		cred := b.Add(platform.ID, platform.ID)
		_, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
			Kind: platform.Tokens[0].Kind, IssuedAt: b.Now(), ExpiresAt: b.Now().Add(time.Hour), RefreshExpiresAt: b.Now().Add(time.Hour),
		}, vault.TokenSecret{Value: "theTokenItself", Refresh: "theRefreshToken"})
		require.NoError(t, err)
		secrets, err := b.Vault.Secrets(context.Background(), cred.ID)
		require.NoError(t, err)
		secrets["token"], secrets["refresh"] = "theTokenItself", "theRefreshToken"
		for _, op := range platform.Operations {
			p := show(b, platform.ID+"."+op.ID, cred.ID)
			for _, e := range p.plan.typed {
				for _, f := range p.wanted(e) {
					if in, ok := p.inputs[f.Name]; ok && in.Value() == "" {
						in.SetValue(f.Example)
					}
				}
			}
			p.sign(nil)
			b.Settle()
			assert.NoError(t, p.signing.err, op.ID)
			for name, value := range secrets {
				assert.False(t, onScreen(p, value[:min(len(value), 12)]), platform.ID+"."+op.ID+": "+name)
			}
		}
	}
}

func TestATokenCanBeLeftOut(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/bd/customer")
	assert.NotEmpty(t, p.signing.signed.Request.Header("app-token"))
	toggle := find[*widgets.Toggle](p.form.stack)[0]
	toggle.Tapped(nil)
	b.Settle()
	require.NoError(t, p.signing.err)
	assert.Empty(t, p.signing.signed.Request.Header("app-token"))
	assert.Equal(t, sandbox.Demo().JDY.RouterAddr, p.signing.signed.Request.Header("X-GW-Router-Addr"), "the rest still comes from the credential")
	p.form.run.Tapped(nil)
	b.Settle()
	assert.True(t, onScreen(p, "4009"), "the platform misses it")
	toggle.Tapped(nil)
	b.Settle()
	assert.NotEmpty(t, p.signing.signed.Request.Header("app-token"))
}

// find lists the objects of a type in a tree of containers.
func find[T fyne.CanvasObject](root fyne.CanvasObject) (found []T) {
	if object, ok := root.(T); ok {
		found = append(found, object)
	}
	if box, ok := root.(*fyne.Container); ok {
		for _, child := range box.Objects {
			found = append(found, find[T](child)...)
		}
	}
	return found
}

func TestAChoiceOfInputs(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2")
	segment := find[*widgets.Segmented](p.form.stack)
	choice := segment[slices.IndexFunc(segment, func(s *widgets.Segmented) bool { return s.AccessibilityLabel() == "路径 / 完整网址" })]
	choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.Move(debounce)
	assert.True(t, onScreen(p, "还缺"))
	base := p.signing.signed // of nothing
	assert.Nil(t, base.Request)
	typeInto(t, b, p, "url", b.URL("jdy")+"/jdy/v2/other?page=1")
	require.NoError(t, p.signing.err)
	assert.Contains(t, p.signing.signed.Request.URL, "/jdy/v2/other?page=1")
	choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	b.Move(debounce)
	assert.Equal(t, "/jdy/v2", p.inputs["path"].Value(), "what was typed is still there")
	assert.True(t, strings.HasSuffix(p.signing.signed.Request.URL, "/jdy/v2"))
}

func TestAHeldValueOfAChoice(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	p := show(b, "jdy.app-token", cred.ID)
	require.NoError(t, p.signing.err)
	assert.True(t, onScreen(p, "来自凭证"))
	assert.Nil(t, p.inputs["app_signature"])
	segment := find[*widgets.Segmented](p.form.stack)[0]
	segment.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	b.Move(debounce)
	typeInto(t, b, p, "app_signature", "QUJD")
	require.NoError(t, p.signing.err)
	assert.Contains(t, p.signing.signed.Request.URL, "app_signature=QUJD")
}

func TestOptionalInputsWaitBehindALink(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	assert.Nil(t, p.inputs["body"])
	field, ok := providers.FieldNamed(p.op.Inputs, "body")
	require.True(t, ok)
	p.form.unfolder(field).Tapped(nil)
	assert.Same(t, p.inputs["body"].Focusable(), b.Window.Canvas().Focused())
	typeInto(t, b, p, "body", `{"a":1}`)
	typeInto(t, b, p, "path", "/jdy/v2")
	assert.Equal(t, `{"a":1}`, p.signing.signed.Request.Body)
}

func TestSubjects(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	_, err := b.Broker.Run(context.Background(), broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	p := show(b, "kis.router", cred.ID)
	choice := find[*widgets.Select](p.form.stack)
	require.Len(t, choice, 1)
	assert.Equal(t, -1, choice[0].Selected())
	assert.True(t, onScreen(p, "还缺 产品编号"))
	choice[0].OnChanged(1)
	b.Settle()
	typeInto(t, b, p, "method", "kis.A")
	typeInto(t, b, p, "custdata", "{}")
	require.NoError(t, p.signing.err)
	assert.Equal(t, p.plan.subjects[1].Subject, p.signing.signed.Prepared.Values["netid"])
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

func TestEveryInputTellsItsRule(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		b := pagetest.New(t)
		for _, op := range platform.Operations {
			for _, f := range op.Inputs {
				for sentence, wrong := range pagetest.Violations(f) {
					t.Run(platform.ID+"."+op.ID+"/"+f.Name+"/"+sentence, func(t *testing.T) {
						p := New(b.Ctx, platform.ID+"."+op.ID, "")
						if e, ok := p.entryOf(f.Name); ok && e.rule != nil {
							p.picked[e.fields[0].Name] = f.Name
						}
						p.opened[f.Name] = true
						p.form.build()
						b.Show(p)
						in := p.inputs[f.Name]
						require.NotNil(t, in)
						in.SetValue(wrong[:len(wrong)-1])
						b.Window.Canvas().Focus(in.Focusable())
						in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
						in.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
						test.Type(in.Focusable(), wrong[len(wrong)-1:])
						b.Window.Canvas().Unfocus()
						assert.Equal(t, sentence, in.Problem())
						assert.Equal(t, wrong, in.Value())
						p.form.run.Tapped(nil)
						b.Settle()
						assert.Equal(t, sentence, in.Problem())
						assert.Equal(t, wrong, in.Value(), "what was typed stays")
					})
				}
			}
		}
	}
}

func (p *Page) entryOf(field string) (entry, bool) {
	for _, e := range p.plan.typed {
		if _, ok := providers.FieldNamed(e.fields, field); ok {
			return e, true
		}
	}
	return entry{}, false
}

func TestUnknownOperation(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "jdy.nothing", "")
	assert.True(t, onScreen(p, "没有这个操作"))
	p.Reload()
	p.Mask()
	p.Hidden()
}
