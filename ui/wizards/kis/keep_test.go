package kis

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
)

// again is the wizard in the next window, of which only what was kept is known.
func (d *desk) again() {
	text := d.memory.Keep()
	d.leave()
	d.memory = &Memory{}
	d.memory.Restore(text)
	d.open("")
}

// TestWhatIsNotSecretOutlivesTheWindow and a line says what has to be typed once more.
func TestWhatIsNotSecretOutlivesTheWindow(t *testing.T) {
	d := newDesk(t)
	d.open("")
	assert.Empty(t, d.memory.Keep(), "nothing typed")
	d.fill(demo(account.EID))
	text := d.memory.Keep()
	for _, secret := range []string{account.AuthToken, account.ClientSecret} {
		assert.NotContains(t, text, secret)
	}
	d.again()
	assert.Equal(t, account.EID, d.page.flow.values[eidField])
	assert.Equal(t, account.ClientID, d.page.flow.values[idField])
	d.sees("没存的密钥没有留下")
	d.again()
	assert.Equal(t, account.EID, d.page.flow.values[eidField], "the window after that")
	d.fill(map[string]string{tokenField: account.AuthToken, keyField: account.ClientSecret})
	d.enter()
	d.sees("选一个产品")
	d.enter()
	d.sees("绑好了")
	assert.Empty(t, d.memory.Keep(), "done")
}

// TestWhatWasKeptWaitsWhileNobodyComes to the wizard.
func TestWhatWasKeptWaitsWhileNobodyComes(t *testing.T) {
	m := &Memory{flow: newFlow("", "")}
	m.flow.set(eidField, account.EID)
	text := m.Keep()
	next := &Memory{}
	next.Restore(text)
	assert.JSONEq(t, text, next.Keep())
}

// FuzzRestore never fails, and never takes a secret out of what lies open on the disk.
func FuzzRestore(f *testing.F) {
	f.Add(`{"Values":{"eid":"1234567","client_secret":"x"},"Forgot":true}`)
	f.Add("[")
	f.Fuzz(func(t *testing.T, text string) {
		m := &Memory{}
		m.Restore(text)
		if m.kept == nil {
			return
		}
		values := m.kept.flow("").values
		for _, name := range secrets {
			assert.Empty(t, values[name])
		}
	})
}

// TestAKeptAccountThatIsGone begins anew.
func TestAKeptAccountThatIsGone(t *testing.T) {
	d := newDesk(t)
	d.open(d.Add(sandbox.KIS, "明德会计").ID)
	d.fill(map[string]string{tokenField: account.AuthToken})
	text := d.memory.Keep()
	d.leave()
	d.memory = &Memory{}
	d.memory.Restore(text)
	require.NoError(t, d.Vault.Remove(t.Context(), d.Vault.List()[0].ID))
	d.open("")
	assert.Empty(t, d.page.flow.stored)
}
