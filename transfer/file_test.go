package transfer_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/transfer"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.env")
	require.NoError(t, transfer.WriteFile(path, []byte("one"), false))
	require.ErrorIs(t, transfer.WriteFile(path, []byte("two"), false), fs.ErrExist)
	assertHolds(t, path, "one")
	require.NoError(t, transfer.WriteFile(path, []byte("three"), true))
	assertHolds(t, path, "three")
	require.Error(t, transfer.WriteFile(dir, nil, true), "a folder")
	require.Error(t, transfer.WriteFile(filepath.Join(dir, "none", "x"), nil, false))
	require.Error(t, transfer.WriteFile(filepath.Join(dir, "none", "x"), nil, true))
	names, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, names, 1, "nothing is left over")
}

func assertHolds(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, want, string(got))
}
