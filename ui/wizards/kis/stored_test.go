package kis

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
)

// later stores an account that the platform has not named a product of.
func (d *desk) later() {
	d.t.Helper()
	d.World.SetFault(sandbox.KIS, sandbox.Fault{Kind: sandbox.FaultRefuse, Code: 301, Times: 1})
	d.open("")
	d.fill(demo(account.EID))
	d.enter()
	d.sees("先把账号存下来")
	d.page.saveLater()
	d.Settle()
	require.Len(d.t, d.Vault.List(), 1)
	d.leave()
}

// TestAnAccountStoredForLaterIsChosen when a person comes back, and bound instead of a second one.
func TestAnAccountStoredForLaterIsChosen(t *testing.T) {
	d := newDesk(t)
	d.later()
	stored := d.Vault.List()[0]
	d.open("")
	assert.Equal(t, stored.ID, d.page.flow.stored)
	d.sees(stored.Name)
	d.enter()
	d.enter()
	d.sees("绑好了")
	cred, _ := d.bound()
	assert.Equal(t, stored.ID, cred.ID)
	d.leave()
	d.open("")
	assert.Empty(t, d.page.flow.stored, "nothing is left to bind: another account is meant")
}

// TestTheSameAccountIsNotStoredTwice: a person is told, and goes on with the stored one.
func TestTheSameAccountIsNotStoredTwice(t *testing.T) {
	d := newDesk(t)
	d.later()
	stored := d.Vault.List()[0]
	d.open("")
	d.page.flow.use("")
	d.page.draw()
	d.fill(demo(account.EID))
	sent := len(d.World.Requests(sandbox.KIS))
	d.enter()
	require.Len(t, d.Questions, 1)
	assert.Equal(t, "这个账号存过", d.Questions[0].Title)
	assert.Contains(t, d.Questions[0].Body, stored.Name)
	assert.False(t, d.Questions[0].Loss)
	d.Questions[0].Answer(false)
	assert.Len(t, d.World.Requests(sandbox.KIS), sent, "nothing is sent")
	assert.Equal(t, account.AuthToken, d.page.flow.values[tokenField], "what was typed stays")
	d.Questions[0].Answer(true)
	d.Settle()
	d.sees("选一个产品")
	d.enter()
	cred, _ := d.bound()
	assert.Equal(t, stored.ID, cred.ID)
	assert.Equal(t, map[string]string{tokenField: account.AuthToken, keyField: account.ClientSecret}, d.secretsOf(cred))
}
