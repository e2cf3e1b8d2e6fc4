package broker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/vault"
)

// A keeper that is told which tokens to renew goes by that and not by what a person
// chose.
func TestKeeperRenewsWhatItIsTold(t *testing.T) {
	k := newKeeping(t)
	k.keeper.Stop()
	told, chosen := k.issued("robot", "客服机器人", "access_token"), k.issued("jdy", "晨光商贸", "app-token")
	k.choose(chosen, true)
	keeper := broker.NewKeeper(k.broker, broker.KeeperParams{After: k.timers.After, Auto: func(cred vault.Credential, _ vault.Token) bool {
		return cred.ID == told.ID
	}})
	keeper.Start(bg)
	defer keeper.Stop()
	k.timers.Pass(48 * time.Hour)
	assert.Less(t, k.age(told), 2*time.Hour)
	assert.Equal(t, 48*time.Hour, k.age(chosen))
}

func TestRenewsFreely(t *testing.T) {
	k := newKeeping(t)
	for platform, c := range map[string]struct {
		kind string
		want bool
	}{
		"jdy": {"app-token", true}, "robot": {"access_token", true}, "kis": {"access_token", false},
	} {
		cred := k.issued(platform, platform, c.kind)
		assert.Equal(t, c.want, k.broker.RenewsFreely(cred, cred.Tokens[0]), platform)
	}
	// A printer's token has a refresh token, and its use is counted by the day.
	cred := k.add("yilianyun", "yilianyun")
	_, err := k.vault.PutToken(bg, cred.ID, vault.Token{
		Kind: "access_token", Subject: "4004683219", IssuedAt: k.clock.Now(), ExpiresAt: k.clock.Now().Add(time.Hour), RefreshExpiresAt: k.clock.Now().Add(2 * time.Hour),
	}, vault.TokenSecret{Value: "v", Refresh: "r"})
	require.NoError(t, err)
	cred, err = k.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.NotEmpty(t, k.broker.RenewalOf(cred, cred.Tokens[0]).Operation)
	assert.False(t, k.broker.RenewsFreely(cred, cred.Tokens[0]))
	assert.False(t, k.broker.RenewsFreely(vault.Credential{Platform: "none"}, vault.Token{}))
}

func TestPublicValues(t *testing.T) {
	cred := vault.Credential{Public: map[string]string{"client_id": "mine"}, Grants: []vault.Grant{
		{Kind: "instance", Subject: "1", Public: map[string]string{"netid": "1", "client_id": "theirs"}},
		{Kind: "instance", Subject: "2", Selected: true, Public: map[string]string{"netid": "2"}},
		{Kind: "user", Subject: "u", Public: map[string]string{"uid": "u"}},
	}}
	assert.Equal(t, map[string]string{"client_id": "mine", "netid": "2", "uid": "u"}, broker.PublicValues(cred, ""))
	assert.Equal(t, map[string]string{"client_id": "mine", "netid": "1"}, broker.PublicValues(cred, "1"))
	assert.Equal(t, map[string]string{"client_id": "mine"}, broker.PublicValues(cred, "9"))
	cred.Grants[1].Selected = false
	assert.Equal(t, map[string]string{"client_id": "mine", "uid": "u"}, broker.PublicValues(cred, ""), "of several a person chooses")
}
