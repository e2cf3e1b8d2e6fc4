//go:build unix

package journal

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const theirs = "panic: close of closed channel\n"

// squats are what can lie in the place of a file; target is where the links lead.
func squats(t *testing.T) (target string, all map[string]func(path string) error) {
	t.Helper()
	target = filepath.Join(t.TempDir(), "target")
	require.NoError(t, os.WriteFile(target, []byte(theirs), 0o644))
	return target, map[string]func(path string) error{
		"pipe":     func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link":     func(path string) error { return os.Symlink(target, path) },
		"dangling": func(path string) error { return os.Symlink(target+"-not", path) },
	}
}

// untouched is a file of somebody else's, and no second one beside it.
func untouched(t *testing.T, target string) {
	t.Helper()
	data, err := os.ReadFile(target)
	require.NoError(t, err)
	assert.Equal(t, theirs, string(data))
	info, err := os.Stat(target)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm())
	assert.NoFileExists(t, target+"-not")
}

// promptly fails a test that waits for the other end of a pipe.
func promptly(t *testing.T, work func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		require.Fail(t, "it waits for ever")
	}
}

func TestCrashFileThatIsNone(t *testing.T) {
	target, all := squats(t)
	for name, squat := range all {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, crashName)
			require.NoError(t, squat(path))
			promptly(t, func() {
				end, err := CatchCrashes(dir)
				assert.NoError(t, err)
				info, err := os.Lstat(path)
				if assert.NoError(t, err) {
					assert.True(t, info.Mode().IsRegular(), "it is replaced")
				}
				end()
			})
			_, ok := LastCrash(dir)
			assert.False(t, ok, "what they have is no crash of ours")
			untouched(t, target)
		})
	}
}

func TestPreviousCrashThatIsNoFile(t *testing.T) {
	target, all := squats(t)
	for name, squat := range all {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, squat(filepath.Join(dir, previousName)))
			_, ok := LastCrash(dir)
			assert.False(t, ok)
			require.NoError(t, os.WriteFile(filepath.Join(dir, crashName), []byte(theirs), 0o600))
			promptly(t, func() { next(t, dir) })
			assert.Equal(t, theirs, previous(t, dir))
			untouched(t, target)
		})
	}
}

func TestLogThatIsNoFile(t *testing.T) {
	target, all := squats(t)
	for name, squat := range all {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, squat(filepath.Join(dir, LogName)))
			j := Open(Params{Dir: dir, Clock: clock})
			j.Write(Stopped{})
			promptly(t, func() { finish(t, j) })
			require.NoError(t, j.Err())
			assert.Len(t, logged(t, dir), 1, "it is replaced")
			untouched(t, target)
		})
	}
}

// TestPlaceThatCannotBeHad has a full folder in it: nothing is logged, and that is told.
func TestPlaceThatCannotBeHad(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, LogName, "full"), 0o700))
	j := Open(Params{Dir: dir, Clock: clock})
	j.Write(Stopped{})
	finish(t, j)
	assert.Error(t, j.Err())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1, "and it is not moved away")
}
