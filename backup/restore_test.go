package backup

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

func mustPreview(t testing.TB, v *vault.Vault, c Content) *Plan {
	t.Helper()
	p, err := Preview(context.Background(), v, c, anything)
	require.NoError(t, err)
	return p
}

// restore previews, decides everything the same way and applies.
func restore(t testing.TB, v *vault.Vault, c Content, m Mode, d Decision) Result {
	t.Helper()
	p := mustPreview(t, v, c)
	for i := range p.Items {
		if p.Items[i].Decision == Undecided {
			p.Items[i].Decision = d
		}
	}
	r, err := p.Apply(context.Background(), v, m)
	require.NoError(t, err)
	return r
}

func TestRestoreGivesBackEverything(t *testing.T) {
	from, to := newVault(t), newVault(t)
	fill(t, from, shop(), plainly("bbbbbbbbbbbbbbbb", "two"))
	collected, unreadable, err := Collect(t.Context(), from, Choice{
		AutoRenew: []TokenRef{{Credential: "aaaaaaaaaaaaaaaa", Kind: "access", Subject: "4004"}, {Credential: "gone", Kind: "x"}},
	}, now(), "keycase test")
	require.NoError(t, err)
	assert.Empty(t, unreadable)
	opened, err := mustRead(t, file(t, collected, quick("p"))).OpenWithPassphrase("p")
	require.NoError(t, err)
	assert.Equal(t, 2, opened.Tokens())

	r := restore(t, to, opened, Merge, Undecided)
	assert.Equal(t, []string{"门店一", "two"}, r.Added)
	assert.Equal(t, []TokenRef{{Credential: "aaaaaaaaaaaaaaaa", Kind: "access", Subject: "4004"}}, r.AutoRenew)
	assert.Equal(t, everything(t, from), everything(t, to))

	for _, m := range []Mode{Merge, Replace} { // a second time changes nothing
		before := to.List()
		r = restore(t, to, opened, m, Undecided)
		assert.Equal(t, Result{Kept: []string{"门店一", "two"}, AutoRenew: r.AutoRenew}, r)
		assert.Len(t, r.AutoRenew, 1)
		assert.Equal(t, before, to.List())
	}
}

func TestPreviewTellsWhatDiffers(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(theirs *vault.Full)
		want   []Difference
	}{
		"nothing": {func(*vault.Full) {}, nil},
		"times, order and empty values": {func(f *vault.Full) {
			f.UpdatedAt, f.UsedAt = now(), now()
			f.Public["empty"], f.Values["empty"] = "", ""
		}, nil},
		"name":         {func(f *vault.Full) { f.Name = "门店二" }, []Difference{{Part: PartName, Ours: "门店一", Theirs: "门店二"}}},
		"address":      {func(f *vault.Full) { f.BaseURL = "" }, []Difference{{Part: PartAddress, Ours: "https://open.example"}}},
		"public field": {func(f *vault.Full) { f.Public["client_id"] = "1002" }, []Difference{{Part: PartPublic, What: "client_id", Ours: "1001", Theirs: "1002"}}},
		"public field gone": {func(f *vault.Full) { f.Public = nil }, []Difference{
			{Part: PartPublic, What: "client_id", Ours: "1001", Only: Ours},
		}},
		"secrets": {func(f *vault.Full) {
			f.Values = map[string]string{"client_secret": "canary-other", "more": "canary-more"}
		}, []Difference{
			{Part: PartSecret, What: "client_secret"}, {Part: PartSecret, What: "more", Only: Theirs},
		}},
		"grant's name":   {func(f *vault.Full) { f.Grants[0].Name = "前台" }, []Difference{{Part: PartGrant, What: "前台"}}},
		"grant's secret": {func(f *vault.Full) { f.GrantValues[0] = nil }, []Difference{{Part: PartGrant, What: "厨房"}}},
		"another grant": {func(f *vault.Full) { f.Grants[0].Subject = "5005" }, []Difference{
			{Part: PartGrant, What: "厨房", Only: Theirs}, {Part: PartGrant, What: "厨房", Only: Ours},
		}},
		"older token":   {func(f *vault.Full) { f.Tokens[0].IssuedAt = now().Add(-time.Hour) }, nil},
		"newer token":   {func(f *vault.Full) { f.Tokens[0].IssuedAt = now().Add(time.Hour) }, []Difference{{Part: PartToken, What: "access"}}},
		"another token": {func(f *vault.Full) { f.Tokens[1].Kind = "other" }, []Difference{{Part: PartToken, What: "other", Only: Theirs}}},
		"no tokens":     {func(f *vault.Full) { f.Tokens, f.TokenValues = nil, nil }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVault(t)
			fill(t, v, shop())
			theirs := shop()
			tc.change(&theirs)
			p := mustPreview(t, v, contentOf(theirs))
			item := p.Items[0]
			assert.Equal(t, tc.want, item.Differences)
			for _, d := range item.Differences {
				assert.NotContains(t, d.Ours+d.Theirs, "canary")
			}
			if tc.want == nil {
				assert.Equal(t, Same, item.State)
				assert.Equal(t, Keep, item.Decision)
				return
			}
			assert.Equal(t, Differs, item.State)
			assert.Equal(t, Undecided, item.Decision)
			_, err := p.Apply(t.Context(), v, Merge)
			require.ErrorIs(t, err, ErrUndecided)

			restore(t, v, contentOf(theirs), Merge, Take)
			again := mustPreview(t, v, contentOf(theirs))
			assert.Equal(t, Same, again.Items[0].State, "%+v", again.Items[0].Differences)
		})
	}
}

