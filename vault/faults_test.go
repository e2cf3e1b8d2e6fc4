package vault

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

var errFault = errors.New("injected fault")

// fate decides what becomes of one process's calls to the disk and the keyring,
// counted together. At the step it strikes, the call has no effect, half of it
// (for writes), or all of it, and in each case fails, unless the fate lies. If
// deadly, the process is dead from then on: nothing it still does has an effect.
type fate struct {
	mu     sync.Mutex
	at     int // the step to strike at, from 1; 0 for never
	effect effect
	deadly bool
	lies   bool   // the call that is struck reports success
	hang   func() // the call that is struck first waits for this

	steps        int
	struck, dead bool
}

type effect int

const (
	noEffect effect = iota
	halfEffect
	fullEffect
)

var effects = map[string]effect{"before": noEffect, "half": halfEffect, "after": fullEffect}

// step returns how much of the next call is to happen, and its error.
func (f *fate) step() (effect, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.steps++
	switch {
	case f.dead:
		return noEffect, errFault
	case f.at == 0 || f.steps != f.at:
		return fullEffect, nil
	}
	f.struck = true
	if f.hang != nil {
		f.mu.Unlock()
		f.hang()
		f.mu.Lock()
	}
	f.dead = f.deadly
	if f.lies {
		return f.effect, nil
	}
	return f.effect, errFault
}

// faultyDisk is a disk under a fate. It leaves out the syncs: what was written is
// seen by the next process of a living machine.
type faultyDisk struct{ fate *fate }

func (d faultyDisk) do(data []byte, call func([]byte) error) error {
	how, err := d.fate.step()
	switch {
	case how == fullEffect:
		return errors.Join(err, call(data))
	case how == halfEffect && data != nil:
		return errors.Join(err, call(data[:len(data)/2]))
	}
	return err
}

func (d faultyDisk) WriteSync(path string, data []byte) error { return d.Write(path, data) }

func (d faultyDisk) Write(path string, data []byte) error {
	return d.do(data, func(b []byte) error { return osDisk{}.Write(path, b) })
}

func (d faultyDisk) Empty(path string) error {
	return d.do(nil, func([]byte) error { return osDisk{}.Empty(path) })
}

func (d faultyDisk) AppendSync(path string, data []byte) error {
	return d.do(data, func(b []byte) error {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, fileMode)
		if err != nil {
			return err
		}
		_, err = f.Write(b)
		return errors.Join(err, f.Close())
	})
}

func (d faultyDisk) Link(from, to string) error {
	return d.do(nil, func([]byte) error { return osDisk{}.Link(from, to) })
}

func (d faultyDisk) Rename(from, to string) error {
	return d.do(nil, func([]byte) error { return osDisk{}.Rename(from, to) })
}

func (d faultyDisk) Remove(path string) error {
	return d.do(nil, func([]byte) error { return osDisk{}.Remove(path) })
}

func (d faultyDisk) SyncDir(string) error { return d.do(nil, func([]byte) error { return nil }) }

// faultyKeyring is a keyring under a fate.
type faultyKeyring struct {
	fate *fate
	real Keyring
}

func (k faultyKeyring) do(call func() error) error {
	how, err := k.fate.step()
	if how == fullEffect {
		return errors.Join(err, call())
	}
	return err
}

func (k faultyKeyring) Get(item string) (value string, err error) {
	err = k.do(func() error {
		value, err = k.real.Get(item)
		return err
	})
	return value, err
}

func (k faultyKeyring) Items(ctx context.Context) (items []string, err error) {
	err = k.do(func() error {
		items, err = k.real.(KeyringLister).Items(ctx)
		return err
	})
	return items, err
}

func (k faultyKeyring) Set(item, value string) error {
	return k.do(func() error { return k.real.Set(item, value) })
}

func (k faultyKeyring) Delete(item string) error {
	return k.do(func() error { return k.real.Delete(item) })
}

// world is what outlives a process: a folder, and perhaps a keyring.
type world struct {
	dir     string
	kind    StoreKind
	keyring *mapKeyring

	passphrase string // of the file store
}

func newWorld(t *testing.T, kind StoreKind) *world {
	return &world{dir: quickDir(t), kind: kind, keyring: newMapKeyring(), passphrase: "p"}
}

