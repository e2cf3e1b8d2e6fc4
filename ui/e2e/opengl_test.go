//go:build e2e

package e2e

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// refused runs the window until it ends, and returns how, and what it said.
func refused(t *testing.T, lang, home string, env ...string) (status int, said string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), deadline)
	defer stop()
	cmd := exec.CommandContext(ctx, built(t, "keycase"), "-home", home, "-lang", lang)
	cmd.Env = append(append(os.Environ(), "XDG_CONFIG_HOME="+filepath.Join(home, "config")), env...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, ctx.Err(), "it ends by itself: %s", out)
	var ended *exec.ExitError
	require.True(t, errors.As(err, &ended), "it opens no window: %v", err)
	return ended.ExitCode(), string(out)
}

// TestMissingOpenGLIsExplainedAtTheFirstStart has a driver that draws less than the
// toolkit wants, with a graphics card as without.
func TestMissingOpenGLIsExplainedAtTheFirstStart(t *testing.T) {
	const noOpenGL, noDisplay = 4, 3
	home := t.TempDir()
	for _, start := range []string{"the first start", "the next one"} {
		status, said := refused(t, "zh", home, "MESA_GL_VERSION_OVERRIDE=1.4")
		assert.Equal(t, noOpenGL, status, start)
		assert.Contains(t, said, "没有 OpenGL 2.1", start)
		assert.NotContains(t, said, "Fyne error", start)
	}
	_, said := refused(t, "en", t.TempDir(), "MESA_GL_VERSION_OVERRIDE=1.4")
	assert.Contains(t, said, "no OpenGL 2.1")

	for _, start := range []string{"a display that does not answer", "is not missing OpenGL the next time"} {
		status, said := refused(t, "zh", home, "DISPLAY=:9999")
		assert.Equal(t, noDisplay, status, start)
		assert.Contains(t, said, "没有显示器", start)
	}
	launch(t, plain, home, "-opengl=system").quit()
}
