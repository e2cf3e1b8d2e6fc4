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

// TestWhatIsAddedBesideTheSandboxIsOfIt, and moves along, while nothing else is in use.
func TestWhatIsAddedBesideTheSandboxIsOfIt(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	assert.Empty(t, u.Context().NewBaseURL("kis"), "there is no sandbox")
	b.press("先用沙盒试试")
	base := u.Context().NewBaseURL("kis")
	require.NotEmpty(t, base)
	assert.Empty(t, u.Context().NewBaseURL("robot"), "this one does not play it")
	add := func(name, address string) vault.Credential {
		added, _, err := u.Context().Broker.AddCredential(t.Context(), broker.Draft{
			Platform: "kis", Name: name, BaseURL: address, Values: u.p.Sandbox.Accounts["kis"],
		})
		require.NoError(t, err)
		return added
	}
	mine := add("by hand", base)
	assert.Equal(t, shell.Sandbox, u.environment())
	b.stop()

	u = b.start(nil)
	moved, err := u.Context().Vault.Get(mine.ID)
	require.NoError(t, err)
	assert.NotEqual(t, base, moved.BaseURL)
	assert.Equal(t, moved.BaseURL, u.Context().NewBaseURL("kis"))
	add("real", "")
	assert.Empty(t, u.Context().NewBaseURL("kis"), "whoever has both says where a new one belongs")
}

// TestAKilledProgramLeavesNoDemoBehind, wherever it was killed while the sandbox moved.
func TestAKilledProgramLeavesNoDemoBehind(t *testing.T) {
	b := newBench(t, vault.StateReady)
	u := b.start(nil)
	b.press("先用沙盒试试")
	all := u.Context().Vault.List()
	next := map[string]string{"jdy": "http://127.0.0.1:1", "kis": "http://127.0.0.1:2"}
	require.NoError(t, u.keepDemo(next), "noted, and killed before anybody was told")
	b.stop()

	u = b.start(nil)
	require.NoError(t, u.keepDemo(next))
	_, _, err := u.Context().Broker.EditCredential(t.Context(), all[0].ID, broker.Draft{BaseURL: next[all[0].Platform]})
	require.NoError(t, err, "one was told")
	b.stop()

	u = b.start(nil)
	for _, c := range u.Context().Vault.List() {
		assert.Equal(t, u.sandbox[c.Platform], c.BaseURL)
	}
	require.NoError(t, u.keepDemo(u.sandbox))
	text, _ := u.Context().Vault.State(demoKey)
	assert.Len(t, readAddresses(text), len(u.sandbox), "what nobody calls any more is forgotten")
}
