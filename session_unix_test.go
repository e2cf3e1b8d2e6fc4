//go:build unix

package main

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
)

// TestPipesInTheFolderHoldNothingUp has one in the place of every file that a session opens. Opening
// one waits for its other end, which never comes.
func TestPipesInTheFolderHoldNothingUp(t *testing.T) {
	paths, err := app.Locate(t.TempDir(), func(string) string { return "" })
	require.NoError(t, err)
	require.NoError(t, paths.Create())
	for _, name := range []string{"window.lock", "window.where", "window.sock", "logs/crash.txt", "logs/crash-previous.txt", "logs/keycase.log"} {
		require.NoError(t, syscall.Mkfifo(filepath.Join(paths.Home, filepath.FromSlash(name)), 0o600))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		around, err := beginWith(settings{}, paths, time.Hour, settle)
		if assert.NoError(t, err) {
			around.finish()
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		require.Fail(t, "it waits for ever")
	}
}
