package vault

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWritesFollowNoLink: a link that stands where a temporary file is to be
// made is replaced, and its target stays as it was.
func TestWritesFollowNoLink(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim")
	require.NoError(t, os.WriteFile(victim, []byte("precious"), fileMode))
	path := filepath.Join(dir, "file")
	for name, write := range map[string]func() error{
		"synced":  func() error { return osDisk{}.WriteSync(tempName(path), []byte("new")) },
		"quick":   func() error { return osDisk{}.Write(tempName(path), []byte("new")) },
		"replace": func() error { return replaceFile(osDisk{}, path, []byte("new")) },
	} {
		for _, target := range []string{victim, filepath.Join(dir, "nowhere")} {
			require.NoError(t, osDisk{}.Remove(tempName(path)))
			require.NoError(t, os.Symlink(target, tempName(path)))
			require.NoError(t, write(), name)
			got, err := os.ReadFile(victim)
			require.NoError(t, err)
			assert.Equal(t, "precious", string(got), name)
			assert.NoFileExists(t, filepath.Join(dir, "nowhere"), name)
		}
	}
	info, err := os.Lstat(path)
	require.NoError(t, err)
	assert.True(t, info.Mode().IsRegular(), "no link took the file's place")
}

// TestVaultFollowsNoLink: the same for each file that a vault replaces.
func TestVaultFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(t.TempDir(), "victim")
	require.NoError(t, os.WriteFile(victim, []byte("precious"), fileMode))
	for _, name := range []string{indexName, copyName} {
		require.NoError(t, os.Symlink(victim, tempName(filepath.Join(dir, name))))
	}
	v := openTest(t, Options{Dir: dir, Store: StoreKeyring, Keyring: newMapKeyring()})
	_, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)
	got, err := os.ReadFile(victim)
	require.NoError(t, err)
	assert.Equal(t, "precious", string(got))
}
