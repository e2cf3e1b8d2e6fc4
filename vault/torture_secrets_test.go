package vault

import (
	"errors"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTortureSecretFiles: each file of the file store is damaged in every way, also
// by the content of another one. Its secret is refused and never a wrong one given,
// all others are there, and Examine finds it.
func TestTortureSecretFiles(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	whole := w.settled(t)
	before := w.files(t)
	r := rand.New(rand.NewPCG(6, 4))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(before)), func(name string) bool {
		return !strings.HasPrefix(name, secretsDir)
	})
	for i, name := range names {
		other := before[names[(i+1)%len(names)]]
		for _, damage := range damages {
			times := 1
			if damage.drawn {
				times = rounds(4, 400)
			}
			if damage.name == "intact" || damage.name == "newer" {
				continue
			}
			for range times {
				w.put(t, name, damage.do(before[name], other, r))
				if filepath.Base(name) == identityName {
					w.lostIdentity(t)
					round(t, "key: all refused")
				} else {
					w.lostSecret(t, whole)
					round(t, "secret: refused and found")
				}
				w.put(t, name, before[name])
			}
		}
	}
	require.Equal(t, whole, w.settled(t))
}

// lostSecret checks a vault of which one secret is damaged.
func (w *world) lostSecret(t *testing.T, whole seen) {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	got, _, err := readWhole(t.Context(), v)
	require.True(t, errors.Is(err, ErrCorrupt) || errors.Is(err, ErrItemMissing), "%v", err)
	wrong := 0
	for i, secrets := range got.Secrets {
		if !maps.Equal(secrets, whole.Secrets[i]) {
			for _, value := range secrets {
				require.Empty(t, value, "a wrong secret")
			}
			wrong++
		}
	}
	require.Equal(t, 1, wrong)
	report, err := v.Examine(t.Context())
	require.NoError(t, err)
	require.Len(t, report.Findings, 1)
	require.NoError(t, v.Close())
}

// lostIdentity checks a vault whose key is damaged.
func (w *world) lostIdentity(t *testing.T) {
	t.Helper()
	v, err := w.process(&fate{})
	require.NoError(t, err)
	for _, c := range v.List() {
		_, err := v.Secrets(t.Context(), c.ID)
		require.True(t, errors.Is(err, ErrCorrupt) || errors.Is(err, ErrWrongPassphrase), "%v", err)
	}
	require.NoError(t, v.Close())
}
