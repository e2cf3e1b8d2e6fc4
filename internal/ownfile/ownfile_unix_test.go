//go:build unix

package ownfile

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhatElseLiesThere: it is neither read nor written to, and gives way.
func TestWhatElseLiesThere(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	require.NoError(t, os.WriteFile(foreign, []byte("theirs"), 0o600))
	for name, put := range map[string]func(path string) error{
		"nothing": func(string) error { return nil },
		"long":    func(path string) error { return os.WriteFile(path, []byte("longer"), 0o600) },
		"pipe":    func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link":    func(path string) error { return os.Symlink(foreign, path) },
		"hole":    func(path string) error { return os.Symlink("/dev/zero", path) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "folder", "note")
			require.NoError(t, os.Mkdir(filepath.Dir(path), 0o700))
			require.NoError(t, put(path))
			_, err := Read(path, 5)
			require.ErrorIs(t, err, os.ErrInvalid)
			require.NoError(t, Write(path, []byte("ours!")))
			text, err := Read(path, 5)
			require.NoError(t, err)
			assert.Equal(t, "ours!", string(text))
			info, err := os.Lstat(path)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o600), info.Mode())
		})
	}
	text, err := os.ReadFile(foreign) //nolint:gosec // the test's own
	require.NoError(t, err)
	assert.Equal(t, "theirs", string(text))
}

func TestWriteMakesTheFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "note")
	require.NoError(t, Write(path, nil))
	assert.FileExists(t, path)
	require.Error(t, Write(filepath.Join(path, "below a file"), nil))
}