// quickDir is a temporary folder, in memory where there is such a place: these
// tests replace so many files that a disk would take most of their time.
func quickDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "keycase-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// process opens the world's vault as a process under a fate.
func (w *world) process(f *fate) (*Vault, error) {
	return w.processOn(faultyDisk{f}, f)
}

func (w *world) processOn(d disk, f *fate) (*Vault, error) {
	return open(context.Background(), Options{
		Dir: w.dir, Store: w.kind, Keyring: faultyKeyring{f, w.keyring}, Clock: testClock, WorkFactor: 1,
		Passphrase: func(context.Context) ([]byte, error) { return []byte(w.passphrase), nil },
	}, d)
}

// vanish does what the system does for a process that died: it frees its locks.
func vanish(v *Vault) {
	v.end()
	if v.session != nil && v.session.lock != nil {
		_ = v.session.lock.Unlock()
	}
}

// stored lists the items that are in the store.
func (w *world) stored(t *testing.T) []string {
	t.Helper()
	var items []string
	if w.kind == StoreKeyring {
		for item := range w.keyring.items {
			items = append(items, item)
		}
	} else {
		files, err := filepath.Glob(filepath.Join(w.dir, secretsDir, "*"))
		require.NoError(t, err)
		for _, file := range files {
			if name := filepath.Base(file); name != identityName {
				items = append(items, name)
			}
		}
	}
	slices.Sort(items)
	return items
}

// seen is all that a vault holds, without the random ids.
type seen struct {
	Credentials []Credential
	Secrets     []map[string]string
	State       map[string]json.RawMessage
}

// observe reads everything; each secret that the index names has to be there.
func observe(t *testing.T, v *Vault) (s seen, items int) {
	t.Helper()
	s, items, err := readWhole(t.Context(), v)
	require.NoError(t, err)
	return s, items
}

// readWhole is observe for a vault that may have lost something, which err tells.
func readWhole(ctx context.Context, v *Vault) (s seen, items int, err error) {
	s.State = v.index.current().state
	for _, c := range v.List() {
		secrets, e := v.Secrets(ctx, c.ID)
		err = errors.Join(err, e)
		s.Secrets = append(s.Secrets, secrets)
		items += min(1, len(secrets))
		for i := range c.Grants {
			secrets, e := v.GrantSecrets(ctx, c.ID, c.Grants[i].ID)
			err = errors.Join(err, e)
			s.Secrets = append(s.Secrets, secrets)
			items += min(1, len(secrets))
			c.Grants[i].ID = ""
		}
		for i := range c.Tokens {
			secret, e := v.TokenSecret(ctx, c.ID, c.Tokens[i].ID)
			err = errors.Join(err, e)
			s.Secrets = append(s.Secrets, map[string]string{"value": secret.Value, "refresh": secret.Refresh})
			items++
			c.Tokens[i].ID = ""
		}
		c.ID = ""
		s.Credentials = append(s.Credentials, c)
	}
	return s, items, err
}

// settled opens the world as a healthy process, checks that store and index
// agree to the item and that nothing is left under way, and returns what is seen.
func (w *world) settled(t *testing.T) seen {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	s, items := observe(t, v)
	require.NoError(t, v.Close())
	require.Len(t, w.stored(t), items, "items that nothing refers to, or the other way round")
	left, err := filepath.Glob(filepath.Join(w.dir, sessionsDir, "*"))
	require.NoError(t, err)
	require.Empty(t, left)
	for _, c := range s.Credentials {
		require.NotEmpty(t, c.Name)
	}
	return s
}