func TestDecisions(t *testing.T) {
	theirs := shop()
	theirs.Values = map[string]string{"client_secret": "theirs"}
	t.Run("keep", func(t *testing.T) {
		v := newVault(t)
		fill(t, v, shop())
		before := everything(t, v)
		assert.Equal(t, Result{Kept: []string{"门店一"}}, restore(t, v, contentOf(theirs), Merge, Keep))
		assert.Equal(t, before, everything(t, v))
	})
	t.Run("take", func(t *testing.T) {
		v := newVault(t)
		fill(t, v, shop())
		assert.Equal(t, Result{Replaced: []string{"门店一"}}, restore(t, v, contentOf(theirs), Merge, Take))
		assert.Equal(t, []vault.Full{theirs}, everything(t, v))
	})
	t.Run("both, and again", func(t *testing.T) {
		v := newVault(t)
		fill(t, v, shop())
		assert.Equal(t, Result{Added: []string{"门店一 2"}}, restore(t, v, contentOf(theirs), Merge, KeepBoth))
		all := everything(t, v)
		require.Len(t, all, 2)
		assert.Equal(t, shop(), all[0])
		assert.Equal(t, "theirs", all[1].Values["client_secret"])
		assert.Equal(t, Result{Kept: []string{"门店一 2"}}, restore(t, v, contentOf(theirs), Merge, KeepBoth))
		assert.Equal(t, all, everything(t, v))
	})
	t.Run("a copy that was changed stays one", func(t *testing.T) {
		v := newVault(t)
		fill(t, v, shop())
		restore(t, v, contentOf(theirs), Merge, KeepBoth)
		changed := theirs
		changed.Public = map[string]string{"client_id": "9"}
		restore(t, v, contentOf(changed), Merge, KeepBoth)
		assert.Len(t, v.List(), 2)
		restore(t, v, contentOf(changed), Merge, Take)
		all := everything(t, v)
		assert.Equal(t, shop(), all[0])
		assert.Equal(t, "9", all[1].Public["client_id"])
		assert.Equal(t, "门店一 2", all[1].Name)
	})
	t.Run("replacing takes the copy, under the backup's name", func(t *testing.T) {
		v := newVault(t)
		fill(t, v, shop())
		restore(t, v, contentOf(theirs), Merge, KeepBoth)
		r := restore(t, v, contentOf(theirs), Replace, Undecided)
		assert.Equal(t, Result{Replaced: []string{"门店一"}, Removed: []string{"门店一"}}, r)
		require.Len(t, v.List(), 1)
		assert.Equal(t, "门店一", v.List()[0].Name)
		assert.Equal(t, Result{Kept: []string{"门店一"}}, restore(t, v, contentOf(theirs), Replace, Undecided))
	})
	t.Run("leave out a new one", func(t *testing.T) {
		v := newVault(t)
		p := mustPreview(t, v, contentOf(theirs))
		p.Items[0].Decision = Keep
		r, err := p.Apply(t.Context(), v, Merge)
		require.NoError(t, err)
		assert.Equal(t, Result{LeftOut: []string{"门店一"}}, r)
		assert.Empty(t, v.List())
	})
}

