package operation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

var now = pagetest.Start

func planFor(t *testing.T, operation string, cred *vault.Credential, subject string) plan {
	t.Helper()
	platform, op, err := pagetest.Registry().Operation(operation)
	require.NoError(t, err)
	return newPlan(platform, op, cred, subject, now)
}

func names(fields []providers.Field) (all []string) {
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return all
}

func typed(p plan) (all [][]string) {
	for _, e := range p.typed {
		all = append(all, names(e.fields))
	}
	return all
}

var full = &vault.Credential{
	Platform: "jdy", Public: map[string]string{"client_id": "1", "app_key": "k", "router_addr": "https://tf.jdy.com"},
	Secrets: []string{"app_secret", "client_secret"},
	Tokens:  []vault.Token{{ID: "t", Kind: "app-token", ExpiresAt: now.Add(time.Hour)}},
}

func TestPlan(t *testing.T) {
	p := planFor(t, "jdy.request", full, "")
	assert.Equal(t, [][]string{{"method"}, {"path", "url"}, {"query"}, {"body"}}, typed(p))
	assert.Equal(t, []string{"client_id", "client_secret", "router_addr"}, names(p.held))
	require.Len(t, p.tokens, 1)
	assert.Equal(t, "app_token", p.tokens[0].field.Name)

	p = planFor(t, "jdy.request", nil, "")
	assert.Equal(t, [][]string{{"client_id"}, {"client_secret"}, {"method"}, {"path", "url"}, {"query"}, {"body"}, {"app_token"}, {"router_addr"}}, typed(p),
		"without a credential everything is typed")
	assert.Empty(t, p.held)

	p = planFor(t, "jdy.app-token", full, "")
	assert.Equal(t, [][]string{{"app_secret", "app_signature"}, {"uid"}}, typed(p), "a choice stays one, whoever holds its members")
}

func TestPlanLeavesOutExpiredTokens(t *testing.T) {
	expired := *full
	expired.Tokens = []vault.Token{{Kind: "app-token", ExpiresAt: now}}
	assert.Empty(t, planFor(t, "jdy.request", &expired, "").tokens)
	expired.Tokens[0].Never = true
	assert.Len(t, planFor(t, "jdy.request", &expired, "").tokens, 1)
}

func TestPlanRefreshToken(t *testing.T) {
	cred := &vault.Credential{Platform: "yilianyun", Tokens: []vault.Token{{
		Kind: "access_token", ExpiresAt: now.Add(-time.Hour), HasRefresh: true, RefreshExpiresAt: now.Add(time.Hour),
	}}}
	p := planFor(t, "yilianyun.refresh", cred, "")
	require.Len(t, p.tokens, 1, "the refresh token outlives the token")
	assert.True(t, p.tokens[0].field.FromRefresh)
	cred.Tokens[0].RefreshExpiresAt = now
	assert.Empty(t, planFor(t, "yilianyun.refresh", cred, "").tokens)
}

func TestPlanGrants(t *testing.T) {
	grant := func(netID string, selected bool) vault.Grant {
		return vault.Grant{ID: netID, Kind: "instance", Subject: netID, Selected: selected, Public: map[string]string{"netid": netID, "server_url": "https://x"}}
	}
	one := &vault.Credential{Platform: "kis", Grants: []vault.Grant{grant("1", false)}}
	p := planFor(t, "kis.router", one, "")
	assert.Empty(t, p.subjects, "nothing to choose")
	assert.Equal(t, []string{"server_url", "netid"}, names(p.grants))
	assert.Empty(t, p.subject())

	two := &vault.Credential{Platform: "kis", Grants: []vault.Grant{grant("1", false), grant("2", false)}}
	p = planFor(t, "kis.router", two, "")
	assert.Len(t, p.subjects, 2)
	assert.Equal(t, -1, p.chosen)
	assert.Empty(t, p.grants, "as long as none is chosen")
	p = planFor(t, "kis.router", two, "2")
	assert.Equal(t, "2", p.subject())
	assert.Equal(t, []string{"server_url", "netid"}, names(p.grants))

	two.Grants[1].Selected = true
	assert.Equal(t, "2", func() string { p := planFor(t, "kis.router", two, ""); return p.subject() }())
	assert.Equal(t, "1", func() string { p := planFor(t, "kis.router", two, "1"); return p.subject() }(), "a choice of the page wins")
	assert.Empty(t, planFor(t, "kis.server-url", two, "").subjects, "an operation that reads no grant offers no choice")
}

func TestPlanSame(t *testing.T) {
	a, b := planFor(t, "jdy.request", full, ""), planFor(t, "jdy.request", full, "")
	assert.True(t, a.same(b))
	renewed := *full
	renewed.Tokens = []vault.Token{{ID: "t", Kind: "app-token", ExpiresAt: now.Add(24 * time.Hour)}}
	assert.True(t, a.same(planFor(t, "jdy.request", &renewed, "")), "the same token with another life needs no other controls")
	renewed.Tokens = nil
	assert.False(t, a.same(planFor(t, "jdy.request", &renewed, "")))
	assert.False(t, a.same(planFor(t, "jdy.request", nil, "")))
}
