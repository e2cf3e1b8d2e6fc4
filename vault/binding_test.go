package vault

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bound makes a credential that has one item of each sort and a second token. The
// values of its secrets begin with its name.
func bound(t *testing.T, v *Vault, name string) Credential {
	t.Helper()
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: name, BaseURL: "https://one.example"}, map[string]string{"value": name + "-field"})
	require.NoError(t, err)
	c, err = v.Apply(t.Context(), c.ID, Change{
		Grants: []NewGrant{
			{Grant{Kind: "printer", Subject: "m1"}, map[string]string{"value": name + "-grant1"}},
			{Grant{Kind: "printer", Subject: "m2"}, map[string]string{"value": name + "-grant2"}},
		},
		Tokens: []NewToken{
			{Token{Kind: "access", Subject: "m1"}, TokenSecret{Value: name + "-token1"}},
			{Token{Kind: "access", Subject: "m2"}, TokenSecret{Value: name + "-token2"}},
		},
	})
	require.NoError(t, err)
	return c
}

// readAll reads what a credential bound made has.
func readAll(ctx context.Context, v *Vault, c Credential) map[string]error {
	errs := map[string]error{}
	_, errs["fields"] = v.Secrets(ctx, c.ID)
	_, errs["grant1"] = v.GrantSecrets(ctx, c.ID, c.Grants[0].ID)
	_, errs["grant2"] = v.GrantSecrets(ctx, c.ID, c.Grants[1].ID)
	_, errs["token1"] = v.TokenSecret(ctx, c.ID, c.Tokens[0].ID)
	_, errs["token2"] = v.TokenSecret(ctx, c.ID, c.Tokens[1].ID)
	return errs
}

// TestNoItemServesAnotherUse: whatever somebody writes into the index, an item
// opens only for what it was stored for.
func TestNoItemServesAnotherUse(t *testing.T) {
	all := []string{"fields", "grant1", "grant2", "token1", "token2"}
	forgeries := map[string]struct {
		forge   func(own, other *record)
		refused []string // the rest is still read
	}{
		"nothing":             {func(_, _ *record) {}, nil},
		"other's fields":      {func(own, other *record) { own.item = other.item }, []string{"fields"}},
		"other's grant":       {func(own, other *record) { own.grants[0].item = other.grants[0].item }, []string{"grant1"}},
		"other's token":       {func(own, other *record) { own.tokens[0].item = other.tokens[0].item }, []string{"token1"}},
		"fields as grant":     {func(own, _ *record) { own.grants[0].item = own.item }, []string{"grant1"}},
		"fields as token":     {func(own, _ *record) { own.tokens[0].item = own.item }, []string{"token1"}},
		"token as fields":     {func(own, _ *record) { own.item = own.tokens[0].item }, []string{"fields"}},
		"grant's other item":  {func(own, _ *record) { own.grants[0].item = own.grants[1].item }, []string{"grant1"}},
		"token's other item":  {func(own, _ *record) { own.tokens[0].item = own.tokens[1].item }, []string{"token1"}},
		"address":             {func(own, _ *record) { own.baseURL = "https://evil.example" }, all},
		"no address":          {func(own, _ *record) { own.baseURL = "" }, all},
		"platform":            {func(own, _ *record) { own.platform = "jdy" }, all},
		"subject of a token":  {func(own, _ *record) { own.tokens[0].Subject = "m3" }, []string{"token1"}},
		"kind of a grant":     {func(own, _ *record) { own.grants[1].Kind = "user" }, []string{"grant2"}},
		"other's and address": {func(own, other *record) { own.item, own.baseURL = other.item, "x" }, all},
	}
	ctx := t.Context()
	for store, o := range eachStore(t) {
		v := openTest(t, o)
		for name, f := range forgeries {
			t.Run(store+" "+name, func(t *testing.T) {
				own, other := bound(t, v, "own"), bound(t, v, "other")
				require.NoError(t, v.index.commit(ctx, func(d *draft) error {
					r, err := d.edit(own.ID)
					if err == nil {
						f.forge(r, d.next.byID[other.ID])
					}
					return err
				}))
				for what, err := range readAll(ctx, v, own) {
					if !slices.Contains(f.refused, what) {
						require.NoError(t, err, what)
						continue
					}
					require.ErrorIs(t, err, ErrCorrupt, what)
					require.ErrorContains(t, err, "stored for another")
					assert.NotRegexp(t, "-(field|grant|token)", err.Error(), "no secret")
				}
				for what, err := range readAll(ctx, v, other) {
					require.NoError(t, err, what)
				}
				require.NoError(t, v.Remove(ctx, own.ID), "what can't be read can be removed")
				for what, err := range readAll(ctx, v, other) {
					require.NoError(t, err, what)
				}
				require.NoError(t, v.Remove(ctx, other.ID))
			})
		}
	}
}

