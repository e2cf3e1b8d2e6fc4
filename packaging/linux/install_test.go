//go:build linux

package linux

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestInstall copies a tree below a folder whose name a script could take for more, and
// takes it away again.
func TestInstall(t *testing.T) {
	tree, prefix := t.TempDir(), filepath.Join(t.TempDir(), "R&D, 钥匣 #1")
	const desktop = "share/applications/app.keycase.desktop"
	put := func(name, text string) {
		file := filepath.Join(tree, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	script, err := os.ReadFile("install.sh")
	require.NoError(t, err)
	put("install.sh", string(script))
	put("bin/keycase", "the program")
	put("share/doc/keycase/licences/one.txt", "MIT")
	put(desktop, "[Desktop Entry]\nExec=keycase\nName=Keycase\n")
	run := func(args ...string) {
		out, err := exec.CommandContext(t.Context(), "sh", append([]string{filepath.Join(tree, "install.sh")}, args...)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		assert.Contains(t, string(out), prefix)
	}

	run(prefix)
	text, err := os.ReadFile(filepath.Join(prefix, desktop))
	require.NoError(t, err)
	assert.Equal(t, "[Desktop Entry]\nExec=\""+prefix+"/bin/keycase\"\nName=Keycase\n", string(text))
	text, err = os.ReadFile(filepath.Join(prefix, "bin/keycase"))
	require.NoError(t, err)
	assert.Equal(t, "the program", string(text))

	foreign := filepath.Join(prefix, "share", "theirs")
	require.NoError(t, os.WriteFile(foreign, nil, 0o600))
	run("--remove", prefix)
	var left []string
	require.NoError(t, filepath.WalkDir(prefix, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left = append(left, path)
		}
		return err
	}))
	assert.Equal(t, []string{foreign}, left)
	assert.DirExists(t, filepath.Join(prefix, "share", "applications"), "everybody's")
	assert.DirExists(t, filepath.Join(prefix, "share", "doc"))
	assert.NoDirExists(t, filepath.Join(prefix, "share", "doc", "keycase"))
}
