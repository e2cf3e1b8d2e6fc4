//go:build unix

package vault

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOldTempFileGivesNoMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(tempName(path), nil, fileMode))
	require.NoError(t, os.Chmod(tempName(path), 0o666))
	require.NoError(t, replaceFile(osDisk{}, path, []byte("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(fileMode), info.Mode().Perm())
}

func TestOpenClosesTheFolderToOthers(t *testing.T) {
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
