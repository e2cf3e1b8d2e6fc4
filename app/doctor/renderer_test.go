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
