package vault

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// tick is a clock that a test moves.
type tick struct{ now time.Time }

func (c *tick) time() time.Time { return c.now }

func memoryVault(t *testing.T) (*Vault, *tick) {
	t.Helper()
	clock := &tick{testClock()}
	return openTest(t, Options{Store: StoreMemory, Clock: clock.time}), clock
}

func TestAddNames(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	for _, name := range []string{"", "  ", "a\nb", "\x00", "tab\t!"} {
		_, err := v.Add(ctx, Credential{Name: name}, nil)
		assert.ErrorIs(t, err, ErrBadName, "%q", name)
	}
	first, err := v.Add(ctx, Credential{Name: "  Cafe\u0301 门店 "}, nil)
	require.NoError(t, err)
	assert.Equal(t, "Café 门店", first.Name)
	for _, same := range []string{"CAFÉ 门店", "café 门店", "cafe\u0301 门店 "} {
		_, err := v.Add(ctx, Credential{Name: same}, nil)
		assert.ErrorIs(t, err, ErrExists, "%q", same)
		found, err := v.Find(same)
		require.NoError(t, err)
		assert.Equal(t, first.ID, found.ID)
	}
	other, err := v.Add(ctx, Credential{Name: "Cafe 门店"}, nil)
	require.NoError(t, err, "another letter is another name")
	_, err = v.Edit(ctx, other.ID, func(c *Credential, _ map[string]string) error { c.Name = "CAFÉ 门店"; return nil })
	require.ErrorIs(t, err, ErrExists)
	_, err = v.Edit(ctx, other.ID, func(c *Credential, _ map[string]string) error { c.Name = "CAFE 门店"; return nil })
	require.NoError(t, err, "its own name in another case")
	_, err = v.Edit(ctx, other.ID, func(c *Credential, _ map[string]string) error { c.Name = " "; return nil })
	require.ErrorIs(t, err, ErrBadName)
	byID, err := v.Find(first.ID)
	require.NoError(t, err)
	assert.Equal(t, first, byID)
	for _, missing := range []string{"", "nobody", "\x00"} {
		_, err = v.Find(missing)
		assert.ErrorIs(t, err, ErrNotFound)
	}
	require.NoError(t, v.Remove(ctx, first.ID))
	_, err = v.Add(ctx, Credential{Name: "CAFÉ 门店"}, nil)
	require.NoError(t, err, "a name is free again")
	assert.NotContains(t, first.ID, strings.ToUpper(first.ID))
	assert.Len(t, first.ID, 16)
}

func TestTextOnly(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	const bad = "a\xff"
	_, err := v.Add(ctx, Credential{Name: "a"}, map[string]string{"s": bad})
	require.ErrorIs(t, err, ErrBadValue)
	_, err = v.Add(ctx, Credential{Name: "a", Public: map[string]string{"p": bad}}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrBadValue)
	c, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	_, err = v.PutToken(ctx, c.ID, Token{}, TokenSecret{Value: bad})
	require.ErrorIs(t, err, ErrBadValue)
	_, err = v.PutToken(ctx, c.ID, Token{Subject: bad}, TokenSecret{Value: "1"})
	require.ErrorIs(t, err, ErrBadValue)
	require.ErrorIs(t, v.UpdateState(bad, deedState), ErrBadValue)
	assert.Empty(t, v.store().(*memoryStore).items)
	same, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, c, same)
}