// deeds are all the ways to change a vault, each on the vault that furnish made.
var deeds = map[string]func(context.Context, *Vault) error{
	"add": func(ctx context.Context, v *Vault) error {
		_, err := v.Add(ctx, Credential{Platform: "jdy", Name: "new"}, map[string]string{"s": "new"})
		return err
	},
	"edit secrets": func(ctx context.Context, v *Vault) error {
		_, err := v.Edit(ctx, v.List()[0].ID, func(c *Credential, s map[string]string) error {
			c.Name, c.Public["p"], s["s"] = "renamed", "2", "changed"
			return nil
		})
		return err
	},
	"edit name": func(ctx context.Context, v *Vault) error {
		_, err := v.Edit(ctx, v.List()[0].ID, func(c *Credential, _ map[string]string) error {
			c.Name = "renamed"
			return nil
		})
		return err
	},
	"edit address": func(ctx context.Context, v *Vault) error {
		_, err := v.Edit(ctx, v.List()[0].ID, func(c *Credential, _ map[string]string) error {
			c.BaseURL = "https://other.example"
			return nil
		})
		return err
	},
	"edit away secrets": func(ctx context.Context, v *Vault) error {
		_, err := v.Edit(ctx, v.List()[0].ID, func(_ *Credential, s map[string]string) error {
			clear(s)
			return nil
		})
		return err
	},
	"put new token": func(ctx context.Context, v *Vault) error {
		_, err := v.PutToken(ctx, v.List()[0].ID, Token{Kind: "other"}, TokenSecret{Value: "t2"})
		return err
	},
	"replace token": func(ctx context.Context, v *Vault) error {
		_, err := v.PutToken(ctx, v.List()[0].ID, Token{Kind: "access", Never: true}, TokenSecret{Value: "t2", Refresh: "r2"})
		return err
	},
	"forget token": func(ctx context.Context, v *Vault) error {
		c := v.List()[0]
		return v.ForgetToken(ctx, c.ID, c.Tokens[0].ID)
	},
	"put grant": func(ctx context.Context, v *Vault) error {
		_, err := v.PutGrant(ctx, v.List()[0].ID, Grant{Kind: "printer", Subject: "m2"}, map[string]string{"k": "2"})
		return err
	},
	"replace grant": func(ctx context.Context, v *Vault) error {
		_, err := v.PutGrant(ctx, v.List()[0].ID, Grant{Kind: "printer", Subject: "m1", Name: "x"}, map[string]string{"k": "2"})
		return err
	},
	"remove grant": func(ctx context.Context, v *Vault) error {
		c := v.List()[0]
		return v.RemoveGrant(ctx, c.ID, c.Grants[0].ID)
	},
	"apply": func(ctx context.Context, v *Vault) error {
		c := v.List()[0]
		_, err := v.Apply(ctx, c.ID, Change{
			ForgetTokens: []string{c.Tokens[1].ID},
			Public:       map[string]string{"p": "9"},
			Secrets:      map[string]string{"s": "rotated"},
			Grants:       []NewGrant{{Grant{Kind: "printer", Subject: "m3"}, map[string]string{"k": "3"}}},
			Tokens:       []NewToken{{Token{Kind: "access"}, TokenSecret{Value: "t9"}}},
		})
		return err
	},
	"remove": func(ctx context.Context, v *Vault) error { return v.Remove(ctx, v.List()[0].ID) },
	"state": func(_ context.Context, v *Vault) error {
		return v.UpdateState("k", deedState)
	},
	"select": func(_ context.Context, v *Vault) error {
		c := v.List()[0]
		return v.SelectGrant(c.ID, c.Grants[0].ID)
	},
	"touch": func(_ context.Context, v *Vault) error { return v.Touch(v.List()[0].ID) },
}

// furnish puts one of each into a vault.
func furnish(t *testing.T, w *world) {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	c, err := v.Add(t.Context(), Credential{Platform: "kis", Name: "first", Public: map[string]string{"p": "1"}}, map[string]string{"s": "secret"})
	require.NoError(t, err)
	_, err = v.Apply(t.Context(), c.ID, Change{
		Grants: []NewGrant{{Grant{Kind: "printer", Subject: "m1"}, map[string]string{"k": "1"}}},
		Tokens: []NewToken{{Token{Kind: "access"}, TokenSecret{Value: "t1"}}, {Token{Kind: "access", Subject: "m1"}, TokenSecret{Value: "tm"}}},
	})
	require.NoError(t, err)
	_, err = v.Add(t.Context(), Credential{Platform: "kis", Name: "second"}, map[string]string{"s": "secret"})
	require.NoError(t, err)
	require.NoError(t, v.Close())
}

func deedState(json.RawMessage) (json.RawMessage, error) { return json.RawMessage(`2`), nil }
