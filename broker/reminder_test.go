package broker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// soonToken is what is said of the credential's only token.
func (k *keeping) soonToken(cred vault.Credential, state broker.Health) broker.SoonToken {
	k.t.Helper()
	token := k.now(cred).Tokens[0]
	return broker.SoonToken{Credential: cred.ID, Kind: token.Kind, Subject: token.Subject, State: state, ExpiresAt: token.ExpiresAt}
}

// heard takes what was said since.
func (k *keeping) heard() [][]broker.SoonToken {
	said := k.said
	k.said = nil
	return said
}

func TestEachExpiryIsToldOnce(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	soon, expired := k.soonToken(cred, broker.Soon), k.soonToken(cred, broker.Expired)
	k.timers.Pass(105*time.Minute - time.Second)
	assert.Empty(t, k.said)
	k.timers.Pass(time.Second)
	assert.Equal(t, [][]broker.SoonToken{{soon}}, k.heard())
	k.timers.Pass(15*time.Minute - time.Second)
	assert.Empty(t, k.said)
	k.timers.Pass(time.Second)
	assert.Equal(t, [][]broker.SoonToken{{expired}}, k.heard())
	k.timers.Pass(48 * time.Hour)
	assert.Empty(t, k.said)

	_, err := k.broker.Renew(bg, cred.ID, cred.Tokens[0].ID)
	require.NoError(t, err)
	k.timers.Pass(2 * time.Hour)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Soon)}, {k.soonToken(cred, broker.Expired)}}, k.heard(), "another expiry")
}

func TestWhatComesTogetherIsToldTogether(t *testing.T) {
	k := newKeeping(t)
	first, second := k.issued("robot", "一", "access_token"), k.issued("robot", "二", "access_token")
	k.timers.Pass(105 * time.Minute)
	require.Len(t, k.said, 1)
	assert.ElementsMatch(t, []broker.SoonToken{k.soonToken(first, broker.Soon), k.soonToken(second, broker.Soon)}, k.said[0])
}

func TestWhatIsSoonAtTheStartIsToldOnceInAllStarts(t *testing.T) {
	k := newKeeping(t)
	k.keeper.Stop()
	cred := k.issued("robot", "客服机器人", "access_token")
	k.clock.Move(110 * time.Minute)
	for range 3 {
		keeper := k.keep(k.broker)
		k.timers.Pass(time.Minute)
		keeper.Stop()
	}
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Soon)}}, k.heard())
	k.clock.Move(time.Hour)
	_, other := k.another(t)
	k.keep(other)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Expired)}}, k.heard())
	k.clock.Move(-time.Hour)
	k.keep(k.broker)
	assert.Empty(t, k.heard(), "who knows that it expired is not told that it will")
}

// After the refresh token's end only binding again helps, which takes a visit.
func TestEndOfARefreshTokenIsToldFiveDaysAhead(t *testing.T) {
	k := newKeeping(t)
	cred := k.add("yilianyun", "解放路店")
	token := pair(k.house, cred, sandbox.Demo().Yilianyun.MachineCode)
	k.timers.Pass(27 * days)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Soon)}}, k.heard())
	k.timers.Pass(3*days - time.Second)
	assert.Empty(t, k.said)
	k.timers.Pass(time.Second)
	refresh := k.soonToken(cred, broker.Soon)
	refresh.Refresh, refresh.ExpiresAt = true, token.RefreshExpiresAt
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Expired), refresh}}, k.heard())
	k.timers.Pass(30 * days)
	assert.Empty(t, k.said)
}

// While there is time to try again, nobody need know of a failure.
func TestFailedRenewalIsToldHalfWay(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultStatus500})
	k.timers.Pass(111 * time.Minute)
	assert.NotEmpty(t, k.failures())
	assert.Empty(t, k.said)
	k.timers.Pass(time.Minute)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Soon)}}, k.heard())
	k.timers.Pass(time.Hour)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Expired)}}, k.heard())
}

// What can be renewed only by a person is told like any other, whatever the
// choice says.
func TestChoiceThatCannotBeKeptSilencesNothing(t *testing.T) {
	k := newKeeping(t)
	cred := k.paired()
	k.keeper.Stop()
	k.clock.Move(36 * days)
	k.keep(k.broker)
	assert.Equal(t, [][]broker.SoonToken{{k.soonToken(cred, broker.Expired)}}, k.heard())
}

func TestForgottenTokensAreForgottenByTheReminders(t *testing.T) {
	k := newKeeping(t)
	first, second := k.issued("robot", "一", "access_token"), k.issued("kis", "二", "access_token")
	k.timers.Pass(105 * time.Minute)
	require.NoError(t, k.broker.RemoveCredential(bg, first.ID))
	k.timers.Pass(time.Minute)
	_, err := k.broker.Renew(bg, second.ID, second.Tokens[0].ID)
	require.NoError(t, err)
	k.timers.Pass(time.Hour)
	state, _ := k.vault.State("told")
	assert.NotContains(t, string(state), first.ID)
	assert.Contains(t, string(state), second.ID)
}
