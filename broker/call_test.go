package broker_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func TestCallGoesWithoutWhatItIsToldTo(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	request := broker.Call{Operation: "jdy.request", Credential: cred.ID, Values: providers.Values{"path": "/jdy/v2/bd/customer"}}
	with, err := h.broker.Prepare(bg, request)
	require.NoError(t, err)
	require.NotEmpty(t, with.Values["app_token"])
	require.NotEmpty(t, with.Values["router_addr"])

	request.Without = []string{"app_token", "router_addr"}
	without, err := h.broker.Prepare(bg, request)
	require.NoError(t, err)
	require.NoError(t, without.Invalid)
	assert.NotContains(t, without.Values, "app_token")
	assert.NotContains(t, without.Values, "router_addr")
	assert.Equal(t, with.Values["client_secret"], without.Values["client_secret"])
	assert.Equal(t, cred.ID, without.Credential.ID, "it stays the credential's call")

	request.Values["app_token"] = "of another"
	given, err := h.broker.Prepare(bg, request)
	require.NoError(t, err)
	assert.Equal(t, "of another", given.Values["app_token"], "what the caller gives, counts")

	request.Without = []string{"client_secret"}
	missing, err := h.broker.Prepare(bg, request)
	require.NoError(t, err)
	var invalid *providers.InvalidError
	require.ErrorAs(t, missing.Invalid, &invalid)
	assert.Equal(t, "client_secret", invalid.Problems[0].Field)
}

// Where either of two keys will do, the credential may hold both.
func TestRunWithoutStoresTheResult(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	signed, err := h.broker.Sign(bg, broker.Call{Operation: "jdy.app-signature", Credential: cred.ID})
	require.NoError(t, err)
	_, err = h.broker.Run(bg, broker.Call{
		Operation: "jdy.app-token", Credential: cred.ID, Without: []string{"app_secret"},
		Values: providers.Values{"app_signature": signed.Signature},
	})
	require.NoError(t, err)
	h.token(cred, "app-token")
}

func TestBaseURLOfTellsWhereCallsGo(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	plain := broker.New(broker.Params{Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{}})
	for _, address := range []string{"", "https://api.example.com/"} {
		cred.BaseURL = address
		assert.Equal(t, h.servers.URL(sandbox.JDY), h.broker.BaseURLOf(cred), "the run's address wins")
	}
	assert.Equal(t, "https://api.example.com", plain.BaseURLOf(cred))
	cred.BaseURL = ""
	assert.Equal(t, "https://api.kingdee.com", plain.BaseURLOf(cred))
	assert.Equal(t, "https://x", plain.BaseURLOf(vault.Credential{Platform: "unknown", BaseURL: "https://x"}))
}
