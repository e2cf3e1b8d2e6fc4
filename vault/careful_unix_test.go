//go:build !windows

package vault

import (
	"errors"
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

// TestFilesThatAreNone: whatever somebody puts in the place of a file of the folder
// is neither waited for nor read without end, and not written through.
func TestFilesThatAreNone(t *testing.T) {
	stranger := filepath.Join(sessionsDir, "aaaaaaaaaaaaaaaa")
	places := []string{
		indexName, copyName, olderName, "index.broken-1.json", tempName(indexName), lockName, moveLockName,
		stranger + itemsSuffix, stranger + lockSuffix, filepath.Join(secretsDir, identityName), "item",
	}
	squats := map[string]func(target, path string) error{
		"pipe":    func(_, path string) error { return syscall.Mkfifo(path, fileMode) },
		"folder":  func(_, path string) error { return os.Mkdir(path, dirMode) },
		"endless": func(_, path string) error { return os.Symlink("/dev/zero", path) },
		"hole": func(_, path string) error {
			return errors.Join(os.WriteFile(path, nil, fileMode), os.Truncate(path, 1<<40))
		},
		"dangling": func(target, path string) error { return os.Symlink(target, path) },
	}
	for _, place := range places {
		for name, squat := range squats {
			t.Run(name+" "+filepath.Base(place), func(t *testing.T) {
				w := newWorld(t, StoreFile)
				furnish(t, w)
				place := place
				if place == "item" {
					v := healthy(t, w)
					place = filepath.Join(secretsDir, allItems(v)[0]+itemSuffix)
					require.NoError(t, v.Close())
				}
				target := filepath.Join(t.TempDir(), "target")
				require.NoError(t, os.RemoveAll(w.path(place)))
				require.NoError(t, squat(target, w.path(place)))
				promptly(t, func() { useAll(t, w) })
				assert.NoFileExists(t, target)
			})
		}
	}
}

// useAll goes through what reads and writes a vault's files; what it says does not
// matter here.
func useAll(t *testing.T, w *world) {
	v, err := w.process(&fate{})
	if err != nil {
		return
	}
	for _, c := range v.List() {
		_, _ = v.Full(t.Context(), c.ID)
	}
	_, _ = v.Add(t.Context(), Credential{Name: "another"}, map[string]string{"s": "1"})
	report, _ := v.Examine(t.Context())
	_ = v.Repair(t.Context(), report)
	_ = v.Move(t.Context(), MoveOptions{To: StoreKeyring})
	assert.NoError(t, v.Close())
}
