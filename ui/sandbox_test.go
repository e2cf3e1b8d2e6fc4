package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/ui/shell"
	"keycase/vault"
)

const demoName = "金蝶云·星辰（沙盒）"

func TestSandboxIsFilledAndFoundAgain(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	assert.Equal(t, shell.Production, u.environment())
	b.press("先用沙盒试试")
	assert.Equal(t, shell.Sandbox, u.environment())
	assert.Contains(t, b.texts(), "沙盒里备好了 2 个演示凭证")
	all := u.Context().Vault.List()
	require.Len(t, all, 2)
	assert.Equal(t, demoName, all[0].Name)
	_, err := u.Context().Broker.Issue(t.Context(), all[0].ID, "app-token")
	require.NoError(t, err, "its keys are accepted where it points to")
	before := all[0].BaseURL
	b.stop()

	again := b.start(nil)
	assert.Equal(t, shell.Sandbox, again.environment(), "it is played again for what is left of it")
	moved, err := again.Context().Vault.Find(demoName)
	require.NoError(t, err)
	assert.NotEqual(t, before, moved.BaseURL)
	_, err = again.Context().Broker.Issue(t.Context(), moved.ID, "app-token")
	require.NoError(t, err)
	b.stop()

	third := b.start(nil)
	movedTwice, err := third.Context().Vault.Find(demoName)
	require.NoError(t, err)
	assert.NotEqual(t, moved.BaseURL, movedTwice.BaseURL, "each time")
}

// TestOnlyWhatTheSandboxBroughtIsMoved has the keys of the sandbox in credentials
// that call servers of one's own.
func TestOnlyWhatTheSandboxBroughtIsMoved(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	b.press("先用沙盒试试")
	const own, other = "http://127.0.0.1:9", "http://127.0.0.1:10"
	add := func(name, address string) vault.Credential {
		added, _, err := u.Context().Broker.AddCredential(t.Context(), broker.Draft{
			Platform: "jdy", Name: name, BaseURL: address, Values: u.p.Sandbox.Accounts["jdy"],
		})
		require.NoError(t, err)
		return added
	}
	mine := add("by hand", own)
	changed, err := u.Context().Vault.Find("金蝶 KIS（沙盒）")
	require.NoError(t, err)
	_, _, err = u.Context().Broker.EditCredential(t.Context(), changed.ID, broker.Draft{BaseURL: other})
	require.NoError(t, err)
	b.stop()

	again := b.start(nil)
	address := func(id string) string {
		c, err := again.Context().Vault.Get(id)
		require.NoError(t, err)
		return c.BaseURL
	}
	assert.Equal(t, own, address(mine.ID))
	assert.Equal(t, other, address(changed.ID), "what was led elsewhere by hand stays there")
	demo, err := again.Context().Vault.Find(demoName)
	require.NoError(t, err)
	require.NoError(t, again.Context().Broker.RemoveCredential(t.Context(), demo.ID))
	b.stop()

	b.start(func(p *Params) {
		p.Sandbox.Start = func() (map[string]string, error) {
			t.Error("nothing is left of it")
			return nil, vault.ErrNotFound
		}
	})
}

func TestProductionIsToldBesideTheSandbox(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	b.press("先用沙盒试试")
	_, _, err := u.Context().Broker.AddCredential(t.Context(), broker.Draft{
		Platform: "jdy", Name: "real", Values: u.p.Sandbox.Accounts["jdy"],
	})
	require.NoError(t, err)
	b.settle()
	assert.Equal(t, shell.Production, u.environment(), "its calls leave this machine")
}