// forge changes the index as somebody does who can write to the folder.
func forge(t *testing.T, dir, from, to string) {
	t.Helper()
	path := filepath.Join(dir, indexName)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	_, body, _ := bytes.Cut(bytes.ReplaceAll(data, []byte(from), []byte(to)), []byte{'\n'})
	forged := append(appendHead(nil, indexSum(indexVersion, body)), body...)
	require.NotEqual(t, string(data), string(forged))
	require.NoError(t, os.WriteFile(path, forged, fileMode))
}

// TestRepairDeletesNothingForAForgedIndex: what was stored for another address is no
// damage, and serves again once the index says the truth.
func TestRepairDeletesNothingForAForgedIndex(t *testing.T) {
	dir := t.TempDir()
	k := newMapKeyring()
	v := openTest(t, Options{Dir: dir, Store: StoreKeyring, Keyring: k})
	c := bound(t, v, "own")
	require.NoError(t, v.Close())
	forge(t, dir, "one.example", "evil.example")
	v = openTest(t, Options{Dir: dir, Keyring: k})
	report := examined(t, v)
	require.NotEmpty(t, report.Findings)
	for _, f := range report.Findings {
		assert.Equal(t, FoundOtherUse, f.Kind)
	}
	assert.False(t, report.Repairable())
	require.NoError(t, v.Repair(t.Context(), report))
	require.NoError(t, v.Close())

	forge(t, dir, "evil.example", "one.example")
	v = openTest(t, Options{Dir: dir, Keyring: k})
	for what, err := range readAll(t.Context(), v, c) {
		require.NoError(t, err, what)
	}
}

// TestForgedAddressIsNotConfirmed: no change of a credential binds its secrets to
// an address that came from an edited file.
func TestForgedAddressIsNotConfirmed(t *testing.T) {
	dir := t.TempDir()
	k := newMapKeyring()
	v := openTest(t, Options{Dir: dir, Store: StoreKeyring, Keyring: k})
	c := bound(t, v, "own")
	require.NoError(t, v.Close())

	forge(t, dir, "one.example", "evil.example")
	v = openTest(t, Options{Dir: dir, Keyring: k})
	ctx := t.Context()
	seen, err := v.Get(c.ID)
	require.NoError(t, err)
	require.Equal(t, "https://evil.example", seen.BaseURL, "the index is taken for whole")
	_, err = v.Edit(ctx, c.ID, func(c *Credential, _ map[string]string) error { c.Name = "b"; return nil })
	require.ErrorIs(t, err, ErrCorrupt)
	_, err = v.Apply(ctx, c.ID, Change{Secrets: map[string]string{"more": "1"}})
	require.ErrorIs(t, err, ErrCorrupt)
	_, err = v.Apply(ctx, c.ID, Change{Public: map[string]string{"p": "1"}, Tokens: []NewToken{{Token{Kind: "x"}, TokenSecret{Value: "1"}}}})
	require.NoError(t, err)
	for what, err := range readAll(ctx, v, c) {
		require.ErrorIs(t, err, ErrCorrupt, what)
	}
}

