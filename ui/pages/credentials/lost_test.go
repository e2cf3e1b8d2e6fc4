package credentials

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
	"keycase/vault"
)

// lose makes the keyring forget everything but one item, by which it can be told
// from another one, and a repair take note of it.
func lose(t *testing.T, b *pagetest.Bench, k *pagetest.Keyring) {
	t.Helper()
	k.Lose()
	b.Add("kis", "另一家")
	report, err := b.Vault.Examine(t.Context())
	require.NoError(t, err)
	require.NoError(t, b.Vault.Repair(t.Context(), report))
}

func TestLostSecretsAreNotShownAsIfTheyWereThere(t *testing.T) {
	k := pagetest.NewKeyring()
	b := pagetest.NewOn(t, k)
	cred := b.Add("kis", "明德会计")
	_, err := b.Vault.PutGrant(t.Context(), cred.ID, vault.Grant{Kind: "instance", Subject: "4004", Name: "总账"}, map[string]string{"key": "x"})
	require.NoError(t, err)
	p := show(b, "kis", cred.ID)
	secret := cred.Secrets[0]
	assert.False(t, p.detail.fields.refill.Visible())
	assert.False(t, onScreen(p, "密钥丢了"))

	lose(t, b, k)
	p.Reload()
	require.True(t, b.Get(cred.ID).Lost)
	assert.Contains(t, p.detail.fields.at(secret).AccessibilityLabel(), "密钥丢了，等着重新填")
	assert.True(t, onScreen(p, "密钥丢了，要重新绑定"), "the binding as well")
	it := p.items.held[cred.ID].shown
	assert.Equal(t, "密钥丢了，等着重新填", it.Detail)
	assert.Equal(t, widgets.StatusExpired, it.Status)
	b.CheckLayout()
	b.Picture("credential-lost-zh-light", 1)

	p.detail.fields.refill.Tapped(nil)
	require.NotEmpty(t, b.Went)
	assert.Equal(t, "edit "+cred.ID, b.Went[len(b.Went)-1])
}

func TestALostBindingAloneIsMarked(t *testing.T) {
	b := pagetest.New(t)
	c := vault.Credential{Platform: "kis", Grants: []vault.Grant{{Kind: "instance", Lost: true}}}
	assert.Equal(t, "密钥丢了，要重新绑定", summarize(b.Ctx.Text, b.Broker, c, "", b.Now()).text)
}
