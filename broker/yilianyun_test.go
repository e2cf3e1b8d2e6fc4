package broker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func pair(h *house, cred vault.Credential, machine string) vault.Token {
	h.t.Helper()
	_, err := h.broker.Run(bg, broker.Call{Operation: "yilianyun.scan-code", Credential: cred.ID, Values: providers.Values{
		"machine_code": machine, "qr_key": h.world.PrintQRKey(machine),
	}})
	require.NoError(h.t, err)
	now, err := h.vault.Get(cred.ID)
	require.NoError(h.t, err)
	token, ok := broker.FindToken(now, "access_token", machine)
	require.True(h.t, ok)
	return token
}

func TestPairingGivesAPrinterAndItsToken(t *testing.T) {
	h := newHouse(t)
	machine := sandbox.Demo().Yilianyun.MachineCode
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, machine)
	assert.Equal(t, 30*24*time.Hour, token.ExpiresAt.Sub(token.IssuedAt))
	assert.Equal(t, 35*24*time.Hour, token.RefreshExpiresAt.Sub(token.IssuedAt))
	stored, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, stored.Grants, 1)
	assert.Equal(t, machine, stored.Grants[0].Subject)

	renewal := h.broker.RenewalOf(stored, token)
	assert.Equal(t, "yilianyun.refresh", renewal.Operation)
	assert.Equal(t, broker.Usage{Used: 1, Limit: 20}, renewal.Quota, "fetching and refreshing share one quota")
}

func TestRefreshReplacesBothTokens(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	old := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	before, err := h.vault.TokenSecret(bg, cred.ID, old.ID)
	require.NoError(t, err)
	h.clock.Move(29 * 24 * time.Hour)
	_, err = h.broker.Renew(bg, cred.ID, old.ID)
	require.NoError(t, err)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, now.Tokens, 1, "in the place of the old one")
	after, err := h.vault.TokenSecret(bg, cred.ID, now.Tokens[0].ID)
	require.NoError(t, err)
	assert.NotEqual(t, before.Value, after.Value)
	assert.NotEqual(t, before.Refresh, after.Refresh)
	assert.Equal(t, h.clock.Now().Add(30*24*time.Hour), now.Tokens[0].ExpiresAt.In(time.UTC))
}

func TestRefreshTokenThatIsOverLeavesBindingAgain(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	old := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	h.clock.Move(36 * 24 * time.Hour)
	_, err := h.broker.Renew(bg, cred.ID, old.ID)
	require.ErrorIs(t, err, broker.ErrBindAgain)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Empty(t, h.broker.RenewalOf(now, now.Tokens[0]).Operation)
}

func TestTwentyADayAndTheNextDayAgain(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	for range 19 {
		_, err := h.broker.Renew(bg, cred.ID, token.ID)
		require.NoError(t, err)
	}
	_, err := h.broker.Renew(bg, cred.ID, token.ID)
	var quota *broker.QuotaError
	require.ErrorAs(t, err, &quota)
	midnight := time.Date(2026, 3, 3, 0, 0, 0, 0, providers.ChinaTime)
	assert.True(t, quota.Until.Equal(midnight), quota.Until)

	h.clock.Move(midnight.Sub(h.clock.Now()))
	_, err = h.broker.Renew(bg, cred.ID, token.ID)
	require.NoError(t, err)
}

func TestSelfOwnedTokenNeverExpires(t *testing.T) {
	h := newHouse(t)
	values := providers.Values(sandbox.Demo().Values(sandbox.YilianyunSelf))
	cred, _, err := h.broker.AddCredential(bg, broker.Draft{Platform: "yilianyun", Name: "总部自有应用", Values: values})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	token, _ := h.token(cred, "access_token")
	assert.True(t, token.Never)
	h.clock.Move(400 * 24 * time.Hour)
	kind, _ := registry()[3].TokenKind("access_token")
	assert.Equal(t, broker.Never, broker.HealthOf(kind, token, h.clock.Now()))

	_, err = h.broker.Run(bg, broker.Call{Operation: "yilianyun.add-printer", Credential: cred.ID, Values: providers.Values{
		"machine_code": sandbox.Demo().YilianyunSelf.MachineCode, "msign": sandbox.DemoMsign, "print_name": "后厨",
	}})
	require.NoError(t, err)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, now.Grants, 1)
	assert.Equal(t, "后厨", now.Grants[0].Name)
}

func TestOpenAppCannotIssueWithoutAPrinter(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	_, err := h.broker.Issue(bg, cred.ID, "access_token")
	require.ErrorIs(t, err, broker.ErrBindAgain)
}

func TestTwoPrintersKeepTheirTokensApart(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	first := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	second := pair(h, cred, sandbox.Demo().YilianyunSelf.MachineCode)
	assert.NotEqual(t, first.ID, second.ID)
	_, err := h.broker.Renew(bg, cred.ID, first.ID)
	require.NoError(t, err)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	require.Len(t, now.Tokens, 2)
	kept, ok := broker.FindToken(now, "access_token", second.Subject)
	require.True(t, ok)
	assert.Equal(t, second.IssuedAt, kept.IssuedAt)
}

func TestRobotPairsStayApart(t *testing.T) {
	h := newHouse(t)
	cred := h.add("robot", "华东客服机器人")
	_, err := h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	result, err := h.broker.Run(bg, broker.Call{Operation: "robot.request", Credential: cred.ID, Values: providers.Values{
		"method": "POST", "path": "/ocr/invoice", "body": `{"image":"…"}`,
	}})
	require.NoError(t, err)
	demo := sandbox.Demo().Robot
	assert.NotContains(t, result.Signed.Request.URL, demo.SecretKey)
	assert.Contains(t, result.Signed.Request.URL, demo.AppSecret)
	assert.NotContains(t, result.Signed.Request.Masked().URL, demo.AppSecret)
}
