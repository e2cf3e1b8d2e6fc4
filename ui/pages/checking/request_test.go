package checking

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

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
	"keycase/vault"
)

var errRefused = errors.New("refused")

func inputNamed(name string) func(*parts.Input) bool {
	return func(in *parts.Input) bool { return in.Field.Name == name }
}

// signed is a call as this program makes it, with examples for what a credential
// does not hold.
func signed(t *testing.T, b *pagetest.Bench, platform string, op *providers.Operation, credential string) providers.Signed {
	t.Helper()
	values := examples(op)
	its, err := b.Broker.Registry().Platform(platform)
	require.NoError(t, err)
	for _, field := range its.Fields {
		delete(values, field.Name)
	}
	s, err := b.Broker.Sign(context.Background(), broker.Call{Operation: platform + "." + op.ID, Credential: credential, Values: values})
	require.NoError(t, err)
	return s.Signed
}

// Whatever was open before: a pasted call is recognised, with the credential that it
// was signed with, and nothing is wrong with it.
func TestPastedCallsAreRecognised(t *testing.T) {
	b := pagetest.New(t)
	b.Production()
	credentials := map[string]string{}
	for _, platform := range b.Broker.Registry() {
		credentials[platform.ID] = b.Add(platform.ID, platform.ID).ID
	}
	for _, platform := range b.Broker.Registry() {
		for i := range platform.Operations {
			op := &platform.Operations[i]
			if !op.Sends {
				continue
			}
			name := platform.ID + "." + op.ID
			t.Run(name, func(t *testing.T) {
				s := signed(t, b, platform.ID, op, credentials[platform.ID])
				code, err := snippet.Ready("bash", s)
				require.NoError(t, err)
				p := show(b, "", "")
				paste(b, p, code.Text)
				if name != "yilianyun.request" { // which sends what the other operations do
					assert.Equal(t, name, p.call.platform.ID+"."+p.call.op.ID)
				}
				assert.Equal(t, platform.ID, p.call.platform.ID)
				require.NotNil(t, p.cred)
				assert.Equal(t, credentials[platform.ID], p.cred.ID)
				assert.Equal(t, curl, p.kind)
				assert.Equal(t, "签名是对的", p.right.verdict.title.Text(), screen(p))
				for _, secret := range append(secretsIn(platform.ID), s.Request.Sensitive...) {
					assert.NotContains(t, screen(p), secret)
					assert.NotContains(t, test.RenderObjectToMarkup(p.Content()), secret)
				}
				p.Hidden()
			})
		}
	}
}

// secretsIn are those of the sandbox's credential.
func secretsIn(platform string) (secrets []string) {
	p, _ := pagetest.Registry().Platform(platform)
	for _, f := range p.Fields {
		if v := sandbox.Demo().Values(platform)[f.Name]; f.Secret && v != "" {
			secrets = append(secrets, v)
		}
	}
	return secrets
}

// A string to sign may hold the secret itself; it is named and not shown.
func TestSecretsInWhatIsPastedAreNotShown(t *testing.T) {
	b := pagetest.New(t)
	for operation, values := range map[string]func(providers.Values) string{
		"yilianyun.client-token": func(v providers.Values) string { return v["client_id"] + "1670305064" + v["client_secret"] },
		"kis.access-token": func(v providers.Values) string {
			return v["client_id"] + v["client_secret"] + "2022-12-06 13:37:43" + v["auth_token"]
		},
	} {
		platform, _, err := b.Broker.Registry().Operation(operation)
		require.NoError(t, err)
		p := show(b, operation, b.Add(platform.ID, operation).ID)
		signedAt(b, p, map[string]string{"now": "1670305063"})
		if p.form.env["state"].Visible() {
			signedAt(b, p, map[string]string{"state": "AAAAAAAAAAAAAAAA"})
		}
		paste(b, p, values(sandbox.Demo().Values(platform.ID)))
		assert.Equal(t, stringToSign, p.kind, operation)
		assert.True(t, p.right.steps.Visible(), operation+screen(p))
		for _, secret := range secretsIn(platform.ID) {
			assert.NotContains(t, screen(p), secret, operation)
		}
	}
	assert.Empty(t, fyne.CurrentApp().Preferences().String(languageKey))
}

// Without a credential, a whole request needs the keys and nothing else.
func TestRequestByHandAsksForTheKeys(t *testing.T) {
	b := pagetest.New(t)
	b.Production()
	cred := b.Add("yilianyun", "店")
	_, op, err := b.Broker.Registry().Operation("yilianyun.client-token")
	require.NoError(t, err)
	code, err := snippet.Ready("bash", signed(t, b, "yilianyun", op, cred.ID))
	require.NoError(t, err)
	require.NoError(t, b.Vault.Remove(context.Background(), cred.ID))

	p := show(b, "", "")
	paste(b, p, code.Text)
	assert.Equal(t, "还差几个值", p.right.verdict.title.Text())
	require.Len(t, p.form.shown, 1)
	assert.Equal(t, "client_secret", p.form.shown[0].Field.Name)
	enter(t, b, p, providers.Values{"client_secret": sandbox.Demo().Values("yilianyun")["client_secret"]})
	assert.Equal(t, "签名是对的", p.right.verdict.title.Text())
}

// The code that is handed out is right, and holds no secret.
func TestCodeIsHandedOut(t *testing.T) {
	b := pagetest.New(t)
	p := show(b, "", "")
	p.showExample()
	b.Settle()
	m := p.right.mend
	assert.False(t, m.code.Visible())
	m.open.Tapped(nil)
	assert.True(t, m.code.Visible())
	m.tabs.OnChanged(1)
	m.copy()
	require.Len(t, b.Copies, 1)
	assert.Equal(t, "Python", m.targets[1].Label)
	assert.Contains(t, m.codes[m.targets[m.tabs.Selected()].ID], b.Copies[0].Value)
	assert.NotContains(t, b.Copies[0].Value, example.values["client_secret"])
	assert.Equal(t, "python", fyne.CurrentApp().Preferences().String(languageKey))
	again := show(b, "", "")
	assert.Equal(t, 1, again.right.mend.tabs.Selected(), "the language is remembered")
}

// Of several credentials the one is taken that the request names.
func TestTheCredentialOfARequestIsFound(t *testing.T) {
	b := pagetest.New(t)
	b.Production()
	first := b.Add("jdy", "先用的")
	values := maps.Clone(sandbox.Demo().Values("jdy"))
	values["client_id"], values["client_secret"] = "987654", "fedcba9876543210fedcba9876543210"
	second := b.AddWith("jdy", "后来的", values)
	require.NoError(t, b.Vault.Touch(first.ID))
	_, op, err := b.Broker.Registry().Operation("jdy.app-token")
	require.NoError(t, err)
	code, err := snippet.Ready("bash", signed(t, b, "jdy", op, second.ID))
	require.NoError(t, err)

	p := show(b, "", "")
	require.Equal(t, first.ID, p.cred.ID)
	paste(b, p, code.Text)
	assert.Equal(t, second.ID, p.cred.ID)
	assert.Equal(t, "签名是对的", p.right.verdict.title.Text())

	p.form.credential.OnChanged(slices.IndexFunc(p.credentials(), func(c vault.Credential) bool { return c.ID == first.ID }))
	b.Settle()
	assert.NotEqual(t, "签名是对的", p.right.verdict.title.Text(), "signed with the other secret")

	require.NoError(t, b.Vault.Remove(context.Background(), first.ID))
	p.Reload()
	b.Settle()
	assert.Nil(t, p.cred)
	assert.Equal(t, "还差几个值", p.right.verdict.title.Text())
}
