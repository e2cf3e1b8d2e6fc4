package vault

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMoveKilledAnywhere kills a process that moves to and fro, again and again:
// the next start finds everything in one store, and nothing in the other.
func TestMoveKilledAnywhere(t *testing.T) {
	w := newWorld(t, StoreFile)
	furnish(t, w)
	want := w.settled(t)
	moved := 0
	for round := range 25 {
		cmd, out := child(t, "move", w.dir)
		stopAt := round * 7 % 40
		for range stopAt {
			if _, err := out.ReadString('\n'); err != nil {
				break
			}
		}
		// Some time within the next step, differing from round to round.
		<-time.After(time.Duration(round*137%1000) * time.Microsecond)
		_ = cmd.Process.Kill()
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
		v, err := childMover(w.dir)
		require.NoError(t, err)
		got, items := observe(t, v)
		require.NoError(t, v.Close())
		require.Equal(t, want, got, "round %d", round)
		files, err := filepath.Glob(filepath.Join(w.dir, secretsDir, "*"))
		require.NoError(t, err)
		rings := ringItems(t, w.dir)
		if v.Kind() == StoreFile {
			require.Len(t, files, items+1, "round %d", round)
			require.Empty(t, rings, "round %d", round)
		} else {
			moved++
			require.Empty(t, files, "round %d", round)
			require.Len(t, rings, items, "round %d", round)
		}
	}
	assert.Positive(t, moved, "no move was ever done")
}

// folderKeyring is a keyring that outlives a process: a file for each item.
type folderKeyring string

func (k folderKeyring) path(item string) string { return filepath.Join(string(k), item) }

func (k folderKeyring) Get(item string) (string, error) {
	value, err := os.ReadFile(k.path(item))
	if errors.Is(err, os.ErrNotExist) {
		return "", ErrNotFound
	}
	return string(value), err
}

func (k folderKeyring) Set(item, value string) error {
	if err := os.MkdirAll(string(k), dirMode); err != nil {
		return err
	}
	return os.WriteFile(k.path(item), []byte(value), fileMode)
}

func (k folderKeyring) Delete(item string) error {
	if err := os.Remove(k.path(item)); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return ErrNotFound
}

func ringOf(dir string) string { return filepath.Join(dir, "ring") }

func ringItems(t *testing.T, dir string) []string {
	t.Helper()
	items, err := filepath.Glob(filepath.Join(ringOf(dir), "*"))
	require.NoError(t, err)
	return items
}

func childMover(dir string) (*Vault, error) {
	return Open(context.Background(), Options{
		Dir: dir, Keyring: folderKeyring(ringOf(dir)), WorkFactor: 1, Clock: testClock,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	})
}

// moveForever moves to and fro and says so at each step, until it is killed.
func moveForever(dir string) error {
	v, err := childMover(dir)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for {
		o := moveOptions(otherStore[v.Kind()])
		o.Progress = func(p MoveProgress) {
			text, _ := json.Marshal(p)
			_, _ = out.Write(append(text, '\n'))
			_ = out.Flush()
		}
		if err := v.Move(context.Background(), o); err != nil {
			return err
		}
	}
}
