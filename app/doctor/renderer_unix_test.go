//go:build unix

package doctor

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRendererIsAFileOfItsOwn: a pipe would be waited for, and a link leads elsewhere.
func TestRendererIsAFileOfItsOwn(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	require.NoError(t, os.WriteFile(foreign, []byte("theirs"), 0o600))
	for name, put := range map[string]func(path string) error{
		"pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link": func(path string) error { return os.Symlink(foreign, path) },
		"hole": func(path string) error { return os.Symlink("/dev/zero", path) },
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			require.NoError(t, put(filepath.Join(home, rendererFile)))
			assert.Empty(t, KeptRenderer(home))
			require.NoError(t, KeepRenderer(home, "llvmpipe"))
			assert.Equal(t, "llvmpipe", KeptRenderer(home))
		})
	}
	text, err := os.ReadFile(foreign) //nolint:gosec // the test's own
	require.NoError(t, err)
	assert.Equal(t, "theirs", string(text))
}
