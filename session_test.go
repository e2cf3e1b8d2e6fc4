package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/app/journal"
	"keycase/desktop/clipboard"
	"keycase/desktop/instance"
	"keycase/vault"
)

func TestSessionLeavesALogAndNoCrash(t *testing.T) {
	paths, err := app.Locate(t.TempDir(), os.Getenv)
	require.NoError(t, err)
	around, err := begin(settings{store: "file"}, paths)
	require.NoError(t, err)
	around.opened(t.Context(), nil, vault.ErrWrongPassphrase)

	shown := make(chan bool, 1)
	around.guard.OnShow(func() bool { shown <- true; return true })
	_, err = begin(settings{}, paths)
	require.ErrorIs(t, err, instance.ErrRunning)
	assert.True(t, <-shown, "the first window comes to the front")

	around.finish()
	log, err := os.ReadFile(filepath.Join(paths.Logs, journal.LogName))
	require.NoError(t, err)
	assert.Contains(t, string(log), "started")
	assert.Contains(t, string(log), "store=file")
	assert.Contains(t, string(log), "open the store")
	assert.Contains(t, string(log), "stopped")
	_, crashed := journal.LastCrash(paths.Logs)
	assert.False(t, crashed)

	again, err := begin(settings{}, paths)
	require.NoError(t, err, "the folder is free again")
	again.finish()
	_, crashed = journal.LastCrash(paths.Logs)
	assert.False(t, crashed, "nor did the first one end badly")
}

// TestDriveThatHangsKeepsNoWindow starts beside one that answers only when the window is there already:
// what comes of it then is given back.
func TestDriveThatHangsKeepsNoWindow(t *testing.T) {
	paths, err := app.Locate(t.TempDir(), os.Getenv)
	require.NoError(t, err)
	answer, left := make(chan struct{}), make(chan struct{})
	around, err := beginWith(settings{}, paths, time.Millisecond, func(paths app.Paths) footing {
		<-answer
		found := settle(paths)
		end := found.endCrashes
		found.endCrashes = func() { end(); close(left) }
		return found
	})
	require.NoError(t, err)
	assert.Nil(t, around.guard)
	close(answer)
	<-left
	around.finish()
	log, err := os.ReadFile(filepath.Join(paths.Logs, journal.LogName))
	require.NoError(t, err)
	assert.Contains(t, string(log), string(journal.Guarding))
	assert.NoFileExists(t, filepath.Join(paths.Logs, "crash.txt"))
	require.Eventually(t, func() bool {
		guard, err := instance.Acquire(paths.Home)
		return err == nil && guard.Close() == nil
	}, time.Minute, time.Millisecond, "the lock is given back")
}

// TestWindowThatEndsIsNotRaised has every way in which the toolkit forgets what it is given at its end.
func TestWindowThatEndsIsNotRaised(t *testing.T) {
	session := func() *session { return &session{closing: make(chan struct{})} }
	loop := make(chan func(), 1)
	queue := func(fn func()) { loop <- fn }
	raised := 0
	raise := func() { raised++ }

	around := session()
	answer := make(chan bool)
	go func() { answer <- around.shown(queue, raise) }()
	(<-loop)()
	assert.True(t, <-answer)
	assert.Equal(t, 1, raised)

	go func() { answer <- around.shown(queue, raise) }()
	forgotten := <-loop
	around.end()
	assert.False(t, <-answer, "it was forgotten, and nobody waits for it")
	forgotten()
	assert.Equal(t, 1, raised, "too late")
	around.end()

	around = session()
	assert.False(t, around.shown(func(fn func()) { fn() }, raise), "the loop has ended: this is no UI goroutine")
	assert.Equal(t, 1, raised)
}

// held is a clipboard that another program keeps until release is closed.
type held struct{ asked, release chan struct{} }

func (h held) Close() error {
	close(h.asked)
	<-h.release
	return nil
}

func TestSessionTakesTheClipboardAlong(t *testing.T) {
	paths, err := app.Locate(filepath.Join(t.TempDir(), "home"), os.Getenv)
	require.NoError(t, err)
	around, err := begin(settings{store: "memory"}, paths)
	require.NoError(t, err)
	kept := held{make(chan struct{}), make(chan struct{})}
	defer close(kept.release)
	around.clipboard = kept
	around.finish() // and does not wait for ever
	<-kept.asked

	var unused secrets
	require.NoError(t, unused.Close())
	_, err = unused.Put("s3cret")
	require.ErrorIs(t, err, clipboard.ErrClosed)
}

func TestSessionInMemoryLeavesNothing(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	paths, err := app.Locate(home, os.Getenv)
	require.NoError(t, err)
	around, err := begin(settings{store: "memory"}, paths)
	require.NoError(t, err)
	around.finish()
	assert.NoDirExists(t, home)
}

func TestScale(t *testing.T) {
	for text, want := range map[string]int{"": 0, "auto": 0, "1.5": 150, "0.8": 80} {
		t.Setenv(scaleVariable, text)
		assert.Equal(t, want, scale(), text)
	}
	setScale(130)
	assert.Equal(t, "1.3", os.Getenv(scaleVariable))
	assert.Equal(t, 130, scale())
}
