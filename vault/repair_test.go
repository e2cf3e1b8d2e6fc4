package vault

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// healthy opens a world's vault to the end of the test.
func healthy(t *testing.T, w *world) *Vault {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	return v
}

func examined(t require.TestingT, v *Vault) Report {
	report, err := v.Examine(context.Background())
	require.NoError(t, err)
	return report
}

// what shortens a report to kinds, parts and remedies.
func what(r Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, string(f.Kind)+" "+string(f.Part)+" "+string(f.Remedy))
	}
	slices.Sort(all)
	return all
}

// lose takes an item out of a world's store behind the vault's back.
func (w *world) lose(t require.TestingT, item string) {
	if w.kind == StoreFile {
		require.NoError(t, os.Remove(w.itemPath(item)))
		return
	}
	require.NoError(t, w.keyring.Delete(item))
}

func (w *world) itemPath(item string) string {
	return filepath.Join(w.dir, secretsDir, item+itemSuffix)
}

// allItems lists what an index refers to.
func allItems(v *Vault) (items []string) {
	for _, r := range v.index.current().records {
		items = r.items(items)
	}
	return items
}

func bothStores(t *testing.T, test func(t *testing.T, w *world)) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		t.Run(string(kind), func(t *testing.T) {
			w := newWorld(t, kind)
			furnish(t, w)
			test(t, w)
		})
	}
}

func TestNothingToRepair(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		v := healthy(t, w)
		before := w.files(t)
		report := examined(t, v)
		assert.Empty(t, report.Findings)
		assert.NoError(t, report.Unread)
		assert.False(t, report.Repairable())
		require.NoError(t, v.Repair(t.Context(), report))
		after := w.files(t)
		for name := range after { // the session that a repair starts
			if filepath.Dir(name) == sessionsDir {
				delete(after, name)
			}
		}
		assert.Equal(t, before, after)
	})
}

// TestLostSecretsAreMarked: the entry stays, says that it is lost, and takes the
// secret anew.
func TestLostSecretsAreMarked(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		v := healthy(t, w)
		first := v.index.current().records[0]
		for _, item := range first.items(nil) {
			w.lose(t, item)
		}
		report := examined(t, v)
		assert.Equal(t, []string{"missing fields mark", "missing grant mark", "missing token forget", "missing token forget"}, what(report))
		for _, f := range report.Findings {
			assert.Equal(t, "first", f.Name)
			assert.Equal(t, first.id, f.Credential)
		}
		require.NoError(t, v.Repair(ctx, report))

		c, err := v.Get(first.id)
		require.NoError(t, err)
		assert.True(t, c.Lost)
		assert.True(t, c.Grants[0].Lost)
		assert.Equal(t, []string{"s"}, c.Secrets, "what is to be typed")
		assert.Equal(t, map[string]string{"p": "1"}, c.Public)
		assert.Empty(t, c.Tokens)
		_, err = v.Secrets(ctx, c.ID)
		require.ErrorIs(t, err, ErrItemMissing)
		_, err = v.GrantSecrets(ctx, c.ID, c.Grants[0].ID)
		require.ErrorIs(t, err, ErrItemMissing)
		report = examined(t, v)
		assert.Equal(t, []string{"lost fields ", "lost grant "}, what(report))
		assert.False(t, report.Repairable())

		c, err = v.Edit(ctx, c.ID, func(c *Credential, _ map[string]string) error { c.BaseURL = "https://x.example"; return nil })
		require.NoError(t, err)
		assert.True(t, c.Lost, "another address brings nothing back")
		c, err = v.Edit(ctx, c.ID, func(_ *Credential, s map[string]string) error { s["s"] = "again"; return nil })
		require.NoError(t, err)
		assert.False(t, c.Lost)
		_, err = v.PutGrant(ctx, c.ID, c.Grants[0], map[string]string{"k": "again"})
		require.NoError(t, err)
		assert.Empty(t, examined(t, v).Findings)
		observe(t, v)
	})
}

func TestDamagedSecretsAreMarked(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	v := healthy(t, w)
	first := v.index.current().records[0]
	for _, item := range first.items(nil) {
		damage(t, w.itemPath(item))
	}
	report := examined(t, v)
	assert.Equal(t, []string{"damaged fields mark", "damaged grant mark", "damaged token forget", "damaged token forget"}, what(report))
	require.NoError(t, v.Repair(t.Context(), report))
	for _, item := range first.items(nil) {
		assert.NoFileExists(t, w.itemPath(item))
	}
	assert.Equal(t, []string{"lost fields ", "lost grant "}, what(examined(t, v)))
}

