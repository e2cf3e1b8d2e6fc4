package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKeptRenderer(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	assert.Empty(t, KeptRenderer(home))
	require.NoError(t, KeepRenderer(home, "llvmpipe (LLVM 15.0.6, 256 bits)"))
	assert.Equal(t, "llvmpipe (LLVM 15.0.6, 256 bits)", KeptRenderer(home))
	require.NoError(t, KeepRenderer(home, "AMD Radeon\x1b[2J 显卡"))
	assert.Equal(t, "AMD Radeon[2J 显卡", KeptRenderer(home), "it goes to a terminal")
	require.NoError(t, KeepRenderer(home, strings.Repeat("A", 300)))
	assert.Empty(t, KeptRenderer(home))

	t.Chdir(t.TempDir())
	require.NoError(t, KeepRenderer("", "AMD Radeon"))
	left, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, left)
}

// TestRendererIsAFileOfItsOwn: a link is neither followed to read nor to write.
func TestRendererIsAFileOfItsOwn(t *testing.T) {
	home, foreign := t.TempDir(), filepath.Join(t.TempDir(), "foreign")
	require.NoError(t, os.WriteFile(foreign, []byte("theirs"), 0o600))
	require.NoError(t, os.Symlink(foreign, filepath.Join(home, rendererFile)))
	assert.Empty(t, KeptRenderer(home))
	require.NoError(t, KeepRenderer(home, "llvmpipe"))
	assert.Equal(t, "llvmpipe", KeptRenderer(home))
	text, err := os.ReadFile(foreign) //nolint:gosec // the test's own
	require.NoError(t, err)
	assert.Equal(t, "theirs", string(text))
}
