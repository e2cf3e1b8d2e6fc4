package broker_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func TestHeldIsAllThatACredentialHas(t *testing.T) {
	h := newHouse(t)
	cred := h.add("kis", "明德会计")
	for _, netid := range []string{"1234567000182", "1234567000999"} {
		_, err := h.vault.PutGrant(bg, cred.ID, vault.Grant{Kind: "instance", Subject: netid, Public: map[string]string{"netid": netid}}, nil)
		require.NoError(t, err)
	}
	call := broker.Call{Operation: "kis.router", Credential: cred.ID, Subject: "1234567000999", Values: providers.Values{"eid": "7654321"}}
	held, err := h.broker.Held(bg, call)
	require.NoError(t, err)
	assert.Equal(t, "7654321", held.Values["eid"], "what the caller gives, counts")
	assert.Equal(t, "1234567000999", held.Values["netid"])
	assert.NotEmpty(t, held.Values["client_secret"])
	assert.ElementsMatch(t, []string{"1234567000182", "1234567000999"}, held.Others["netid"])
	assert.Equal(t, h.servers.URL(sandbox.KIS), held.BaseURL)
	assert.Equal(t, providers.Values{"eid": "7654321"}, call.Values, "they are the caller's")

	jdy := h.add("jdy", "晨光商贸")
	held, err = h.broker.Held(bg, broker.Call{Operation: "jdy.request", Credential: jdy.ID})
	require.NoError(t, err)
	assert.NotEmpty(t, held.Values["app_secret"], "which the operation does not read")

	_, err = h.broker.Held(bg, broker.Call{Operation: "jdy.request", Credential: "nobody"})
	assert.ErrorIs(t, err, vault.ErrNotFound)
}
