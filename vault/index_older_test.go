package vault

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOlderGenerationServes: the index and its second copy can't be read, so the
// generation before the last change is taken, and the vault says so until the end.
func TestOlderGenerationServes(t *testing.T) {
	remove := func(t *testing.T, path string) { require.NoError(t, os.Remove(path)) }
	for name, harm := range map[string]struct {
		index, second func(*testing.T, string)
		kept          int // broken files, for inspection
	}{
		"both damaged":             {damage, damage, 2},
		"both gone":                {remove, remove, 0},
		"index damaged, copy gone": {damage, remove, 1},
		"index gone, copy damaged": {remove, damage, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w, whole := furnished(t) // whose last change added the second credential
			harm.index(t, w.path(indexName))
			harm.second(t, w.path(copyName))
			for range 2 {
				v, err := w.process(&fate{})
				require.NoError(t, err)
				assert.Equal(t, RecoveryOlder, v.Recovery())
				got, _ := observe(t, v)
				assert.Equal(t, whole.Credentials[:1], got.Credentials)
				require.NoError(t, v.Close())
			}
			assert.FileExists(t, w.path(indexName))
			assert.FileExists(t, w.path(copyName))
			kept, err := filepath.Glob(w.path("index.broken-*.json"))
			require.NoError(t, err)
			assert.Len(t, kept, harm.kept)
		})
	}
}

// TestOlderGenerationNeverDisplacesANewerCopy: it serves only where nothing else does.
func TestOlderGenerationNeverDisplacesANewerCopy(t *testing.T) {
	w, want := furnished(t)
	damage(t, w.path(indexName))
	assert.Equal(t, want, w.settled(t))
	v, err := w.process(&fate{})
	require.NoError(t, err)
	assert.Equal(t, RecoveryNone, v.Recovery())
	require.NoError(t, v.Close())
}

// TestOlderGenerationFollows: it is one change behind, whatever the last one was.
func TestOlderGenerationFollows(t *testing.T) {
	w, _ := furnished(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	for range 3 {
		before, err := os.ReadFile(w.path(indexName))
		require.NoError(t, err)
		require.NoError(t, v.UpdateState("k", deedState))
		older, err := os.ReadFile(w.path(olderName))
		require.NoError(t, err)
		assert.Equal(t, string(before), string(older))
		assert.NoFileExists(t, tempName(w.path(olderName)))
	}
	// A folder in its place does not keep the index from being written.
	require.NoError(t, os.Remove(w.path(olderName)))
	require.NoError(t, os.MkdirAll(filepath.Join(w.path(olderName), "x"), dirMode))
	require.NoError(t, v.UpdateState("k", deedState))
}

func TestDeletedCredentialComesBackNotedAndWithoutSecrets(t *testing.T) {
	w, whole := furnished(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	require.NoError(t, v.Remove(t.Context(), v.List()[1].ID))
	require.NoError(t, v.Close())
	damage(t, w.path(indexName))
	damage(t, w.path(copyName))
	v, err = w.process(&fate{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	assert.Equal(t, RecoveryOlder, v.Recovery())
	require.Len(t, v.List(), len(whole.Credentials))
	_, err = v.Secrets(t.Context(), v.List()[1].ID)
	require.ErrorIs(t, err, ErrItemMissing)
}

func TestNothingServes(t *testing.T) {
	for name, older := range map[string]func(t *testing.T, path string){
		"damaged": damage,
		"gone":    func(t *testing.T, path string) { require.NoError(t, os.Remove(path)) },
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := furnished(t)
			damage(t, w.path(indexName))
			damage(t, w.path(copyName))
			older(t, w.path(olderName))
			before := w.files(t)
			_, err := w.process(&fate{})
			require.ErrorIs(t, err, ErrCorrupt)
			assert.Equal(t, before, w.files(t), "nothing is overwritten")
		})
	}
}

func TestOlderGenerationOfANewerVersion(t *testing.T) {
	w, _ := furnished(t)
	damage(t, w.path(indexName))
	require.NoError(t, os.Remove(w.path(copyName)))
	require.NoError(t, os.WriteFile(w.path(olderName), []byte(`{"version": 2}`), fileMode))
	before := w.files(t)
	_, err := w.process(&fate{})
	require.ErrorIs(t, err, ErrNewerIndex)
	assert.Equal(t, before, w.files(t), "nothing is overwritten")
}

// TestIndexGoneAltogether: the list begins anew, but not as if nothing had been,
// and the identity stays what it was.
func TestIndexGoneAltogether(t *testing.T) {
	for _, kind := range []StoreKind{StoreKeyring, StoreFile} {
		t.Run(string(kind), func(t *testing.T) {
			w := newWorld(t, kind)
			furnish(t, w)
			before := w.files(t)
			for _, name := range []string{indexName, copyName, olderName} {
				require.NoError(t, os.Remove(w.path(name)))
			}
			if kind == StoreFile {
				forgot := *w
				forgot.kind = StoreKeyring
				_, err := forgot.process(&fate{})
				require.ErrorIs(t, err, ErrOtherStore, "secrets lie in files")
				w.kind = "" // which is known by its files
			}
			v, err := w.process(&fate{})
			require.NoError(t, err)
			assert.Equal(t, kind, v.Kind())
			assert.Equal(t, RecoveryEmpty, v.Recovery())
			assert.Empty(t, v.List())
			_, err = v.Add(t.Context(), Credential{Name: "after"}, map[string]string{"s": "x"})
			require.NoError(t, err)
			require.NoError(t, v.Close())

			v, err = w.process(&fate{})
			require.NoError(t, err)
			assert.Equal(t, RecoveryEmpty, v.Recovery(), "said until it is repaired")
			got, _ := observe(t, v)
			assert.Len(t, got.Credentials, 1)
			require.NoError(t, v.Close())
			for name, data := range before {
				if filepath.Dir(name) == secretsDir {
					assert.Equal(t, data, w.files(t)[name])
				}
			}
		})
	}
}

// TestIdentityGoneWithTheIndex: no other identity is made where secrets lie.
func TestIdentityGoneWithTheIndex(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	for _, name := range []string{indexName, copyName, olderName, filepath.Join(secretsDir, identityName)} {
		require.NoError(t, os.Remove(w.path(name)))
	}
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	assert.Equal(t, StateMissing, v.Status(context.Background()).State)
	assert.NoFileExists(t, w.path(filepath.Join(secretsDir, identityName)))
}

func TestLinkCopiesWhereThereAreNoLinks(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	require.NoError(t, os.WriteFile(from, []byte("x"), fileMode))
	require.NoError(t, osDisk{}.Link(from, to))
	require.NoError(t, osDisk{}.Link(from, to), "in place of the one before")
	// Another file system has no links to this one.
	far := filepath.Join(quickDir(t), "far")
	require.NoError(t, osDisk{}.Link(from, far))
	data, err := os.ReadFile(far)
	require.NoError(t, err)
	assert.Equal(t, "x", string(data))
	require.Error(t, osDisk{}.Link(filepath.Join(dir, "none"), to))
	assert.NoFileExists(t, to)
}