func TestEditTakesOnlyItsFields(t *testing.T) {
	v, clock := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Platform: "kis", Name: "a", BaseURL: "http://127.0.0.1:1", Public: map[string]string{"eid": "1", "empty": ""}},
		map[string]string{"client_secret": "s1", "auth_token": "t1", "none": ""})
	require.NoError(t, err)
	assert.Equal(t, []string{"auth_token", "client_secret"}, c.Secrets)
	assert.Equal(t, map[string]string{"eid": "1"}, c.Public)
	assert.Equal(t, map[string]time.Time{"auth_token": clock.now, "client_secret": clock.now}, c.SecretsAt)
	start := clock.now
	clock.now = start.Add(time.Hour + time.Microsecond)
	edited, err := v.Edit(ctx, c.ID, func(c *Credential, s map[string]string) error {
		assert.Equal(t, map[string]string{"client_secret": "s1", "auth_token": "t1"}, s)
		*c = Credential{ID: "forged", Platform: "other", Name: " b ", Public: map[string]string{"eid": "2", "x": ""}, Tokens: []Token{{ID: "x"}}}
		s["client_secret"], s["extra"] = "s2", "e"
		delete(s, "auth_token")
		return nil
	})
	require.NoError(t, err)
	now := start.Add(time.Hour)
	assert.Equal(t, Credential{
		ID: c.ID, Platform: "kis", Name: "b", Public: map[string]string{"eid": "2"}, Secrets: []string{"client_secret", "extra"},
		SecretsAt: map[string]time.Time{"client_secret": now, "extra": now}, CreatedAt: start, UpdatedAt: now,
	}, edited)
	clock.now = start.Add(2 * time.Hour)
	edited, err = v.Edit(ctx, c.ID, func(_ *Credential, s map[string]string) error { s["extra"] = "e2"; return nil })
	require.NoError(t, err)
	assert.Equal(t, map[string]time.Time{"client_secret": now, "extra": clock.now}, edited.SecretsAt, "only what changed is new")

	stop := errors.New("stop")
	_, err = v.Edit(ctx, c.ID, func(c *Credential, s map[string]string) error { c.Name = "zz"; clear(s); return stop })
	require.ErrorIs(t, err, stop)
	same, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, edited, same)
	_, err = v.Edit(ctx, "nobody", func(*Credential, map[string]string) error { return nil })
	require.ErrorIs(t, err, ErrNotFound)
	var named *Error
	require.ErrorAs(t, err, &named)
	assert.Equal(t, "edit", named.Op)
	assert.Equal(t, "nobody", named.Item)
}

func TestEditIsRepeatedAfterAConflict(t *testing.T) {
	w := newWorld(t, StoreFile)
	one, err := w.process(&fate{})
	require.NoError(t, err)
	two, err := w.process(&fate{})
	require.NoError(t, err)
	c, err := one.Add(t.Context(), Credential{Name: "a"}, map[string]string{"n": "0", "m": "0"})
	require.NoError(t, err)
	calls := 0
	_, err = one.Edit(t.Context(), c.ID, func(_ *Credential, s map[string]string) error {
		if calls++; calls == 1 {
			_, err := two.Edit(t.Context(), c.ID, func(_ *Credential, s map[string]string) error { s["m"] = "two"; return nil })
			require.NoError(t, err)
			_, err = two.PutToken(t.Context(), c.ID, Token{Kind: "k"}, TokenSecret{Value: "v"})
			require.NoError(t, err)
		}
		s["n"] = "one"
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, 2, calls)
	secrets, err := two.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"n": "one", "m": "two"}, secrets, "neither lost the other's change")
	require.NoError(t, one.Close())
	require.NoError(t, two.Close())
	require.Len(t, w.settled(t).Credentials[0].Tokens, 1)
}

func TestCopiesBelongToTheCaller(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Name: "a", Public: map[string]string{"p": "1"}}, map[string]string{"s": "1"})
	require.NoError(t, err)
	_, err = v.PutGrant(ctx, c.ID, Grant{Kind: "k", Public: map[string]string{"p": "1"}}, map[string]string{"s": "1"})
	require.NoError(t, err)
	_, err = v.PutToken(ctx, c.ID, Token{Kind: "k", Attributes: map[string]string{"p": "1"}}, TokenSecret{Value: "1"})
	require.NoError(t, err)
	want := v.List()
	for _, c := range [][]Credential{v.List()} {
		c[0].Public["p"], c[0].Secrets[0], c[0].SecretsAt["s"] = "2", "2", time.Time{}
		c[0].Grants[0].Public["p"], c[0].Grants[0].Secrets[0] = "2", "2"
		c[0].Tokens[0].Attributes["p"], c[0].Tokens[0].Kind = "2", "2"
	}
	assert.Equal(t, want, v.List())
}