// TestNothingIsDamagedForWantOfTheIdentity: a repair must not throw away what comes
// back with the identity file.
func TestNothingIsDamagedForWantOfTheIdentity(t *testing.T) {
	harms := map[string]func(t *testing.T, w *world, path string){
		"gone":    func(t *testing.T, _ *world, path string) { require.NoError(t, os.Remove(path)) },
		"damaged": func(t *testing.T, _ *world, path string) { damage(t, path) },
		"another": func(t *testing.T, _ *world, path string) {
			other := newWorld(t, StoreFile)
			furnish(t, other)
			data, err := os.ReadFile(other.path(filepath.Join(secretsDir, identityName)))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(path, data, fileMode))
		},
	}
	for name, harm := range harms {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, StoreFile)
			furnish(t, w)
			harm(t, w, w.path(filepath.Join(secretsDir, identityName)))
			before := w.stored(t)
			v := healthy(t, w)
			report := examined(t, v)
			assert.False(t, report.Repairable(), "%v", what(report))
			if name == "another" {
				assert.Len(t, report.Findings, len(before))
				assert.Equal(t, FoundOtherKey, report.Findings[0].Kind)
			} else {
				require.ErrorIs(t, report.Unread, ErrCorrupt)
			}
			require.NoError(t, v.Repair(t.Context(), report))
			assert.Equal(t, before, w.stored(t))
		})
	}
}

// TestAnotherKeyringIsNotRepaired: where none of the secrets is there, the right
// keyring may only be away, and everything serves again when it is back.
func TestAnotherKeyringIsNotRepaired(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	v := healthy(t, w)
	before, _ := observe(t, v)
	items := maps.Clone(w.keyring.items)
	clear(w.keyring.items)
	report := examined(t, v)
	require.NotEmpty(t, report.Findings)
	for _, f := range report.Findings {
		assert.Equal(t, FoundElsewhere, f.Kind)
	}
	assert.False(t, report.Repairable())
	require.NoError(t, v.Repair(t.Context(), report))
	maps.Copy(w.keyring.items, items)
	after, _ := observe(t, v)
	assert.Equal(t, before, after)
}

func TestExamineLocked(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	v, err := open(t.Context(), Options{Dir: w.dir, Clock: testClock}, osDisk{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	first := v.index.current().records[0]
	w.lose(t, first.item)
	damage(t, w.itemPath(first.grants[0].item))
	report := examined(t, v)
	assert.Equal(t, []string{"missing fields mark"}, what(report), "damage is seen only with the key")
	require.ErrorIs(t, report.Unread, ErrLocked)
	require.NoError(t, v.Repair(t.Context(), report))
	assert.True(t, v.List()[0].Lost)

	k := &oddKeyring{mapKeyring: newMapKeyring()}
	v = openTest(t, Options{Dir: t.TempDir(), Store: StoreKeyring, Keyring: k})
	k.probe = func(context.Context) error { return ErrLocked }
	_, err = v.Examine(t.Context())
	require.ErrorIs(t, err, ErrLocked)
}

func TestStraysAreDeleted(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		v := healthy(t, w)
		want, _ := observe(t, v)
		before := w.stored(t)
		gone := allItems(v)[0]
		require.NoError(t, v.Remove(t.Context(), v.List()[0].ID)) // the older generation still names it
		own, other := gone, "abcdefghijklmnopqrstuvwx22"
		for _, item := range []string{own, other} {
			if w.kind == StoreFile {
				require.NoError(t, os.WriteFile(w.itemPath(item), []byte("x"), fileMode))
			} else {
				require.NoError(t, w.keyring.Set(item, "x"))
			}
		}
		report := examined(t, v)
		if w.kind == StoreFile {
			assert.Equal(t, []string{"stray  delete", "stray  delete"}, what(report))
		} else {
			assert.Equal(t, []string{"stray  delete", "unknown  "}, what(report), "another folder's, perhaps")
			assert.Equal(t, 1, report.Findings[1].Count)
		}
		require.NoError(t, v.Repair(t.Context(), report))
		assert.False(t, examined(t, v).Repairable())
		got, _ := observe(t, v)
		assert.Equal(t, want.Credentials[1:], got.Credentials)
		assert.Less(t, len(w.stored(t)), len(before))
	})
}

// TestWhatIsUnderWayIsNoStray: another process has noted it and will refer to it.
func TestWhatIsUnderWayIsNoStray(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		v, busy := healthy(t, w), healthy(t, w)
		const item = "abcdefghijklmnopqrstuvwx22"
		require.NoError(t, busy.startSession(t.Context()))
		require.NoError(t, busy.session.note(w.kind, []string{item}))
		require.NoError(t, busy.store().Set(t.Context(), item, []byte("half way")))
		if w.kind == StoreFile {
			require.NoError(t, os.WriteFile(tempName(w.itemPath(item)), []byte("x"), fileMode))
		}
		for _, looks := range []*Vault{v, busy} {
			assert.Empty(t, examined(t, looks).Findings)
		}
	})
}