func TestReplaceRemovesTheRest(t *testing.T) {
	v := newVault(t)
	changed := shop()
	changed.Values = map[string]string{"client_secret": "changed since"}
	fill(t, v, plainly("cccccccccccccccc", "to go"), changed, plainly("dddddddddddddddd", "same"))
	backup := contentOf(shop(), plainly("dddddddddddddddd", "same"), plainly("eeeeeeeeeeeeeeee", "TO GO"))
	p := mustPreview(t, v, backup)
	require.Empty(t, p.Others, "the name stands for it")

	backup.Credentials[2].Platform = "kis"
	p = mustPreview(t, v, backup)
	require.Len(t, p.Others, 1)
	r, err := p.Apply(t.Context(), v, Replace)
	require.NoError(t, err)
	assert.Equal(t, Result{Added: []string{"TO GO"}, Replaced: []string{"门店一"}, Kept: []string{"same"}, Removed: []string{"to go"}}, r)
	assert.ElementsMatch(t, backup.Credentials, everything(t, v))
}

func TestMatching(t *testing.T) {
	for name, tc := range map[string]struct {
		ours, theirs []vault.Full
		states       []State
		names        []string // after Merge with Take
		others       int
	}{
		"by id, for all its name": {
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "x")}, []vault.Full{plainly("aaaaaaaaaaaaaaaa", "y")},
			[]State{Differs}, []string{"y"}, 0,
		},
		"by name, for all its id": {
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "x")}, []vault.Full{plainly("bbbbbbbbbbbbbbbb", "x")},
			[]State{Differs}, []string{"x"}, 0,
		},
		"id before name": {
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "x")}, []vault.Full{plainly("bbbbbbbbbbbbbbbb", "x"), plainly("aaaaaaaaaaaaaaaa", "z")},
			[]State{New, Differs}, []string{"x", "z"}, 0,
		},
		"names exchanged": {
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "x"), plainly("bbbbbbbbbbbbbbbb", "y")},
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "y"), plainly("bbbbbbbbbbbbbbbb", "x")},
			[]State{Differs, Differs}, []string{"y", "x"}, 0,
		},
		"another platform of the same name and id": {
			[]vault.Full{plainly("aaaaaaaaaaaaaaaa", "x")}, []vault.Full{func() vault.Full {
				f := plainly("aaaaaaaaaaaaaaaa", "x")
				f.Platform = "kis"
				return f
			}()},
			[]State{New}, []string{"x 2"}, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range tc.theirs {
				tc.theirs[i].Values = map[string]string{"client_secret": "theirs"}
			}
			v := newVault(t)
			fill(t, v, tc.ours...)
			p := mustPreview(t, v, contentOf(tc.theirs...))
			var states []State
			for i := range p.Items {
				states = append(states, p.Items[i].State)
				p.Items[i].Decision = Take
			}
			assert.Equal(t, tc.states, states)
			assert.Len(t, p.Others, tc.others)
			assert.Equal(t, tc.names, p.Names(Merge))
			_, err := p.Apply(t.Context(), v, Merge)
			require.NoError(t, err)
			for _, name := range tc.names {
				c, err := v.Find(name)
				require.NoError(t, err)
				secrets, err := v.Secrets(t.Context(), c.ID)
				require.NoError(t, err)
				assert.Equal(t, "theirs", secrets["client_secret"])
			}
			before := v.List()
			restore(t, v, contentOf(tc.theirs...), Merge, Take)
			assert.Len(t, v.List(), len(before), "nothing twice")
		})
	}
}

func TestNumberedNamesFit(t *testing.T) {
	long := strings.Repeat("长", maxName)
	used := map[string]bool{vault.NameKey(long): true}
	name := numbered(long, used)
	require.NoError(t, vault.CheckName(name))
	assert.True(t, strings.HasSuffix(name, " 2"))
}

func TestWhatIsNotUsableIsLeftAlone(t *testing.T) {
	for _, m := range []Mode{Merge, Replace} {
		v := newVault(t)
		ours := shop()
		ours.Values = map[string]string{"client_secret": "ours"}
		fill(t, v, ours)
		p, err := Preview(t.Context(), v, contentOf(shop(), plainly("bbbbbbbbbbbbbbbb", "two")), func(vault.Credential) bool { return false })
		require.NoError(t, err)
		r, err := p.Apply(t.Context(), v, m)
		require.NoError(t, err)
		assert.Equal(t, Result{Refused: []string{"门店一", "two"}}, r)
		assert.Equal(t, []vault.Full{ours}, everything(t, v))
	}
}