func TestTouchIsExactToTheMinute(t *testing.T) {
	v, clock := memoryVault(t)
	c, err := v.Add(t.Context(), Credential{Name: "a"}, nil)
	require.NoError(t, err)
	assert.True(t, c.UsedAt.IsZero())
	start := clock.now
	used := func(after time.Duration) time.Duration {
		clock.now = start.Add(after)
		require.NoError(t, v.Touch(c.ID))
		c, err := v.Get(c.ID)
		require.NoError(t, err)
		return c.UsedAt.Sub(start)
	}
	assert.Equal(t, time.Duration(0), used(0))
	assert.Equal(t, time.Duration(0), used(59*time.Second))
	assert.Equal(t, time.Minute, used(time.Minute))
	assert.Equal(t, -time.Hour, used(-time.Hour), "a clock that was set back")
	require.ErrorIs(t, v.Touch("nobody"), ErrNotFound)
}

func TestTokens(t *testing.T) {
	v, clock := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	expires := clock.now.Add(time.Hour)
	first, err := v.PutToken(ctx, c.ID, Token{ID: "given", Kind: "access", ExpiresAt: expires, HasRefresh: false, Attributes: map[string]string{"a": "1"}},
		TokenSecret{Value: "v1", Refresh: "r1"})
	require.NoError(t, err)
	assert.Equal(t, Token{ID: first.ID, Kind: "access", IssuedAt: clock.now, ExpiresAt: expires, HasRefresh: true, Attributes: map[string]string{"a": "1"}}, first)
	assert.NotEqual(t, "given", first.ID)
	bound, err := v.PutToken(ctx, c.ID, Token{Kind: "access", Subject: "m1"}, TokenSecret{Value: "v2"})
	require.NoError(t, err)
	again, err := v.PutToken(ctx, c.ID, Token{Kind: "access", Never: true, HasRefresh: true}, TokenSecret{Value: "v3"})
	require.NoError(t, err)
	assert.Equal(t, Token{ID: first.ID, Kind: "access", IssuedAt: clock.now, Never: true}, again)
	for id, want := range map[string]TokenSecret{first.ID: {Value: "v3"}, bound.ID: {Value: "v2"}} {
		got, err := v.TokenSecret(ctx, c.ID, id)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	require.NoError(t, v.ForgetToken(ctx, c.ID, first.ID))
	require.ErrorIs(t, v.ForgetToken(ctx, c.ID, first.ID), ErrNotFound)
	_, err = v.TokenSecret(ctx, c.ID, first.ID)
	require.ErrorIs(t, err, ErrNotFound)
	_, err = v.PutToken(ctx, "nobody", Token{}, TokenSecret{})
	require.ErrorIs(t, err, ErrNotFound)
	after, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, []Token{bound}, after.Tokens)
	assert.Len(t, v.store().(*memoryStore).items, 1)
}