func TestEditOfTheAddressBindsAnew(t *testing.T) {
	ctx := t.Context()
	for store, o := range eachStore(t) {
		t.Run(store, func(t *testing.T) {
			clock := &tick{testClock()}
			o.Clock = clock.time
			v := openTest(t, o)
			c := bound(t, v, "own")
			item := func() string { return v.index.current().byID[c.ID].item }
			first := item()
			clock.now = clock.now.Add(time.Hour)
			edited, err := v.Edit(ctx, c.ID, func(c *Credential, _ map[string]string) error {
				c.Public["p"] = "1"
				return nil
			})
			require.NoError(t, err)
			assert.Equal(t, first, item(), "the address stayed")

			edited, err = v.Edit(ctx, edited.ID, func(c *Credential, _ map[string]string) error {
				c.BaseURL = "https://two.example"
				return nil
			})
			require.NoError(t, err)
			assert.NotEqual(t, first, item())
			assert.Equal(t, c.SecretsAt, edited.SecretsAt, "the secrets are the same")
			assert.Equal(t, c.Grants, edited.Grants)
			for i, want := range []string{"own-grant1", "own-grant2"} {
				secrets, err := v.GrantSecrets(ctx, c.ID, c.Grants[i].ID)
				require.NoError(t, err)
				assert.Equal(t, map[string]string{"value": want}, secrets)
			}
			assert.Empty(t, edited.Tokens, "they belong to another server")
			secrets, err := v.Secrets(ctx, c.ID)
			require.NoError(t, err)
			assert.Equal(t, map[string]string{"value": "own-field"}, secrets)
			_, err = v.store().Get(ctx, first)
			require.ErrorIs(t, err, ErrItemMissing, "nothing is left behind")
		})
	}
}

func TestEditOfTheAddressKeepsTheNamesOfLostSecrets(t *testing.T) {
	v, _ := memoryVault(t)
	c := bound(t, v, "own")
	clear(v.store().(*memoryStore).items)
	edited, err := v.Edit(t.Context(), c.ID, func(c *Credential, _ map[string]string) error { c.BaseURL = ""; return nil })
	require.NoError(t, err)
	assert.Equal(t, c.Secrets, edited.Secrets)
	_, err = v.Secrets(t.Context(), c.ID)
	require.ErrorIs(t, err, ErrItemMissing)
}

// TestItemsOfTheTimeBeforeAddressesWereBound: nobody knows any more where such a
// token may be sent, so it is as good as lost.
func TestItemsOfTheTimeBeforeAddressesWereBound(t *testing.T) {
	ctx := t.Context()
	v, _ := memoryVault(t)
	c := bound(t, v, "own")
	r := v.index.current().byID[c.ID]
	items := v.store().(*memoryStore).items
	rebind := func(item string, now, before binding) {
		value, ours := bytes.CutPrefix(items[item], []byte(now))
		require.True(t, ours)
		items[item] = before.prepend(value)
	}
	token, grant := &r.tokens[0], &r.grants[0]
	rebind(token.item, r.tokenBinding(&token.Token), r.oldTokenBinding(&token.Token))
	rebind(grant.item, r.grantBinding(r.baseURL, &grant.Grant), r.oldGrantBinding(&grant.Grant))

	_, err := v.TokenSecret(ctx, c.ID, c.Tokens[0].ID)
	require.ErrorIs(t, err, ErrTokenLost)
	require.ErrorIs(t, err, ErrItemMissing)
	_, err = v.GrantSecrets(ctx, c.ID, c.Grants[0].ID)
	require.ErrorIs(t, err, ErrItemMissing)
	_, err = v.TokenSecret(ctx, c.ID, c.Tokens[1].ID)
	require.NoError(t, err)

	_, err = v.PutToken(ctx, c.ID, c.Tokens[0], TokenSecret{Value: "anew"})
	require.NoError(t, err)
	got, err := v.TokenSecret(ctx, c.ID, c.Tokens[0].ID)
	require.NoError(t, err)
	assert.Equal(t, "anew", got.Value)
	_, err = v.Edit(ctx, c.ID, func(c *Credential, _ map[string]string) error { c.BaseURL = ""; return nil })
	require.NoError(t, err, "what is lost keeps nobody from another address")
	_, err = v.GrantSecrets(ctx, c.ID, c.Grants[1].ID)
	require.NoError(t, err)
}

