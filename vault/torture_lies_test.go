package vault

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// lies are calls that report success with no effect, or with half of it.
var lies = map[string]effect{"nothing": noEffect, "half": halfEffect}

// beforeAndAfter returns what a deed makes of a furnished world.
func beforeAndAfter(t *testing.T, kind StoreKind, deed func(context.Context, *Vault) error) (old, next seen) {
	t.Helper()
	w := newWorld(t, kind)
	furnish(t, w)
	old = w.settled(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	require.NoError(t, deed(t.Context(), v))
	require.NoError(t, v.Close())
	return old, w.settled(t)
}

// TestTortureLies: at each step of each deed, a disk or a keyring says that it did
// what it did not.
func TestTortureLies(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range tortured() {
			t.Run(fmt.Sprintf("%s %s", kind, name), func(t *testing.T) {
				t.Parallel()
				old, next := beforeAndAfter(t, kind, deed)
				for lie, how := range lies {
					for at, struck := 1, true; struck; at++ {
						w := newWorld(t, kind)
						furnish(t, w)
						f := &fate{at: at, effect: how, lies: true}
						v, err := w.process(f)
						if err == nil {
							err = deed(t.Context(), v)
							_ = v.Close()
						}
						struck = f.struck
						t.Logf("lie %s at step %d: %v", lie, at, err)
						oldOrNew(t, old, next, w.settled(t), err)
						round(t, outcome(err))
					}
				}
			})
		}
	}
}

// TestTortureFirstStart: the same with failures and deaths too, for the first start
// of all and the first credential.
func TestTortureFirstStart(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			eachBlow(func(f *fate) {
				w := newWorld(t, kind)
				v, err := w.process(f)
				if err == nil {
					err = deeds["add"](t.Context(), v)
					f.end(v)
				}
				got := w.settled(t)
				require.LessOrEqual(t, len(got.Credentials), 1)
				if err == nil {
					require.Len(t, got.Credentials, 1, "acknowledged, but not there")
				}
				round(t, outcome(err))
			})
		})
	}
}

// TestTortureChangeOfPassphrase: the store opens with the new one if the change was
// acknowledged, and else with one of the two; all secrets are there.
func TestTortureChangeOfPassphrase(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	old := w.settled(t)
	eachBlow(func(f *fate) {
		w := newWorld(t, StoreFile)
		furnish(t, w)
		v, err := w.process(f)
		if err == nil {
			err = v.ChangePassphrase(t.Context(), []byte("p"), []byte("q"))
			f.end(v)
		}
		v, openErr := w.process(&fate{})
		require.NoError(t, openErr)
		if v.Unlock(t.Context(), []byte("q")) == nil {
			w.passphrase = "q"
		}
		require.NoError(t, v.Close())
		if err == nil {
			require.Equal(t, "q", w.passphrase, "acknowledged, but not there")
		}
		require.Equal(t, old, w.settled(t))
		round(t, outcome(err))
	})
}
