package operation

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// TestWaitingForTheKeyring opens the page while a prompt of the keyring stays
// unanswered.
func TestWaitingForTheKeyring(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	for name, stop := range map[string]func(p *Page){
		"Esc":          func(p *Page) { p.Escape() },
		"button":       func(p *Page) { p.giveUp() },
		"another page": func(p *Page) { p.Hidden() },
	} {
		t.Run(name, func(t *testing.T) {
			release := keyring.Hold()
			p := New(b.Ctx, "jdy.request", cred.ID)
			b.Window.SetContent(p.Content())
			p.Shown()
			p.inputs["path"].SetValue("/jdy/v2/typed")
			b.Tick(299 * time.Millisecond)
			assert.False(t, p.right.wait.Visible())
			b.Tick(time.Millisecond)
			assert.True(t, p.right.wait.Visible())
			b.Picture("operation-waiting", 1)
			stop(p)
			assert.False(t, p.right.wait.Visible())
			assert.Empty(t, b.Went)
			release()
			b.Settle()
			assert.Nil(t, p.signing.signed.Request, "what comes too late is dropped")
			assert.Equal(t, "/jdy/v2/typed", p.inputs["path"].Value())
			if name != "another page" {
				assert.True(t, onScreen(p, "已取消"))
				p.sign(nil)
				b.Settle()
				assert.NoError(t, p.signing.err, "trying again is one press away")
				p.Escape()
				assert.Equal(t, []string{"back"}, b.Went)
				b.Went = nil
			}
			p.Hidden()
		})
	}
}

func TestEscapeStopsTheCall(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	b.World.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultSlow})
	p := show(b, "jdy.app-token", cred.ID)
	p.form.run.Tapped(nil)
	require.True(t, p.form.run.Busy())
	p.Escape()
	assert.False(t, p.form.run.Busy())
	assert.Empty(t, b.Went)
	b.Settle()
	New(b.Ctx, "none.such", "").Escape()
	assert.Equal(t, []string{"back"}, b.Went)
}

// TestARefusalOfTheKeysLeadsToThem runs with a key that the platform does not know.
func TestARefusalOfTheKeysLeadsToThem(t *testing.T) {
	for operation, wrong := range map[string]string{
		"jdy.app-token": "client_secret", "robot.token": "secret_key", "yilianyun.client-token": "client_secret",
	} {
		b := pagetest.New(t)
		platform, _, err := pagetest.Registry().Operation(operation)
		require.NoError(t, err)
		values := sandbox.Demo().Values(platform.ID)
		values[wrong] = strings.Repeat("0", len(values[wrong]))
		if platform.ID == "yilianyun" {
			values["app_type"] = "self"
		}
		cred := b.AddWith(platform.ID, "晨光商贸", values)
		p := show(b, operation, cred.ID)
		run(b, p)
		for _, q := range b.Questions {
			q.Answer(true)
		}
		b.Settle()
		require.True(t, onScreen(p, "去改凭证"), operation)
		b.Picture("result-mend-"+platform.ID, 1)
		p.right.result.mend.Tapped(nil)
		assert.Equal(t, []string{"edit " + cred.ID}, b.Went)
	}
}

func TestBlamesKeys(t *testing.T) {
	platform := &providers.Platform{Fields: []providers.Field{{Name: "app_key", Label: providers.Text{ZH: "应用密钥", EN: "App key (app_key)"}}}}
	refusal := func(meaning string) error { return &providers.Failure{Meaning: providers.Same(meaning)} }
	status := func(code int) broker.Result { return broker.Result{Response: providers.Response{Status: code}} }
	for _, c := range []struct {
		result broker.Result
		err    error
		blames bool
	}{
		{status(200), refusal("应用密钥不对"), true},
		{status(200), refusal("the App key is wrong"), true},
		{status(200), refusal("check app_key"), true},
		{status(200), refusal("没有这个接口"), false},
		{status(401), refusal("没有这个接口"), true},
		{status(403), fmt.Errorf("forbidden"), true},
		{status(500), fmt.Errorf("app_key"), false},
	} {
		assert.Equal(t, c.blames, blamesKeys(platform, c.result, c.err), c.err)
	}
}

// TestAFailureThatIsNoFaultOfTheKeys leads nowhere.
func TestAFailureThatIsNoFaultOfTheKeys(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	b.World.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultStatus500})
	p := show(b, "jdy.app-token", cred.ID)
	run(b, p)
	assert.True(t, p.right.result.object.Visible())
	assert.False(t, onScreen(p, "去改凭证"))
}

// TestNothingTypedIsLost lets the keyring refuse at each point.
func TestNothingTypedIsLost(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	cred := b.Add("jdy", "晨光商贸")
	keyring.Refuse(vault.ErrLocked)
	p := show(b, "jdy.request", cred.ID)
	typeInto(t, b, p, "path", "/jdy/v2/typed")
	assert.True(t, p.right.failed.Visible(), "reading for the preview")
	run(b, p)
	assert.True(t, p.right.result.object.Visible(), "reading for the call")
	assert.Equal(t, "/jdy/v2/typed", p.inputs["path"].Value())
	keyring.Refuse(nil)
	p.sign(nil)
	b.Settle()
	assert.False(t, p.right.failed.Visible())
	assert.Contains(t, p.signing.signed.Request.URL, "/jdy/v2/typed")
}

// TestLayout looks at every operation: for a credential with a long name and a token,
// and typed by hand.
func TestLayout(t *testing.T) {
	endless := strings.Repeat("Zm9vYmFy", 8)
	check := func(t *testing.T, _ *pagetest.Bench, cut []string) {
		t.Helper()
		for _, text := range cut {
			ends := strings.Contains(text, "Zm9vYmFy") || strings.Contains(text, "0123456789abcdef")
			assert.True(t, ends, "%q is cut", text)
		}
	}
	for _, platform := range pagetest.Registry() {
		for _, op := range platform.Operations {
			name := platform.ID + "." + op.ID
			t.Run(name, func(t *testing.T) {
				pagetest.EachLayout(t, func(t *testing.T, b *pagetest.Bench) core.Page {
					size := b.Window.Canvas().Size()
					b.Resize(size.Width, 1600)
					cred := b.AddWith(platform.ID, endless, sandbox.Demo().Values(platform.ID))
					subject := strings.Repeat("0123456789abcdef", 4)
					_, err := b.Vault.PutGrant(t.Context(), cred.ID, vault.Grant{Kind: "printer", Subject: subject, Name: endless}, nil)
					require.NoError(t, err)
					_, err = b.Vault.PutToken(t.Context(), cred.ID, vault.Token{
						Kind: platform.Tokens[0].Kind, Subject: subject, IssuedAt: b.Now(), ExpiresAt: b.Now().Add(9*time.Minute + 59*time.Second),
					}, vault.TokenSecret{Value: endless})
					require.NoError(t, err)
					return New(b.Ctx, name, cred.ID)
				}, check)
			})
			t.Run(name+" by hand", func(t *testing.T) {
				pagetest.EachLayout(t, func(_ *testing.T, b *pagetest.Bench) core.Page { return New(b.Ctx, name, "") }, check)
			})
		}
	}
}
