package vault

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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

func TestOldTempFileGivesNoMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(tempName(path), nil, fileMode))
	require.NoError(t, os.Chmod(tempName(path), 0o666))
	require.NoError(t, replaceFile(osDisk{}, path, []byte("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(fileMode), info.Mode().Perm())
}

func TestOpenClosesTheFolderToOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := t.TempDir()
	mode := func() fs.FileMode {
		info, err := os.Stat(dir)
		require.NoError(t, err)
		return info.Mode()
	}
	for loose, want := range map[fs.FileMode]fs.FileMode{0o777: 0o700, 0o755: 0o700, 0o710: 0o700, 0o700: 0o700} {
		require.NoError(t, os.Chmod(dir, loose))
		openTest(t, Options{Dir: dir, Store: StoreKeyring, Keyring: newMapKeyring()})
		assert.Equal(t, want, mode().Perm(), "%o", loose)
	}
	shared := 0o777 | fs.ModeSticky
	require.NoError(t, os.Chmod(dir, shared))
	_, err := Open(t.Context(), Options{Dir: dir, Store: StoreKeyring, Keyring: newMapKeyring(), Clock: testClock})
	require.ErrorContains(t, err, "shared")
	assert.Equal(t, shared, mode()&(fs.ModePerm|fs.ModeSticky), "left as it was")
}
