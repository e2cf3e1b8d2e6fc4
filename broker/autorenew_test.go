package broker_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func TestChoiceOutlivesTheTokenAndIsShared(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	first := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	second := pair(h, cred, sandbox.Demo().YilianyunSelf.MachineCode)
	assert.False(t, h.broker.AutoRenews(cred, first), "off by default")
	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, first.ID, true))
	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, first.ID, true))
	assert.Equal(t, 1, count[broker.AutoRenewChanged](h), "told when it changes")

	_, err := h.broker.Renew(bg, cred.ID, first.ID)
	require.NoError(t, err)
	_, other := h.another(t)
	now, err := other.Vault().Get(cred.ID)
	require.NoError(t, err)
	for _, token := range now.Tokens {
		assert.Equal(t, token.ID == first.ID, other.AutoRenews(now, token), token.Subject)
		token.ID = "another"
		assert.Equal(t, token.Subject == first.Subject, other.AutoRenews(now, token), "whatever ID it has")
	}
	require.NoError(t, other.SetAutoRenew(bg, cred.ID, second.ID, true))
	require.NoError(t, other.SetAutoRenew(bg, cred.ID, first.ID, false))
	assert.False(t, h.broker.AutoRenews(now, first))
	assert.True(t, h.broker.AutoRenews(now, second))
}

func TestChoiceGoesWithItsToken(t *testing.T) {
	h := newHouse(t)
	cred := h.add("robot", "客服机器人")
	issue := func() vault.Token {
		_, err := h.broker.Issue(bg, cred.ID, "access_token")
		require.NoError(t, err)
		token, _ := h.token(cred, "access_token")
		return token
	}
	token := issue()
	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, token.ID, true))
	require.NoError(t, h.broker.Forget(bg, cred.ID, token.ID))
	token = issue()
	assert.False(t, h.broker.AutoRenews(cred, token))

	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, token.ID, true))
	_, kept := h.vault.State("auto-renew")
	require.True(t, kept)
	require.NoError(t, h.broker.RemoveCredential(bg, cred.ID))
	_, kept = h.vault.State("auto-renew")
	assert.False(t, kept)
}

// A printer that is unbound takes its token along, past the broker.
func TestKeeperDropsTheChoiceOfWhatIsGone(t *testing.T) {
	k := newKeeping(t)
	cred := k.paired()
	require.NoError(t, k.vault.RemoveGrant(bg, cred.ID, cred.Grants[0].ID))
	k.timers.Pass(5 * time.Minute)
	token := pair(k.house, cred, sandbox.Demo().Yilianyun.MachineCode)
	assert.False(t, k.broker.AutoRenews(cred, token))
}

func TestWhatCanBeRenewedByItself(t *testing.T) {
	h := newHouse(t)
	open := h.add("yilianyun", "解放路店")
	token := pair(h, open, sandbox.Demo().Yilianyun.MachineCode)
	assert.True(t, h.broker.CanAutoRenew(open, token))
	require.NoError(t, h.broker.SetAutoRenew(bg, open.ID, token.ID, true))
	h.clock.Move(36 * days)
	assert.False(t, h.broker.CanAutoRenew(open, token), "only binding again helps")
	require.ErrorIs(t, h.broker.SetAutoRenew(bg, open.ID, token.ID, true), broker.ErrBindAgain)
	require.NoError(t, h.broker.SetAutoRenew(bg, open.ID, token.ID, false))

	self, _, err := h.broker.AddCredential(bg, broker.Draft{
		Platform: "yilianyun", Name: "总部", Values: providers.Values(sandbox.Demo().Values(sandbox.YilianyunSelf)),
	})
	require.NoError(t, err)
	_, err = h.broker.Issue(bg, self.ID, "access_token")
	require.NoError(t, err)
	never, _ := h.token(self, "access_token")
	assert.False(t, h.broker.CanAutoRenew(self, never))
	require.ErrorIs(t, h.broker.SetAutoRenew(bg, self.ID, never.ID, true), broker.ErrNotRenewable)
	require.ErrorIs(t, h.broker.SetAutoRenew(bg, self.ID, "none", true), vault.ErrNotFound)
	assert.False(t, h.broker.CanAutoRenew(vault.Credential{Platform: "unknown"}, token))

	over, cancel := context.WithCancel(bg)
	cancel()
	require.ErrorIs(t, h.broker.SetAutoRenew(over, open.ID, token.ID, true), context.Canceled)
}

func TestChoiceWakesWhoWatchesTheVault(t *testing.T) {
	h := newHouse(t)
	cred := h.add("robot", "客服机器人")
	_, err := h.broker.Issue(bg, cred.ID, "access_token")
	require.NoError(t, err)
	token, _ := h.token(cred, "access_token")
	other, otherBroker := h.another(t)
	changes, stop := other.Changes()
	t.Cleanup(stop)
	require.NoError(t, h.broker.SetAutoRenew(bg, cred.ID, token.ID, true))
	select {
	case <-changes:
	case <-time.After(time.Minute):
		require.Fail(t, "nothing was noticed")
	}
	assert.True(t, otherBroker.AutoRenews(cred, token))
}

// A running keeper takes up what another process chose.
func TestKeeperNoticesTheChoiceOfAnotherProcess(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.timers.Pass(110 * time.Minute)
	_, other := k.another(t)
	require.NoError(t, other.SetAutoRenew(bg, cred.ID, cred.Tokens[0].ID, true))
	require.Eventually(t, func() bool {
		k.timers.Settle()
		return k.age(cred) == 0
	}, time.Minute, time.Millisecond)
}

func count[E broker.Event](h *house) (n int) {
	for _, e := range h.seen() {
		if _, ok := e.(E); ok {
			n++
		}
	}
	return n
}