func TestLeftoverFilesAreDeleted(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	v := healthy(t, w)
	left := []string{
		tempName(indexName), tempName(copyName), tempName(olderName), "index.broken-1.json", "index.broken-27.json",
		filepath.Join(secretsDir, "abcdefghijklmnopqrstuvwx22.age.tmp"),
	}
	kept := []string{"index.broken-x.json", "notes.txt", filepath.Join(secretsDir, "identity.age.tmp"), filepath.Join(secretsDir, "README")}
	for _, name := range append(left, kept...) {
		require.NoError(t, os.WriteFile(w.path(name), []byte("x"), fileMode))
	}
	report := examined(t, v)
	require.Len(t, report.Findings, len(left))
	for _, f := range report.Findings {
		assert.Equal(t, RemedyDelete, f.Remedy)
		assert.Contains(t, left, f.Path[len(w.dir)+1:])
	}
	// A report that somebody made up reaches no other files.
	for _, name := range append(kept, indexName, "../x") {
		report.Findings = append(report.Findings, Finding{Kind: FoundTempFile, Remedy: RemedyDelete, Path: w.path(name)})
	}
	require.NoError(t, v.Repair(t.Context(), report))
	for _, name := range left {
		assert.NoFileExists(t, w.path(name))
	}
	for _, name := range append(kept, indexName) {
		assert.FileExists(t, w.path(name))
	}
}

// TestRepairPassesOverWhatChanged: it does what the report said or nothing.
func TestRepairPassesOverWhatChanged(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		v := healthy(t, w)
		first := v.index.current().records[0]
		for _, item := range first.items(nil) {
			w.lose(t, item)
		}
		report := examined(t, v)
		_, err := v.Edit(ctx, first.id, func(_ *Credential, s map[string]string) error { s["s"] = "typed"; return nil })
		require.NoError(t, err)
		c, err := v.PutToken(ctx, first.id, Token{Kind: "access"}, TokenSecret{Value: "new"})
		require.NoError(t, err)
		require.NoError(t, v.Repair(ctx, report))
		secrets, err := v.Secrets(ctx, first.id)
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"s": "typed"}, secrets)
		_, err = v.TokenSecret(ctx, first.id, c.ID)
		require.NoError(t, err)
		cred, err := v.Get(first.id)
		require.NoError(t, err)
		assert.Len(t, cred.Tokens, 1, "the other one is forgotten")

		require.NoError(t, v.Remove(ctx, first.id))
		require.NoError(t, v.Repair(ctx, report), "nor is what is gone")
	})
}

func TestRepairAcceptsTheIndexAsItIs(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		v, err := w.process(&fate{})
		require.NoError(t, err)
		require.NoError(t, v.Remove(t.Context(), v.List()[0].ID))
		require.NoError(t, v.Close())
		damage(t, w.path(indexName))
		damage(t, w.path(copyName))
		v = healthy(t, w)
		assert.FileExists(t, v.BrokenIndex())
		report := examined(t, v)
		assert.Equal(t, []string{
			"broken_index  delete", "broken_index  delete", "missing fields mark", "missing grant mark",
			"missing token forget", "missing token forget", "older_index  accept",
		}, what(report))
		require.NoError(t, v.Repair(t.Context(), report))
		assert.Equal(t, RecoveryNone, v.Recovery())
		assert.Empty(t, v.BrokenIndex(), "what is deleted is pointed at no more")
		assert.Equal(t, []string{"lost fields ", "lost grant "}, what(examined(t, v)), "the deleted one, to be deleted again")
		require.NoError(t, v.Remove(t.Context(), v.List()[0].ID))
		assert.Empty(t, examined(t, v).Findings)
	})
}

func TestRepairOfAnIndexGoneAltogether(t *testing.T) {
	bothStores(t, func(t *testing.T, w *world) {
		for _, name := range []string{indexName, copyName, olderName} {
			require.NoError(t, os.Remove(w.path(name)))
		}
		before := len(w.stored(t))
		v := healthy(t, w)
		report := examined(t, v)
		require.Equal(t, FoundEmptyIndex, report.Findings[0].Kind)
		require.NoError(t, v.Repair(t.Context(), report))
		assert.Equal(t, RecoveryNone, v.Recovery())
		if w.kind == StoreFile {
			assert.Empty(t, w.stored(t))
			return
		}
		assert.Len(t, w.stored(t), before, "nothing says that they are ours")
		assert.Equal(t, []string{"unknown  "}, what(examined(t, v)))
	})
}

func TestExamineMemory(t *testing.T) {
	v, _ := memoryVault(t)
	c := bound(t, v, "own")
	assert.Empty(t, examined(t, v).Findings)
	clear(v.store().(*memoryStore).items)
	report := examined(t, v)
	assert.Len(t, report.Findings, 5)
	require.NoError(t, v.Repair(t.Context(), report))
	got, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.True(t, got.Lost)
}

