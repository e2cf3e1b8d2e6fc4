//go:build !windows

package instance

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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

// squats are what can lie in the place of a file.
func squats(t *testing.T) map[string]func(path string) error {
	t.Helper()
	target := filepath.Join(t.TempDir(), "target")
	require.NoError(t, os.WriteFile(target, []byte("theirs"), 0o600))
	return map[string]func(path string) error{
		"pipe":     func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"link":     func(path string) error { return os.Symlink(target, path) },
		"dangling": func(path string) error { return os.Symlink(target+"-not", path) },
	}
}

func TestLockThatIsNoFile(t *testing.T) {
	for name, squat := range squats(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, squat(filepath.Join(dir, lockName)))
			promptly(t, func() {
				_, err := Acquire(dir)
				assert.ErrorIs(t, err, ErrUnavailable)
			})
		})
	}
}

func TestRecordThatIsNoFile(t *testing.T) {
	for name, squat := range squats(t) {
		t.Run(name, func(t *testing.T) {
			s := site{dir: deep(t), bases: []string{short(t)}}
			require.NoError(t, squat(s.record()))
			promptly(t, func() { assert.Equal(t, s.inside(), s.recorded()) })
			promptly(t, func() {
				i, err := acquire(lockIn(s.dir), s, briefly)
				if assert.NoError(t, err) {
					assert.True(t, regular(s.record()), "it is replaced")
					assert.NoError(t, i.Close())
				}
			})
		})
	}
}

func TestSocketThatIsNone(t *testing.T) {
	for name, squat := range squats(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, squat(in(dir).inside()))
			promptly(t, func() {
				own(t, dir)
				_, err := Acquire(dir)
				assert.ErrorIs(t, err, ErrRunning)
			})
		})
	}
}

// TestLinkToAnotherWindowIsNotAsked has a link where the socket belongs, to that of another folder's
// window, which would say that it is shown.
func TestLinkToAnotherWindowIsNotAsked(t *testing.T) {
	other, dir := t.TempDir(), t.TempDir()
	own(t, other)
	hold(t, dir)
	require.NoError(t, os.Symlink(in(other).inside(), in(dir).inside()))
	_, err := acquire(lockIn(dir), in(dir), briefly)
	require.ErrorIs(t, err, ErrNotAnswering)
}
