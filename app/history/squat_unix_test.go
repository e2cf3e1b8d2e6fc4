//go:build unix

package history

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFilesThatAreNone are neither waited for nor written through. A test that waits
// for the other end of a pipe ends by its deadline.
func TestFilesThatAreNone(t *testing.T) {
	squats := map[string]func(target, path string) error{
		"pipe":     func(_, path string) error { return syscall.Mkfifo(path, fileMode) },
		"link":     os.Symlink,
		"dangling": func(target, path string) error { return os.Symlink(target+"-not", path) },
	}
	for name, squat := range squats {
		for _, place := range []string{id + ".jsonl", lockName, id + ".jsonl.tmp"} {
			t.Run(name+" "+place, func(t *testing.T) {
				target := filepath.Join(t.TempDir(), "target")
				require.NoError(t, os.WriteFile(target, []byte("theirs"), fileMode))
				h := Open(t.TempDir())
				require.NoError(t, os.WriteFile(file(h), bytes.Repeat([]byte("x\n"), mostBytes/2), fileMode))
				require.NoError(t, os.RemoveAll(filepath.Join(h.dir, place)))
				require.NoError(t, squat(target, filepath.Join(h.dir, place)))
				h.Keep(called("robot.token", "", nil))
				if place == id+".jsonl.tmp" {
					assert.NoError(t, h.Err(), "it is taken away")
				} else {
					assert.ErrorIs(t, h.Err(), errNoFile)
				}
				if place != lockName {
					_, err := h.Read(id, "")
					assert.Equal(t, h.Err() == nil, err == nil)
				}
				data, err := os.ReadFile(target)
				require.NoError(t, err)
				assert.Equal(t, "theirs", string(data))
				assert.NoFileExists(t, target+"-not")
			})
		}
	}
}