// TestRepairEndsInAgreement: whatever is done to a store and an index, and wherever
// repairs die, repairing ends with an index and a store that agree. Only what lost
// all of its secrets with a keyring is left as it is.
func TestRepairEndsInAgreement(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		kind := rapid.SampledFrom([]StoreKind{StoreKeyring, StoreKeyring, StoreFile}).Draw(r, "kind")
		w := newWorld(t, kind)
		defer func() { _ = os.RemoveAll(w.dir) }()
		furnish(t, w)
		v, err := w.process(&fate{})
		require.NoError(r, err)
		deed := rapid.SampledFrom(slices.Sorted(maps.Keys(deeds))).Draw(r, "deed")
		require.NoError(r, deeds[deed](context.Background(), v))
		names := map[string]string{}
		for _, item := range allItems(v) {
			if rapid.IntRange(0, 2).Draw(r, "lose") == 0 {
				w.lose(r, item)
			}
		}
		for _, c := range v.List() {
			names[c.ID] = c.Name
		}
		require.NoError(r, v.Close())
		harmed := rapid.Bool().Draw(r, "both damaged")
		if harmed {
			damage(t, w.path(indexName))
			damage(t, w.path(copyName))
		}
		for round, done := 0, false; !done; round++ {
			require.Less(r, round, 30, "it does not end")
			f := &fate{deadly: true}
			if round < 3 {
				f.at = rapid.IntRange(1, 60).Draw(r, "death")
				f.effect = rapid.SampledFrom([]effect{noEffect, halfEffect, fullEffect}).Draw(r, "effect")
			}
			v, err := w.process(f)
			if err != nil {
				require.True(r, f.struck, "%v", err)
				continue
			}
			report, err := v.Examine(context.Background())
			if err == nil {
				err = v.Repair(context.Background(), report)
			}
			vanish(v)
			require.True(r, f.struck || err == nil, "%v", err)
			done = !f.struck
		}
		v, err = w.process(&fate{})
		require.NoError(r, err)
		defer func() { require.NoError(r, v.Close()) }()
		require.Equal(r, RecoveryNone, v.Recovery())
		require.False(r, examined(r, v).Repairable(), "%v", what(examined(r, v)))
		if !harmed {
			require.Len(r, v.List(), len(names), "entries stay")
		}
		items := allItems(v)
		unknown, elsewhere := 0, 0
		for _, f := range examined(r, v).Findings {
			unknown += f.Count
			if f.Kind == FoundElsewhere {
				elsewhere++
			}
		}
		if elsewhere > 0 { // all of them are lost, which may be another keyring
			require.Equal(r, StoreKeyring, kind)
			require.Len(r, items, elsewhere)
			items = nil
		}
		for _, item := range items {
			_, err := v.store().Get(context.Background(), item)
			require.NoError(r, err, "an entry without its secret")
		}
		require.Len(r, w.stored(t), len(items)+unknown, "a secret without its entry")
	})
}

func FuzzItemNames(f *testing.F) {
	f.Add([]byte(`{"id":"a","item":"abcdefghijklmnopqrstuvwx22"},"item":"x"`))
	f.Add([]byte(`"item":"ABCDEFGHIJKLMNOPQRSTUVWX22"`))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, item := range itemNames(data) {
			require.True(t, validItem(item))
			require.Contains(t, string(data), item)
		}
	})
}

// TestFaultAndDamageOfBothAtEachStep: index and second copy are damaged after a
// fault, and the older generation that serves then can be repaired.
func TestFaultAndDamageOfBothAtEachStep(t *testing.T) {
	for _, deadly := range []bool{true, false} {
		for name, deed := range deeds {
			t.Run(fmt.Sprintf("%s deadly %t", name, deadly), func(t *testing.T) {
				t.Parallel()
				eachStep(t, StoreKeyring, deed, deadly, func(t *testing.T, w *world, _, _ seen, _ *fate, _ error) {
					damage(t, w.path(indexName))
					require.NoError(t, os.WriteFile(w.path(copyName), []byte("x"), fileMode)) // it may be gone
					v := healthy(t, w)
					require.Equal(t, RecoveryOlder, v.Recovery())
					require.NoError(t, v.Repair(t.Context(), examined(t, v)))
					report := examined(t, v)
					require.False(t, report.Repairable(), "%v", what(report))
					require.Equal(t, RecoveryNone, v.Recovery())
					items := allItems(v)
					for _, item := range items {
						require.Contains(t, w.keyring.items, item, "an entry without its secret")
					}
					unknown := 0
					for _, f := range report.Findings {
						unknown += f.Count
					}
					require.Len(t, w.stored(t), len(items)+unknown, "a secret without its entry")
				})
			})
		}
	}
}
