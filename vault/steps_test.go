package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// eachStep does a deed once for each of its steps and each effect of a fault
// there, on a fresh world each, until a run goes through unharmed.
func eachStep(t *testing.T, kind StoreKind, deed func(context.Context, *Vault) error, deadly bool,
	check func(t *testing.T, w *world, old, next seen, f *fate, err error)) {
	t.Helper()
	w := newWorld(t, kind)
	furnish(t, w)
	old := w.settled(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	require.NoError(t, deed(t.Context(), v))
	require.NoError(t, v.Close())
	next := w.settled(t)
	require.NotEqual(t, old, next)

	for name, how := range effects {
		for at := 1; ; at++ {
			struck := false
			t.Run(fmt.Sprintf("%s step %d", name, at), func(t *testing.T) {
				w := newWorld(t, kind)
				furnish(t, w)
				f := &fate{at: at, effect: how, deadly: deadly}
				v, err := w.process(f)
				if err == nil {
					err = deed(t.Context(), v)
					if deadly {
						vanish(v)
					} else {
						_ = v.Close()
					}
				}
				struck = f.struck
				check(t, w, old, next, f, err)
				round(t, outcome(err))
			})
			if !struck || t.Failed() {
				require.Greater(t, at, 3, "no faults were tried")
				break
			}
		}
	}
}

// TestDeathAtEachStep: whatever step a process dies at, the next start finds the
// old state or the new one, no secret without its entry and no entry without its
// secret.
func TestDeathAtEachStep(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range deeds {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				t.Parallel()
				eachStep(t, kind, deed, true, func(t *testing.T, w *world, old, next seen, _ *fate, err error) {
					got := w.settled(t)
					if err == nil {
						require.Equal(t, next, got, "acknowledged, but not there")
						return
					}
					require.Contains(t, []seen{old, next}, got)
				})
			})
		}
	}
}

// TestFaultAtEachStep: the same for one failing call in a process that lives on.
func TestFaultAtEachStep(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, deed := range deeds {
			t.Run(string(kind)+" "+name, func(t *testing.T) {
				t.Parallel()
				eachStep(t, kind, deed, false, func(t *testing.T, w *world, old, next seen, _ *fate, err error) {
					got := w.settled(t)
					if err == nil || errors.Is(err, ErrLeftover) {
						require.Equal(t, next, got, "done, but not there")
						return
					}
					require.Contains(t, []seen{old, next}, got)
				})
			})
		}
	}
}

// TestFaultAndDamageAtEachStep: in addition the index is damaged, so that its
// second copy has to serve, which may refer to nothing that was deleted.
func TestFaultAndDamageAtEachStep(t *testing.T) {
	for _, deadly := range []bool{true, false} {
		for name, deed := range deeds {
			t.Run(fmt.Sprintf("%s deadly %t", name, deadly), func(t *testing.T) {
				t.Parallel()
				eachStep(t, StoreKeyring, deed, deadly, func(t *testing.T, w *world, old, next seen, f *fate, _ error) {
					damage(t, filepath.Join(w.dir, indexName))
					got := w.settled(t)
					if !f.struck {
						require.Equal(t, next, got, "the copy is not as new as the index")
						return
					}
					require.Contains(t, []seen{old, next}, got)
				})
			})
		}
	}
}

// damage flips a bit in the middle of a file.
func damage(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	data[len(data)/2] ^= 4
	require.NoError(t, os.WriteFile(path, data, fileMode))
}

// TestDeathAtEachStepOfOpen: the first start of all, and the next one.
func TestDeathAtEachStepOfOpen(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		for name, how := range effects {
			for at := 1; ; at++ {
				w := newWorld(t, kind)
				f := &fate{at: at, effect: how, deadly: true}
				v, err := w.process(f)
				if err == nil {
					vanish(v)
				}
				require.Empty(t, w.settled(t).Credentials, "%s %s step %d", kind, name, at)
				if !f.struck {
					require.Greater(t, at, 3)
					break
				}
			}
		}
	}
}

// TestDeathDuringRecovery: the one who cleans up may die too, at any step.
func TestDeathDuringRecovery(t *testing.T) {
	for _, first := range []int{3, 5, 7, 8, 9, 10, 12} {
		for at := 1; ; at++ {
			w := newWorld(t, StoreKeyring)
			furnish(t, w)
			v, err := w.process(&fate{at: first, deadly: true})
			require.NoError(t, err)
			_ = deeds["edit secrets"](t.Context(), v)
			vanish(v)
			f := &fate{at: at, deadly: true}
			if v, err := w.process(f); err == nil {
				vanish(v)
			}
			s := w.settled(t)
			require.Contains(t, []string{"first", "renamed"}, s.Credentials[0].Name)
			if !f.struck {
				break
			}
		}
	}
}
