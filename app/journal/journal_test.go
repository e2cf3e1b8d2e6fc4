package journal

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/catalog"
	"keycase/vault"
)

var morning = time.Date(2025, 11, 21, 14, 26, 0, 0, time.FixedZone("China", 8*3600))

func clock() time.Time { return morning }

func open(t *testing.T, dir string) *Journal {
	t.Helper()
	j := Open(Params{Dir: dir, Clock: clock, Registry: catalog.Registry()})
	t.Cleanup(func() { finish(t, j) })
	return j
}

func finish(t *testing.T, j *Journal) {
	t.Helper()
	require.NoError(t, j.Close(context.Background()))
}

func logged(t *testing.T, dir string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, LogName))
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func TestLinesOfARun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "logs")
	j := open(t, dir)
	j.Write(Started{Version: "1.2.3", Store: vault.StoreFile})
	j.Write(StoreState{Kind: vault.StoreFile, State: vault.StateLocked})
	j.Write(TokenStored{Platform: "jdy", Kind: "app-token"})
	j.Write(Skew{Platform: "kis", By: -90 * time.Second})
	j.Write(Stopped{})
	finish(t, j)
	assert.Equal(t, []string{
		"time=2025-11-21T06:26:00.000Z level=INFO msg=started version=1.2.3 go=" + runtime.Version() +
			" os=" + runtime.GOOS + "/" + runtime.GOARCH + " store=file",
		"time=2025-11-21T06:26:00.000Z level=WARN msg=store kind=file state=locked",
		`time=2025-11-21T06:26:00.000Z level=INFO msg="token stored" platform=jdy kind=app-token`,
		`time=2025-11-21T06:26:00.000Z level=WARN msg="clock skew" platform=kis seconds=-90`,
		"time=2025-11-21T06:26:00.000Z level=INFO msg=stopped",
	}, logged(t, dir))
	assert.NoError(t, j.Err())

	j.Write(Stopped{}) // and nobody falls over it
	finish(t, j)
	assert.Len(t, logged(t, dir), 5)

	j = open(t, dir)
	j.Write(Stopped{})
	finish(t, j)
	assert.Len(t, logged(t, dir), 6, "a later run adds to it")
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // which has no such modes
	}
	dir := filepath.Join(t.TempDir(), "logs")
	for range 2 {
		j := open(t, dir)
		j.Write(Stopped{})
		finish(t, j)
		info, err := os.Stat(dir)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
		info, err = os.Stat(filepath.Join(dir, LogName))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		require.NoError(t, os.Chmod(filepath.Join(dir, LogName), 0o644)) // and once more
	}
}

// TestLogTurnsOver writes four times what one file takes.
func TestLogTurnsOver(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	const line = len("time=2025-11-21T06:26:00.000Z level=INFO msg=stopped\n")
	for range 4 * logMegabytes << 20 / line {
		for len(j.lines) == cap(j.lines) {
			runtime.Gosched()
		}
		j.Write(Stopped{})
	}
	finish(t, j)
	require.NoError(t, j.Err())
	// The library removes what is too old on a goroutine of its own.
	require.Eventually(t, func() bool {
		files, err := os.ReadDir(dir)
		return err == nil && len(files) == logBackups+1
	}, time.Minute, 10*time.Millisecond)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, file := range files {
		info, err := file.Info()
		require.NoError(t, err)
		assert.LessOrEqual(t, info.Size(), int64(logMegabytes<<20))
		if runtime.GOOS != "windows" {
			assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		}
	}
}

// TestLogThatCannotBeWritten has a file where the folder should be, which stops root as well.
func TestLogThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	j := open(t, filepath.Join(file, "logs"))
	j.Write(Stopped{})
	finish(t, j)
	assert.Error(t, j.Err())
}

func TestNoFolderLogsNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	j := open(t, "")
	j.Write(Stopped{})
	finish(t, j)
	assert.NoError(t, j.Err())
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, files)
}

// hung is a disk that takes nothing until it is released.
type hung struct {
	entered, release chan struct{}
	taken            []string
}

func (h *hung) Write(line []byte) (int, error) {
	h.entered <- struct{}{}
	<-h.release
	h.taken = append(h.taken, string(line))
	return len(line), nil
}

func (h *hung) Close() error { return nil }

// TestDiskThatHangsHoldsNobodyUp fills the queue; how many lines are lost stands on the next one.
func TestDiskThatHangsHoldsNobodyUp(t *testing.T) {
	const lost = 5
	disk := &hung{entered: make(chan struct{}, 2*queue), release: make(chan struct{})}
	j := newJournal(Params{Dir: t.TempDir(), Clock: clock}, disk)
	j.Write(Stopped{})
	<-disk.entered
	for range queue + lost {
		j.Write(Stopped{})
	}
	<-j.lines // makes room for one
	j.Write(Stopped{})

	impatient, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, j.Close(impatient), context.Canceled, "the window ends all the same")
	close(disk.release)
	finish(t, j)
	require.Len(t, disk.taken, 1+queue)
	for _, line := range disk.taken[:queue] {
		assert.NotContains(t, line, "missed")
	}
	assert.Contains(t, disk.taken[queue], "missed=5")
}