func TestGrants(t *testing.T) {
	v, clock := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	one, err := v.PutGrant(ctx, c.ID, Grant{Kind: "printer", Subject: "m1", Selected: true}, map[string]string{"msign": "x", "none": ""})
	require.NoError(t, err)
	assert.Equal(t, Grant{ID: one.ID, Kind: "printer", Subject: "m1", Selected: true, Secrets: []string{"msign"}, BoundAt: clock.now}, one)
	two, err := v.PutGrant(ctx, c.ID, Grant{Kind: "printer", Subject: "m2", Selected: true}, nil)
	require.NoError(t, err)
	other, err := v.PutGrant(ctx, c.ID, Grant{Kind: "user", Subject: "m1", Selected: true}, nil)
	require.NoError(t, err)
	selected := func() (ids []string) {
		c, err := v.Get(c.ID)
		require.NoError(t, err)
		for _, g := range c.Grants {
			if g.Selected {
				ids = append(ids, g.ID)
			}
		}
		return ids
	}
	assert.Equal(t, []string{two.ID, other.ID}, selected(), "one of each kind")
	require.NoError(t, v.SelectGrant(c.ID, one.ID))
	assert.Equal(t, []string{one.ID, other.ID}, selected())
	require.ErrorIs(t, v.SelectGrant(c.ID, "nobody"), ErrNotFound)

	clock.now = clock.now.Add(time.Hour)
	named, err := v.PutGrant(ctx, c.ID, Grant{Kind: "printer", Subject: "m1", Name: "前台"}, nil)
	require.NoError(t, err)
	assert.Equal(t, Grant{ID: one.ID, Kind: "printer", Subject: "m1", Name: "前台", Selected: true, Secrets: []string{"msign"}, BoundAt: one.BoundAt}, named, "what was chosen stays chosen")
	secrets, err := v.GrantSecrets(ctx, c.ID, one.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"msign": "x"}, secrets, "nil keeps them")
	cleared, err := v.PutGrant(ctx, c.ID, Grant{Kind: "printer", Subject: "m1"}, map[string]string{})
	require.NoError(t, err)
	assert.Empty(t, cleared.Secrets)
	assert.Equal(t, "前台", cleared.Name, "binding again keeps the name")
	assert.Empty(t, v.store().(*memoryStore).items)
	secrets, err = v.GrantSecrets(ctx, c.ID, one.ID)
	require.NoError(t, err)
	assert.Empty(t, secrets)
	_, err = v.GrantSecrets(ctx, c.ID, "nobody")
	require.ErrorIs(t, err, ErrNotFound)
}

func TestRemoveGrantTakesItsTokens(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	c, err = v.Apply(ctx, c.ID, Change{
		Grants: []NewGrant{{Grant: Grant{Kind: "printer", Subject: "m1"}}, {Grant: Grant{Kind: "user", Subject: "u"}}, {Grant: Grant{Kind: "instance", Subject: "u"}}},
		Tokens: []NewToken{
			{Token{Kind: "app"}, TokenSecret{Value: "1"}}, {Token{Kind: "x", Subject: "m1"}, TokenSecret{Value: "2"}},
			{Token{Kind: "y", Subject: "m1"}, TokenSecret{Value: "3"}}, {Token{Kind: "x", Subject: "u"}, TokenSecret{Value: "4"}},
		},
	})
	require.NoError(t, err)
	require.NoError(t, v.RemoveGrant(ctx, c.ID, c.Grants[0].ID))
	require.NoError(t, v.RemoveGrant(ctx, c.ID, c.Grants[1].ID))
	require.ErrorIs(t, v.RemoveGrant(ctx, c.ID, c.Grants[1].ID), ErrNotFound)
	left, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, []Grant{c.Grants[2]}, left.Grants)
	assert.Equal(t, []Token{c.Tokens[0], c.Tokens[3]}, left.Tokens, "another grant has the subject u")
	assert.Len(t, v.store().(*memoryStore).items, 2)
}

func TestApplyMergesFields(t *testing.T) {
	v, clock := memoryVault(t)
	ctx := t.Context()
	c, err := v.Add(ctx, Credential{Name: "a", BaseURL: "u", Public: map[string]string{"p": "1", "q": "1"}}, map[string]string{"s": "1", "t": "1"})
	require.NoError(t, err)
	start := clock.now
	clock.now = start.Add(time.Hour)
	got, err := v.Apply(ctx, c.ID, Change{Public: map[string]string{"p": "2", "q": "", "r": "3"}, Secrets: map[string]string{"s": "2", "t": "", "u": "3"}})
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"p": "2", "r": "3"}, got.Public)
	assert.Equal(t, []string{"s", "u"}, got.Secrets)
	assert.Equal(t, "u", got.BaseURL)
	assert.Equal(t, clock.now, got.UpdatedAt)
	secrets, err := v.Secrets(ctx, c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "2", "u": "3"}, secrets)
	_, err = v.Apply(ctx, c.ID, Change{Public: map[string]string{"p": "9"}, ForgetTokens: []string{"nobody"}})
	require.ErrorIs(t, err, ErrNotFound)
	same, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, got, same, "all or nothing")
	got, err = v.Apply(ctx, c.ID, Change{Public: map[string]string{"p": "9"}})
	require.NoError(t, err)
	assert.Equal(t, []string{"s", "u"}, got.Secrets)
}