func TestAPreviewThatIsOutOfDateDoesNothing(t *testing.T) {
	for name, between := range map[string]func(*vault.Vault) error{
		"edited": func(v *vault.Vault) error {
			_, err := v.Edit(context.Background(), "aaaaaaaaaaaaaaaa", func(c *vault.Credential, _ map[string]string) error { c.Name = "renamed"; return nil })
			return err
		},
		"removed": func(v *vault.Vault) error { return v.Remove(context.Background(), "aaaaaaaaaaaaaaaa") },
		"name taken": func(v *vault.Vault) error {
			_, err := v.Add(context.Background(), vault.Credential{Platform: "jdy", Name: "two"}, nil)
			return err
		},
		"restored meanwhile": func(v *vault.Vault) error {
			return v.ApplyBulk(context.Background(), vault.Bulk{Put: []vault.Full{plainly("bbbbbbbbbbbbbbbb", "two")}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVault(t)
			fill(t, v, shop())
			theirs := shop()
			theirs.Values = map[string]string{"client_secret": "theirs"}
			p := mustPreview(t, v, contentOf(theirs, plainly("bbbbbbbbbbbbbbbb", "two")))
			p.Items[0].Decision = Take
			require.NoError(t, between(v))
			before := everything(t, v)
			_, err := p.Apply(t.Context(), v, Merge)
			require.ErrorIs(t, err, vault.ErrConflict)
			assert.Equal(t, before, everything(t, v))
		})
	}
}

func TestCollect(t *testing.T) {
	v := newVault(t)
	fill(t, v, shop(), plainly("bbbbbbbbbbbbbbbb", "two"))
	c, _, err := Collect(t.Context(), v, Choice{
		IDs: []string{"aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"}, WithoutTokens: true,
		AutoRenew: []TokenRef{{Credential: "aaaaaaaaaaaaaaaa", Kind: "access"}},
	}, now(), "p")
	require.NoError(t, err)
	require.Len(t, c.Credentials, 1)
	assert.False(t, c.All)
	assert.Zero(t, c.Tokens())
	assert.Empty(t, c.AutoRenew)
	_, _, err = Collect(t.Context(), v, Choice{IDs: []string{"cccccccccccccccc"}}, now(), "p")
	assert.ErrorIs(t, err, vault.ErrNotFound)
	c, _, err = Collect(t.Context(), v, Choice{IDs: []string{}}, now(), "p")
	require.NoError(t, err)
	assert.Empty(t, c.Credentials)
}

// lossyKeyring has lost what was stored under some names.
type lossyKeyring struct{ items map[string]string }

func (k lossyKeyring) Get(item string) (string, error) {
	if value, ok := k.items[item]; ok {
		return value, nil
	}
	return "", vault.ErrNotFound
}
func (k lossyKeyring) Set(item, value string) error { k.items[item] = value; return nil }
func (k lossyKeyring) Delete(item string) error     { delete(k.items, item); return nil }

func TestWhatIsLostIsNamedAndComesBack(t *testing.T) {
	keyring := lossyKeyring{map[string]string{}}
	v, err := vault.Open(t.Context(), vault.Options{Dir: t.TempDir(), Store: vault.StoreKeyring, Keyring: keyring, Clock: now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	fill(t, v, shop(), plainly("bbbbbbbbbbbbbbbb", "two"))
	whole, _, err := Collect(t.Context(), v, Choice{}, now(), "p")
	require.NoError(t, err)
	for item, value := range keyring.items {
		if strings.Contains(value, "secret of two") {
			delete(keyring.items, item)
		}
	}
	c, unreadable, err := Collect(t.Context(), v, Choice{}, now(), "p")
	require.NoError(t, err)
	require.Len(t, c.Credentials, 1)
	require.Len(t, unreadable, 1)
	assert.Equal(t, "two", unreadable[0].Credential.Name)
	require.ErrorIs(t, unreadable[0].Err, vault.ErrItemMissing)

	assert.Equal(t, []string{"two"}, restore(t, v, whole, Merge, Take).Replaced)
	assert.Len(t, everything(t, v), 2)
	assert.Len(t, keyring.items, 5, "nothing is left behind")
}

// TestALostTokenIsLeftOut: it is no reason to go without a backup.
func TestALostTokenIsLeftOut(t *testing.T) {
	keyring := lossyKeyring{map[string]string{}}
	v, err := vault.Open(t.Context(), vault.Options{Dir: t.TempDir(), Store: vault.StoreKeyring, Keyring: keyring, Clock: now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	fill(t, v, shop())
	for item, value := range keyring.items {
		if strings.Contains(value, "canary-token") {
			delete(keyring.items, item)
		}
	}
	c, unreadable, err := Collect(t.Context(), v, Choice{}, now(), "p")
	require.NoError(t, err)
	assert.Empty(t, unreadable)
	require.Len(t, c.Credentials, 1)
	require.Len(t, c.Credentials[0].Tokens, 1)
	assert.Equal(t, "forever", c.Credentials[0].Tokens[0].Kind)
	assert.Equal(t, "canary-forever", c.Credentials[0].TokenValues[0].Value)
}
