//go:build !windows

package instance

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// short is a folder that leaves room for a socket's path, whatever the test is called.
func short(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "k")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// TestLongPath puts the socket elsewhere; a second start finds it though its own variables name
// another place, as in another session of the same user.
func TestLongPath(t *testing.T) {
	dir, base := deep(t), short(t)
	t.Setenv("XDG_RUNTIME_DIR", base)
	first := own(t, dir)
	made, err := os.ReadDir(base)
	require.NoError(t, err)
	require.Len(t, made, 1)
	folder := filepath.Join(base, made[0].Name())
	info, err := os.Stat(folder)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	info, err = os.Stat(filepath.Join(dir, recordName))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	t.Setenv("XDG_RUNTIME_DIR", short(t))
	second := start(t, dir)
	second.goOn()
	assert.Equal(t, running, second.hear())

	require.NoError(t, first.Close())
	assert.NoDirExists(t, folder)
	assert.NoFileExists(t, filepath.Join(dir, recordName))
}

// TestLongPathAfterAKill finds the folder that a killed process left, and uses it again.
func TestLongPathAfterAKill(t *testing.T) {
	dir, base := deep(t), short(t)
	t.Setenv("XDG_RUNTIME_DIR", base)
	for range 2 {
		p := start(t, dir)
		p.goOn()
		require.Equal(t, owner, p.hear())
		p.kill()
	}
	own(t, dir)
	made, err := os.ReadDir(base)
	require.NoError(t, err)
	assert.Len(t, made, 1)
}

// TestNobodyKnowsTheFolderBeforehand listens for one data folder again and again: a name that others
// could compute they could take first, and no window would notice a second start.
func TestNobodyKnowsTheFolderBeforehand(t *testing.T) {
	dir, base := deep(t), short(t)
	s := site{dir: dir, bases: []string{"not/absolute", filepath.Join(base, "missing"), base}}
	seen := map[string]bool{}
	for range 3 {
		i, err := acquire(lockIn(dir), s, briefly)
		require.NoError(t, err)
		folder := filepath.Dir(s.recorded())
		assert.Equal(t, base, filepath.Dir(folder))
		assert.False(t, seen[folder])
		seen[folder] = true
		require.NoError(t, i.Close())
		assert.NoDirExists(t, folder)
	}
	s.bases = s.bases[:2]
	_, err := acquire(lockIn(dir), s, briefly)
	require.ErrorIs(t, err, ErrUnavailable)
}

// TestForeignFolderIsNotUsed has a record of an earlier run that tells of what is not ours any more: a
// folder that is open to others, a link, a file, or a folder with another name.
func TestForeignFolderIsNotUsed(t *testing.T) {
	for name, squat := range map[string]func(path string) error{
		"open": func(path string) error { return os.Mkdir(path, 0o755) }, //nolint:gosec // that is the point
		"link": func(path string) error { return os.Symlink(t.TempDir(), path) },
		"file": func(path string) error { return os.WriteFile(path, nil, 0o600) },
		"gone": func(string) error { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			dir, base := deep(t), short(t)
			s := site{dir: dir, bases: []string{base}}
			taken := filepath.Join(base, folderPrefix+"1")
			require.NoError(t, squat(taken))
			require.NoError(t, s.write(filepath.Join(taken, socketName)))
			i, err := acquire(lockIn(dir), s, briefly)
			require.NoError(t, err)
			assert.NotEqual(t, taken, filepath.Dir(s.recorded()))
			require.NoError(t, i.Close())
		})
	}
	dir, base := deep(t), short(t)
	s, theirs := site{dir: dir, bases: []string{base}}, short(t)
	require.NoError(t, s.write(filepath.Join(theirs, socketName)))
	i, err := acquire(lockIn(dir), s, briefly)
	require.NoError(t, err)
	assert.Equal(t, base, filepath.Dir(filepath.Dir(s.recorded())), "only what bears our name is ours")
	require.NoError(t, i.Close())
}

// TestRecordIsReadWithCare gives it everything that it does not hold after listen.
func TestRecordIsReadWithCare(t *testing.T) {
	s := in(t.TempDir())
	assert.Equal(t, s.inside(), s.recorded(), "none")
	for _, text := range []string{"", "relative/path", "/" + string(make([]byte, maxPath))} {
		require.NoError(t, os.WriteFile(s.record(), []byte(text), 0o600))
		assert.Equal(t, s.inside(), s.recorded(), "%q", text)
	}
	require.NoError(t, os.WriteFile(s.record(), []byte("/a/b"), 0o600))
	assert.Equal(t, "/a/b", s.recorded())
	require.NoError(t, os.WriteFile(s.record(), []byte(filepath.Join(s.dir, "gone")), 0o600))
	i, err := acquire(lockIn(s.dir), s, briefly)
	require.NoError(t, err)
	assert.NoFileExists(t, s.record(), "one of an earlier run must not mislead")
	require.NoError(t, i.Close())
}