// TestAnswerOfAnotherAddress: what a server issued is not stored for another one
// that the credential was given while the answer was under way.
func TestAnswerOfAnotherAddress(t *testing.T) {
	ctx := t.Context()
	v, _ := memoryVault(t)
	c := bound(t, v, "own")
	token := []NewToken{{Token{Kind: "access"}, TokenSecret{Value: "late"}}}
	from := c.BaseURL
	_, err := v.Apply(ctx, c.ID, Change{From: &from, Tokens: token})
	require.NoError(t, err)
	_, err = v.Edit(ctx, c.ID, func(c *Credential, _ map[string]string) error { c.BaseURL = "https://two.example"; return nil })
	require.NoError(t, err)
	before := len(v.store().(*memoryStore).items)
	_, err = v.Apply(ctx, c.ID, Change{From: &from, Tokens: token})
	require.ErrorIs(t, err, ErrMoved)
	assert.Len(t, v.store().(*memoryStore).items, before)
}

func TestBindingIsShort(t *testing.T) {
	b := bind("fields", strings.Repeat("x", 5000))
	assert.Len(t, b.prepend(nil), 22, "of the 2,560 bytes that a keyring takes")
}

func FuzzBinding(f *testing.F) {
	f.Add("a", "b", "a", "b", []byte("{}"))
	f.Add("a", "bc", "ab", "c", []byte("{}"))
	f.Add("a\",\"", "b", "a", "\",\"b", []byte(nil))
	f.Add("\xff", "", "\ufffd", "", []byte("x"))
	f.Fuzz(func(t *testing.T, a1, a2, b1, b2 string, value []byte) {
		stored := bind(a1, a2).prepend(value)
		got, err := itemRef{bound: bind(b1, b2)}.value(stored)
		if a1 != b1 || a2 != b2 {
			require.ErrorIs(t, err, ErrCorrupt)
			return
		}
		require.NoError(t, err)
		require.Equal(t, string(value), string(got))
		_, err = itemRef{bound: bind(a1, a2)}.value(stored[:bindingBytes])
		require.ErrorIs(t, err, ErrCorrupt, "cut")
		_, err = itemRef{bound: bind(b1, b2, "x"), before: bind(a1, a2)}.value(stored)
		require.ErrorIs(t, err, ErrItemMissing, "of the time before")
	})
}

func FuzzItemValues(f *testing.F) {
	f.Add([]byte(`{"client_secret":"abc"}`))
	f.Add([]byte(`{"value":"v","refresh":"r"}`))
	f.Add([]byte(`{"value":1}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, value []byte) {
		if secrets, err := decodeSecrets(value); err == nil {
			again, err := encodeSecrets(secrets)
			require.NoError(t, err)
			got, err := decodeSecrets(again)
			require.NoError(t, err)
			require.True(t, maps.Equal(secrets, got))
		} else {
			require.ErrorIs(t, err, ErrCorrupt)
		}
		if token, err := decodeTokenValue(value); err == nil {
			again, err := encodeToken(token)
			require.NoError(t, err)
			require.True(t, json.Valid(again))
			got, err := decodeTokenValue(again)
			require.NoError(t, err)
			require.Equal(t, token, got)
		} else {
			require.ErrorIs(t, err, ErrCorrupt)
		}
	})
}
