//go:build unix

package opengl

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestARecordIsFilesOfItsOwn: a pipe would be waited for, and a link leads elsewhere.
func TestARecordIsFilesOfItsOwn(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	require.NoError(t, os.WriteFile(foreign, []byte(`{"mode":"software"}`), 0o600))
	for name, put := range map[string]func(path string) error{
		"pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link": func(path string) error { return os.Symlink(foreign, path) },
		"hole": func(path string) error { return os.Symlink("/dev/zero", path) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, put(filepath.Join(dir, recordFile)))
			require.NoError(t, put(filepath.Join(dir, startingFile)))
			r := Open(dir)
			assert.Equal(t, System, r.Mode())
			require.NoError(t, r.Choose(Software))
			require.NoError(t, r.Begin())
			assert.Equal(t, Software, Open(dir).Mode())
			require.NoError(t, r.Reached())
		})
	}
	text, err := os.ReadFile(foreign) //nolint:gosec // the test's own
	require.NoError(t, err)
	assert.JSONEq(t, `{"mode":"software"}`, string(text))
}
