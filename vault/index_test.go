package vault

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// furnished makes a vault's folder with two credentials and returns what is seen.
func furnished(t *testing.T) (*world, seen) {
	t.Helper()
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	return w, w.settled(t)
}

func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

func TestIndexDamagedAnywhere(t *testing.T) {
	w, want := furnished(t)
	whole, err := os.ReadFile(w.path(indexName))
	require.NoError(t, err)
	for i := 0; i < len(whole); i += 3 {
		for _, data := range [][]byte{
			append(append([]byte(nil), whole[:i]...), append([]byte{whole[i] ^ 1<<(i%8)}, whole[i+1:]...)...), // one bit
			whole[:i], // cut
			append(append([]byte(nil), whole[:i]...), make([]byte, len(whole)-i)...), // zeros to the end
		} {
			require.NoError(t, os.WriteFile(w.path(indexName), data, fileMode))
			v, err := w.process(&fate{})
			require.NoError(t, err, "byte %d", i)
			got, _ := observe(t, v)
			kept := v.BrokenIndex()
			require.NoError(t, v.Close())
			require.Equal(t, want, got, "byte %d", i)
			// The damaged file is kept until somebody has looked at it.
			require.NotEmpty(t, kept)
			require.FileExists(t, w.path(indexName), "written anew")
			aside, err := os.ReadFile(kept)
			require.NoError(t, err)
			require.Equal(t, string(data), string(aside))
			require.NoError(t, os.Remove(kept))
		}
	}
}

func TestIndexDeletedOrCopyDamaged(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, w *world){
		"index deleted": func(t *testing.T, w *world) { require.NoError(t, os.Remove(w.path(indexName))) },
		"copy deleted":  func(t *testing.T, w *world) { require.NoError(t, os.Remove(w.path(copyName))) },
		"copy damaged":  func(t *testing.T, w *world) { damage(t, w.path(copyName)) },
	} {
		t.Run(name, func(t *testing.T) {
			w, want := furnished(t)
			harm(t, w)
			require.Equal(t, want, w.settled(t))
			v, err := w.process(&fate{})
			require.NoError(t, err)
			require.NoError(t, v.Touch(v.List()[0].ID))
			require.NoError(t, v.Close())
			assert.FileExists(t, w.path(indexName))
			assert.FileExists(t, w.path(copyName), "the next write makes it whole again")
		})
	}
}

func TestIndexNewer(t *testing.T) {
	const newer = `{"version": 2, "of": "the future"}`
	for _, name := range []string{indexName, copyName} {
		w, _ := furnished(t)
		if name == copyName {
			require.NoError(t, os.Remove(w.path(indexName)))
		}
		require.NoError(t, os.WriteFile(w.path(name), []byte(newer), fileMode))
		before := w.files(t)
		_, err := w.process(&fate{})
		require.ErrorIs(t, err, ErrNewerIndex)
		assert.Equal(t, before, w.files(t), "nothing is overwritten")
	}
}

func TestIndexReplacedByNewerWhileOpen(t *testing.T) {
	for _, name := range []string{indexName, copyName} {
		w, want := furnished(t)
		v, err := w.process(&fate{})
		require.NoError(t, err)
		if name == copyName {
			require.NoError(t, os.Remove(w.path(indexName)))
		}
		require.NoError(t, os.WriteFile(w.path(name), []byte(`{"version": 2}`), fileMode))
		before := w.files(t)
		require.ErrorIs(t, v.UpdateState("k", deedState), ErrNewerIndex)
		assert.Equal(t, before, w.files(t))
		assert.Len(t, v.List(), len(want.Credentials), "what is known can still be read")
		require.NoError(t, v.Close())
	}
}

// files reads all files of the folder but locks.
func (w *world) files(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	require.NoError(t, filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		data, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, w.dir+"/")] = string(data)
		return err
	}))
	return found
}

// TestIndexLostWhileOpen: what a running process knows is not lost with the file.
func TestIndexLostWhileOpen(t *testing.T) {
	for name, harm := range map[string]func(*testing.T, string){
		"deleted": func(t *testing.T, path string) { require.NoError(t, os.Remove(path)) },
		"damaged": func(t *testing.T, path string) { require.NoError(t, os.WriteFile(path, []byte("x"), fileMode)) },
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := furnished(t)
			v, err := w.process(&fate{})
			require.NoError(t, err)
			harm(t, w.path(indexName))
			harm(t, w.path(copyName))
			assert.Len(t, v.List(), 2)
			_, err = v.Add(t.Context(), Credential{Name: "third"}, map[string]string{"s": "x"})
			require.NoError(t, err)
			require.NoError(t, v.Close())
			assert.Len(t, w.settled(t).Credentials, 3)
		})
	}
}

func TestIndexModesAndContent(t *testing.T) {
	w, _ := furnished(t)
	fresh := w.path("made")
	v, err := Open(t.Context(), Options{Dir: fresh, Store: StoreKeyring, Keyring: newMapKeyring(), Clock: testClock})
	require.NoError(t, err)
	_, err = v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "canary-secret"})
	require.NoError(t, err)
	files := 0
	require.NoError(t, filepath.WalkDir(fresh, func(path string, d os.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		if d.IsDir() {
			assertMode(t, dirMode, info)
			return nil
		}
		files++
		assertMode(t, fileMode, info)
		data, err := os.ReadFile(path)
		assert.NotContains(t, string(data), "canary-secret")
		return err
	}))
	assert.Equal(t, 6, files, "index, copy, older generation, lock, and the session's two")
	require.NoError(t, v.Close())
	var index struct {
		Version     int
		Generation  int
		Store       string
		Credentials []map[string]any
	}
	data, err := os.ReadFile(filepath.Join(fresh, indexName))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &index))
	assert.Equal(t, 1, index.Version)
	assert.Equal(t, "keyring", index.Store)
	assert.Len(t, index.Credentials, 1)
}

// assertMode checks permissions where the system has them.
func assertMode(t *testing.T, want os.FileMode, info os.FileInfo) {
	t.Helper()
	if runtime.GOOS != "windows" {
		assert.Equal(t, want, info.Mode().Perm(), info.Name())
	}
}

// TestIndexLockHeldElsewhere: a lock that is never given back ends the wait.
func TestIndexLockHeldElsewhere(t *testing.T) {
	w, _ := furnished(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { _ = v.Close() }()
	other, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { _ = other.Close() }()
	held, release := make(chan struct{}), make(chan struct{})
	go func() {
		_ = other.index.locked(context.Background(), func(*snapshot) error {
			close(held)
			<-release
			return nil
		})
	}()
	<-held
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = v.Add(ctx, Credential{Name: "x"}, nil)
	require.ErrorIs(t, err, context.Canceled)
	assert.Len(t, v.List(), 2, "reading waits for nobody")
	close(release)
	_, err = v.Add(t.Context(), Credential{Name: "x"}, nil)
	require.NoError(t, err)
}
