package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWeakPassphrase(t *testing.T) {
	for passphrase, weak := range map[string]bool{
		"": true, "abc1234": true, "mukidora": false, "七个字不够的啊": true, "八个字已经可以了": false,
		"password": true,
	} {
		assert.Equal(t, weak, WeakPassphrase(passphrase), passphrase)
	}
}

func TestReadPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passphrase")
	longest := strings.Repeat("x", maxPassphrase)
	for content, want := range map[string]string{
		"three words\n": "three words", "three words\r\n": "three words", " kept ": " kept ", "": "", "\n": "",
		"\uFEFFfrom Windows\r\n": "from Windows", "two breaks\n\n": "two breaks", longest: longest,
	} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		got, err := ReadPassphrase(path)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
	}
	for _, content := range []string{"a\nb", "a\rb\n", "\na", longest + "\n"} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		_, err := ReadPassphrase(path)
		require.ErrorIs(t, err, ErrPassphraseLines, "%.9q", content)
	}
	_, err := ReadPassphrase(path + "-missing")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func TestReadPassphraseRefusesWhatOthersReach(t *testing.T) {
	path := filepath.Join(t.TempDir(), "passphrase")
	require.NoError(t, os.WriteFile(path, []byte("three words\n"), 0o600))
	for mode, open := range map[fs.FileMode]bool{
		0o400: false, 0o600: false, 0o640: false, 0o644: true, 0o620: true, 0o602: true, 0o604: true, 0o666: true,
	} {
		require.NoError(t, os.Chmod(path, mode))
		_, err := ReadPassphrase(path)
		if open && runtime.GOOS != "windows" { // which has no such bits
			require.ErrorIs(t, err, ErrOpenPassphrase, "%o", mode)
		} else {
			require.NoError(t, err, "%o", mode)
		}
	}
}
