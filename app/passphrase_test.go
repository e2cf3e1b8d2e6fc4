package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passphrase")
	for content, want := range map[string]string{
		"three words\n": "three words", "three words\r\n": "three words", " kept ": " kept ", "": "", "a\nb\n": "a\nb",
	} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		got, err := ReadPassphrase(path)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
	require.NoError(t, os.Chmod(path, 0o644))
	_, err := ReadPassphrase(path)
	assert.ErrorIs(t, err, ErrOpenPassphrase)
	_, err = ReadPassphrase(path + "-missing")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}
