package app

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func noVariables(string) string { return "" }

func TestLocate(t *testing.T) {
	config, err := os.UserConfigDir()
	require.NoError(t, err)
	said, other := t.TempDir(), t.TempDir()
	env := func(name string) string {
		if name == HomeVariable {
			return other
		}
		return ""
	}
	for _, c := range []struct {
		home string
		env  func(string) string
		want string
	}{
		{said, env, said},
		{"", env, other},
		{"", noVariables, filepath.Join(config, "keycase")},
	} {
		p, err := Locate(c.home, c.env)
		require.NoError(t, err)
		assert.Equal(t, c.want, p.Home)
		assert.Equal(t, c.want, filepath.Dir(p.Vault))
		assert.Equal(t, c.want, filepath.Dir(p.Locks))
		assert.Equal(t, c.want, filepath.Dir(p.Logs))
		assert.Equal(t, c.want, filepath.Dir(p.History))
	}
}

func TestLocateMakesPathsAbsolute(t *testing.T) {
	t.Chdir(t.TempDir())
	p, err := Locate("here", noVariables)
	require.NoError(t, err)
	assert.True(t, filepath.IsAbs(p.Vault))
	assert.NoDirExists(t, p.Home)
}

func TestLocateWithoutAnyFolder(t *testing.T) {
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, "")
	}
	_, err := Locate("", noVariables)
	require.ErrorIs(t, err, ErrNoHome)
}

func TestCreateMakesFoldersForTheOwnerOnly(t *testing.T) {
	p, err := Locate(filepath.Join(t.TempDir(), "a", "b"), noVariables)
	require.NoError(t, err)
	require.NoError(t, p.Create())
	require.NoError(t, p.Create(), "they may be there")
	for _, dir := range []string{p.Home, p.Vault, p.Locks, p.Logs, p.History} {
		info, err := os.Stat(dir)
		require.NoError(t, err)
		if runtime.GOOS != "windows" {
			assert.Equal(t, os.FileMode(0o700), info.Mode().Perm(), dir)
		}
	}
}

// TestListNamesEveryFolder makes the folders and looks for each among the places: one that is added
// later must not be forgotten.
func TestListNamesEveryFolder(t *testing.T) {
	p, err := Locate(t.TempDir(), noVariables)
	require.NoError(t, err)
	require.NoError(t, p.Create())
	listed := map[string]bool{}
	for _, place := range p.List() {
		assert.NotEmpty(t, place.Name.ZH)
		assert.NotEmpty(t, place.Name.EN)
		assert.DirExists(t, place.Path)
		listed[place.Path] = true
	}
	made, err := os.ReadDir(p.Home)
	require.NoError(t, err)
	assert.NotEmpty(t, made)
	for _, entry := range made {
		assert.True(t, listed[filepath.Join(p.Home, entry.Name())], entry.Name())
	}
	assert.Equal(t, p.Home, p.List()[0].Path)
}
