package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// alone tells that a folder has these files and nothing that was left behind.
func alone(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	assert.Equal(t, names, found)
}

func TestSaveWritesWhatOpens(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.age")
	require.NoError(t, Save(t.Context(), path, contentOf(shop()), quick("p"), Options{}))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	alone(t, dir, "b.age")
	s, err := ReadFile(path)
	require.NoError(t, err)
	got, err := s.OpenWithPassphrase("p")
	require.NoError(t, err)
	assert.Equal(t, "canary-secret", got.Credentials[0].Values["client_secret"])
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.NotContains(t, string(raw), "canary")
	assert.NotContains(t, string(raw), "1001")
}

func TestSaveReplacesOnlyIfAsked(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.age")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	require.ErrorIs(t, Save(t.Context(), path, contentOf(), quick("p"), Options{}), fs.ErrExist)
	old, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(old))
	require.NoError(t, Save(t.Context(), path, contentOf(), quick("p"), Options{Replace: true}))
	_, err = ReadFile(path)
	require.NoError(t, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	alone(t, dir, "b.age")

	require.Error(t, Save(t.Context(), dir, contentOf(), quick("p"), Options{Replace: true}), "a folder")
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(path, link))
	require.Error(t, Save(t.Context(), link, contentOf(), quick("p"), Options{Replace: true}), "a link")
}

// TestAFileThatCameMeanwhileStays: the name was free when Save began.
func TestAFileThatCameMeanwhileStays(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.age")
	err := write(path, []byte("new"), false, func([]byte) error { return os.WriteFile(path, []byte("theirs"), 0o600) })
	require.ErrorIs(t, err, fs.ErrExist)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "theirs", string(got))
	alone(t, dir, "b.age")
}

func TestWhatIsNotVerifiedGetsNoName(t *testing.T) {
	for _, replace := range []bool{false, true} {
		dir := t.TempDir()
		path := filepath.Join(dir, "b.age")
		var before []string
		if replace {
			require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
			before = []string{"b.age"}
		}
		err := write(path, []byte("new"), replace, func(stored []byte) error {
			assert.Equal(t, "new", string(stored))
			return ErrNotVerified
		})
		require.ErrorIs(t, err, ErrNotVerified)
		alone(t, dir, before...)
		if replace {
			old, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, "old", string(old))
		}
	}
}

func TestVerifySeesWhatADiskDidToIt(t *testing.T) {
	key, identity := newKey(t)
	_, stranger := newKey(t)
	plain, err := encode(contentOf(shop()))
	require.NoError(t, err)
	for name, l := range map[string]Lock{"passphrase": quick("p"), "key": {Keys: []Key{key}}} {
		t.Run(name, func(t *testing.T) {
			s, err := l.seal(plain)
			require.NoError(t, err)
			require.NoError(t, verify(s.data, plain, s, len(l.Keys), Identities{}))
			other, err := l.seal(plain)
			require.NoError(t, err)
			for what, stored := range map[string][]byte{
				"empty": nil, "cut": s.data[:len(s.data)-1], "longer": append(s.data[:len(s.data):len(s.data)], 0),
				"another one": file(t, contentOf(), quick("q")),
			} {
				assert.ErrorIs(t, verify(stored, plain, s, len(l.Keys), Identities{}), ErrNotVerified, what)
			}
			assert.ErrorIs(t, verify(s.data, append(plain, ' '), s, len(l.Keys), Identities{}), ErrNotVerified, "other content")
			if len(l.Keys) > 0 {
				assert.ErrorIs(t, verify(s.data, plain, s, 2, Identities{}), ErrNotVerified, "a recipient is missing")
				assert.ErrorIs(t, verify(other.data, plain, s, 1, Identities{}), ErrNotVerified, "the key of another file")
				require.NoError(t, verify(s.data, plain, s, 1, identity))
				assert.ErrorIs(t, verify(s.data, plain, s, 1, stranger), ErrWrongIdentity)
			}
		})
	}
}

// TestNobodyElseIsARecipient: what reads it back adds no stanza.
func TestNobodyElseIsARecipient(t *testing.T) {
	var keys []Key
	for range 3 {
		key, _ := newKey(t)
		keys = append(keys, key)
	}
	s := mustRead(t, file(t, contentOf(), Lock{Keys: keys}))
	assert.Equal(t, []string{"X25519", "X25519", "X25519"}, s.stanzas)
	s = mustRead(t, file(t, contentOf(), quick("p")))
	assert.Equal(t, []string{"scrypt"}, s.stanzas)
}

func TestSaveGivenUpLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, Save(ctx, filepath.Join(dir, "b.age"), contentOf(), quick("p"), Options{}), context.Canceled)
	alone(t, dir)
	require.ErrorIs(t, Save(t.Context(), filepath.Join(dir, "none", "b.age"), contentOf(), quick("p"), Options{}), fs.ErrNotExist)
}

func TestLoadIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.NoError(t, os.Truncate(path, MaxSize+1))
	_, err := ReadFile(path)
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = ReadFile(filepath.Dir(path))
	require.Error(t, err)
	assert.False(t, errors.Is(err, ErrNotAge))
}
