package instance

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// briefly is long for an answer on this machine and short for a test that waits for none.
const briefly = 300 * time.Millisecond

// in is the site of a folder without a place outside of it.
func in(dir string) site { return site{dir: dir} }

func lockIn(dir string) locker { return flock.New(filepath.Join(dir, lockName)) }

// hold takes the lock of a folder without listening there. Were it not given back at the end, it
// could go with the garbage before.
func hold(t *testing.T, dir string) {
	t.Helper()
	held := lockIn(dir)
	got, err := held.TryLock()
	require.NoError(t, err)
	require.True(t, got)
	t.Cleanup(func() { require.NoError(t, held.Unlock()) })
}

func own(t *testing.T, dir string) *Instance {
	t.Helper()
	i, err := Acquire(dir)
	require.NoError(t, err)
	t.Cleanup(func() { _ = i.Close() })
	return i
}

func TestSecondRaisesTheFirst(t *testing.T) {
	dir := t.TempDir()
	first := own(t, dir)
	_, err := Acquire(dir)
	require.ErrorIs(t, err, ErrRunning, "the first has no window yet; it is about to")

	shown := make(chan struct{}, 8)
	first.OnShow(func() bool { shown <- struct{}{}; return true })
	for n := range 3 {
		_, err = Acquire(dir)
		require.ErrorIs(t, err, ErrRunning)
		assert.Len(t, shown, n+1, "the answer comes once the window is shown")
	}
	if runtime.GOOS != "windows" {
		info, err := os.Stat(filepath.Join(dir, socketName))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}

	require.NoError(t, first.Close())
	require.NoError(t, first.Close(), "once is enough")
	own(t, dir)
}

func TestFoldersDoNotKnowEachOther(t *testing.T) {
	own(t, t.TempDir())
	own(t, t.TempDir())
}

func TestNoInstanceDoesNothing(t *testing.T) {
	var none *Instance
	none.OnShow(func() bool { return true })
	assert.NoError(t, none.Close())
}

// TestManyStartsAtOnce lets processes go at the same moment: one gets the folder, all others reach it.
// Then the one is killed without warning, and the same again beside what it left.
func TestManyStartsAtOnce(t *testing.T) {
	const starts, rounds = 16, 3
	dir := t.TempDir()
	for range rounds {
		var all []*process
		for range starts {
			all = append(all, start(t, dir))
		}
		for _, p := range all {
			p.goOn()
		}
		var one *process
		others := 0
		for _, p := range all {
			switch word := p.hear(); word {
			case owner:
				require.Nil(t, one, "two windows")
				one = p
			case running:
				others++
			case raised: // it was asked before it said that it is the one
				require.Nil(t, one, "two windows")
				one = p
			default:
				require.Fail(t, word)
			}
		}
		require.NotNil(t, one)
		assert.Equal(t, starts-1, others)
		one.kill()
		assert.FileExists(t, filepath.Join(dir, socketName), "a killed process leaves its socket")
	}
}

// TestShowReachesAnotherProcess counts what the one of a folder is asked.
func TestShowReachesAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	first.goOn()
	require.Equal(t, owner, first.hear())
	for range 3 {
		_, err := Acquire(dir)
		require.ErrorIs(t, err, ErrRunning)
		require.Equal(t, raised, first.hear())
	}
	require.NoError(t, first.in.Close())
	require.NoError(t, first.cmd.Wait())
	assert.NoFileExists(t, filepath.Join(dir, socketName))
	own(t, dir)
}

// TestWindowThatHangsIsTold keeps the first from coming to the front.
func TestWindowThatHangsIsTold(t *testing.T) {
	dir := t.TempDir()
	first := own(t, dir)
	release := make(chan struct{})
	first.OnShow(func() bool { <-release; return true })
	for range 2 {
		_, err := acquire(lockIn(dir), in(dir), briefly)
		require.ErrorIs(t, err, ErrNotAnswering)
	}
	close(release)
	_, err := Acquire(dir)
	require.ErrorIs(t, err, ErrRunning, "it has come back")
}

// TestWindowThatEndsAnswersNobody keeps a second start waiting until it has the folder itself: told
// that the first one is shown, both would be gone.
func TestWindowThatEndsAnswersNobody(t *testing.T) {
	dir := t.TempDir()
	first := own(t, dir)
	asked := make(chan struct{}, 1)
	first.OnShow(func() bool {
		select {
		case asked <- struct{}{}:
		default:
		}
		return false
	})
	second := start(t, dir)
	second.goOn()
	<-asked
	require.NoError(t, first.Close())
	assert.Equal(t, owner, second.hear())
}

// TestAskedWhileClosing has the answer under way when the first one closes.
func TestAskedWhileClosing(t *testing.T) {
	i := &Instance{}
	i.OnShow(func() bool { return true })
	require.True(t, i.raise())
	first := own(t, t.TempDir())
	require.NoError(t, first.Close())
	assert.False(t, first.raise())
}

// TestHolderWithoutSocketIsTold is another machine on the same drive: its lock is seen, it is not.
func TestHolderWithoutSocketIsTold(t *testing.T) {
	dir := t.TempDir()
	hold(t, dir)
	_, err := acquire(lockIn(dir), in(dir), briefly)
	require.ErrorIs(t, err, ErrNotAnswering)
}

// endingLock is taken for a while, as while the first one ends.
type endingLock struct{ tries int }

func (l *endingLock) TryLock() (bool, error) { l.tries--; return l.tries < 0, nil }
func (l *endingLock) Unlock() error          { return nil }

func TestSecondTakesOverFromOneThatEnds(t *testing.T) {
	i, err := acquire(&endingLock{tries: 3}, in(t.TempDir()), time.Minute)
	require.NoError(t, err)
	require.NoError(t, i.Close())
}

// noLock is a drive that knows no locks, as NFS without its lock service.
type noLock struct{}

func (noLock) TryLock() (bool, error) { return false, syscall.ENOLCK }
func (noLock) Unlock() error          { return nil }

func TestFolderWithoutLocks(t *testing.T) {
	_, err := acquire(noLock{}, in(t.TempDir()), time.Minute)
	require.ErrorIs(t, err, ErrUnavailable)
	assert.ErrorIs(t, err, syscall.ENOLCK)
}

// TestFolderThatTakesNothing has no folder, a file in its place, and one where nobody may write, whom
// only root does not heed.
func TestFolderThatTakesNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	dirs := []string{filepath.Join(t.TempDir(), "nowhere"), file}
	if os.Geteuid() > 0 {
		closed := t.TempDir()
		require.NoError(t, os.Chmod(closed, 0o500))
		dirs = append(dirs, closed)
	}
	for _, dir := range dirs {
		_, err := Acquire(dir)
		require.ErrorIs(t, err, ErrUnavailable)
		var reason *os.PathError
		require.ErrorAs(t, err, &reason, "it says what the system said")
	}
}

// TestWithoutASocketTheLockIsGivenBack leaves no room for the socket.
func TestWithoutASocketTheLockIsGivenBack(t *testing.T) {
	dir := deep(t)
	_, err := acquire(lockIn(dir), in(dir), briefly)
	require.ErrorIs(t, err, ErrUnavailable)
	require.ErrorIs(t, err, errTooLong)
	lock := lockIn(dir)
	got, err := lock.TryLock()
	require.NoError(t, err)
	assert.True(t, got)
	require.NoError(t, lock.Unlock())
}

// deep is a folder whose path is too long for a socket.
func deep(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), strings.Repeat("d", 60), strings.Repeat("e", 60))
	require.NoError(t, os.MkdirAll(dir, 0o700))
	return dir
}
