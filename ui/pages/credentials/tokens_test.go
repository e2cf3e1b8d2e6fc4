package credentials

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

func TestToken(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	secret, err := b.Vault.TokenSecret(context.Background(), cred.ID, token.ID)
	require.NoError(t, err)
	p := show(b, "jdy", cred.ID)
	require.Len(t, p.detail.tokens.rows, 1)
	row := p.detail.tokens.rows[0]

	row.eye.Tapped(nil)
	b.Settle()
	assert.True(t, onScreen(p, secret.Value[:16]))
	b.Move(21 * time.Second)
	assert.False(t, onScreen(p, secret.Value[:16]))
	row.eye.Tapped(nil)
	b.Settle()
	row.eye.Tapped(nil)
	assert.False(t, onScreen(p, secret.Value[:16]))

	row.copier.Tapped(nil)
	b.Settle()
	assert.Equal(t, []pagetest.Copy{{Label: "app-token", Value: secret.Value, Secret: true}}, b.Copies)

	b.Move(23*time.Hour + 20*time.Minute)
	assert.True(t, row.renew.Visible(), "it ends soon")
	assert.False(t, row.renewQuietly.Visible())
	row.renew.Tapped(nil)
	assert.True(t, row.renew.Busy())
	b.Settle()
	assert.False(t, row.renew.Busy())
	assert.Equal(t, b.Now().Add(24*time.Hour).UTC(), b.Get(cred.ID).Tokens[0].ExpiresAt)
	assert.True(t, row.renewQuietly.Visible(), "the same row shows the new one")
	assert.Empty(t, b.Failures)

	b.Move(25 * time.Hour)
	assert.True(t, row.copier.Disabled(), "an expired one cannot be copied")
}

func TestRenewRefused(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	b.World.SetFault("jdy", sandbox.Fault{Kind: sandbox.FaultStatus500})
	p.detail.tokens.rows[0].renewQuietly.Tapped(nil)
	b.Settle()
	assert.Len(t, b.Failures, 1)
	assert.False(t, p.detail.tokens.rows[0].renewing)
}

// printer is a credential of an open app with a printer's token.
func printer(t *testing.T, b *pagetest.Bench) (vault.Credential, vault.Token) {
	t.Helper()
	cred := b.Add("yilianyun", "解放路店")
	_, err := b.Vault.PutGrant(context.Background(), cred.ID, vault.Grant{Kind: "printer", Subject: "4004683219", Name: "收银台"}, nil)
	require.NoError(t, err)
	token, err := b.Vault.PutToken(context.Background(), cred.ID, vault.Token{
		Kind: "access_token", Subject: "4004683219", IssuedAt: b.Now(), ExpiresAt: b.Now().AddDate(0, 0, 2),
		RefreshExpiresAt: b.Now().AddDate(0, 0, 7),
	}, vault.TokenSecret{Value: "token", Refresh: "refresh"})
	require.NoError(t, err)
	return cred, token
}

func TestADailyQuotaIsNotUsedUnasked(t *testing.T) {
	b := pagetest.New(t)
	cred, _ := printer(t, b)
	p := show(b, "yilianyun", cred.ID)
	assert.Equal(t, "收银台 · access_token", p.detail.tokens.rows[0].name.Text())
	p.Refresh()
	b.Settle()
	require.Len(t, b.Questions, 1)
	assert.Contains(t, b.Questions[0].Body, "0/20")
	b.Questions[0].Answer(false)
	b.Settle()
	assert.Empty(t, b.World.Requests("yilianyun"))
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Len(t, b.World.Requests("yilianyun"), 1)
	assert.Len(t, b.Failures, 1, "the sandbox never issued that one")
}

func TestForgetAndRemove(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("jdy", "晨光商贸")
	token := issue(t, b, cred, "app-token")
	p := show(b, "jdy", cred.ID)
	p.detail.more.Tapped(nil)
	assert.NotNil(t, b.Window.Canvas().Overlays().Top(), "the menu")
	b.Window.Canvas().Overlays().Remove(b.Window.Canvas().Overlays().Top())

	p.detail.askForget(token)
	b.Questions[0].Answer(false)
	b.Settle()
	assert.Len(t, b.Get(cred.ID).Tokens, 1)
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Empty(t, b.Get(cred.ID).Tokens)
	assert.Empty(t, p.detail.tokens.rows)

	p.detail.askRemove()
	b.Questions[1].Answer(true)
	b.Settle()
	assert.Empty(t, b.Vault.List())
	assert.True(t, p.empty.Visible())
	assert.Len(t, b.Toasts, 1)
}

func TestGrants(t *testing.T) {
	b := pagetest.New(t)
	cred := b.Add("kis", "明德会计")
	for _, netID := range []string{"1", "2"} {
		_, err := b.Vault.PutGrant(context.Background(), cred.ID, vault.Grant{
			Kind: "instance", Subject: netID, Name: "KIS " + netID, Selected: netID == "1",
			Public: map[string]string{"netid": netID, "server_url": "http://203.0.113.10"},
		}, nil)
		require.NoError(t, err)
	}
	p := show(b, "kis", cred.ID)
	assert.True(t, onScreen(p, "使用中"))
	assert.True(t, onScreen(p, "未加密"))
	p.detail.grants.use(b.Get(cred.ID).Grants[1])
	b.Settle()
	assert.True(t, b.Get(cred.ID).Grants[1].Selected)
	assert.Contains(t, p.detail.about.Text(), "KIS 2")

	p.detail.grants.askRemove(b.Get(cred.ID).Grants[0], "KIS 1")
	b.Questions[0].Answer(true)
	b.Settle()
	assert.Len(t, b.Get(cred.ID).Grants, 1)
	assert.False(t, onScreen(p, "使用中"), "where there is one, there is nothing to choose")
	b.Picture("credentials-kis", 1)
}