func TestState(t *testing.T) {
	v, _ := memoryVault(t)
	_, ok := v.State("quota")
	assert.False(t, ok)
	add := func(old json.RawMessage) (json.RawMessage, error) {
		var n int
		if old != nil {
			require.NoError(t, json.Unmarshal(old, &n))
		}
		return json.Marshal(n + 1)
	}
	require.NoError(t, v.UpdateState("quota", add))
	require.NoError(t, v.UpdateState("quota", add))
	got, ok := v.State("quota")
	assert.True(t, ok)
	assert.JSONEq(t, "2", string(got))
	got[0] = 'x'
	again, _ := v.State("quota")
	assert.JSONEq(t, "2", string(again), "the copy is the caller's")
	stop := errors.New("stop")
	require.ErrorIs(t, v.UpdateState("quota", func(json.RawMessage) (json.RawMessage, error) { return nil, stop }), stop)
	require.Error(t, v.UpdateState("quota", func(json.RawMessage) (json.RawMessage, error) { return json.RawMessage("{"), nil }))
	require.NoError(t, v.UpdateState("multi\nline", func(json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage("{\n\"a\": [1,\n2]}"), nil
	}))
	got, _ = v.State("multi\nline")
	assert.JSONEq(t, `{"a":[1,2]}`, string(got))
	require.NoError(t, v.UpdateState("quota", func(json.RawMessage) (json.RawMessage, error) { return nil, nil }))
	_, ok = v.State("quota")
	assert.False(t, ok)
}

func TestClosedVault(t *testing.T) {
	v, _ := memoryVault(t)
	c, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	require.NoError(t, v.Close())
	require.NoError(t, v.Close(), "twice is once")
	_, err = v.Secrets(t.Context(), c.ID)
	require.ErrorIs(t, err, ErrClosed)
	require.ErrorIs(t, v.Touch(c.ID), ErrClosed)
	require.ErrorIs(t, v.UpdateState("k", nil), ErrClosed)
	_, err = v.Add(t.Context(), Credential{Name: "b"}, nil)
	require.ErrorIs(t, err, ErrClosed)
}

func TestOpenNeedsAChoice(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(t.Context(), Options{Dir: dir, Clock: testClock})
	require.ErrorIs(t, err, ErrNoStoreChosen)
	_, err = Open(t.Context(), Options{Dir: dir, Store: "cloud", Clock: testClock})
	require.ErrorContains(t, err, "cloud")
	_, err = Open(t.Context(), Options{Store: StoreKeyring, Clock: testClock})
	require.ErrorContains(t, err, "Dir")
	_, err = Open(t.Context(), Options{Store: StoreMemory})
	require.ErrorContains(t, err, "Clock")
	k := newMapKeyring()
	v := openTest(t, Options{Dir: dir, Store: StoreKeyring, Keyring: k})
	require.NoError(t, v.Close())
	v = openTest(t, Options{Dir: dir, Keyring: k})
	assert.Equal(t, StoreKeyring, v.Kind(), "remembered")
	require.NoError(t, v.Close())
	ask := func(context.Context) ([]byte, error) { return []byte("p"), nil }
	v = openTest(t, Options{Dir: dir, Store: StoreFile, WorkFactor: 1, Passphrase: ask})
	assert.Equal(t, StoreFile, v.Kind(), "an empty vault may change its mind")
	c, err := v.Add(t.Context(), Credential{Name: "a"}, nil)
	require.NoError(t, err)
	require.NoError(t, v.Close())
	_, err = Open(t.Context(), Options{Dir: dir, Store: StoreKeyring, Keyring: k, Clock: testClock})
	require.ErrorIs(t, err, ErrOtherStore)
	v = openTest(t, Options{Dir: dir})
	require.NoError(t, v.Remove(t.Context(), c.ID))
}
