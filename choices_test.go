package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// chosen are choices of which there are none yet, in a file below a folder that is
// not there yet.
func chosen(t *testing.T) (c *choices, file string) {
	t.Helper()
	memory, ok := test.NewTempApp(t).Preferences().(valued)
	require.True(t, ok)
	file = filepath.Join(t.TempDir(), "folder", "preferences.json")
	return newChoices(memory, file), file
}

func leftovers(t *testing.T, file string) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*.tmp"))
	require.NoError(t, err)
	return left
}

// TestChoicesComeBack in the program's own kind of Fyne.
func TestChoicesComeBack(t *testing.T) {
	dir, err := os.MkdirTemp("", "keycase-choices-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) }) // Fyne watches it until the process ends
	t.Setenv("TMPDIR", dir)                     // a test build has its files below it
	t.Setenv("TMP", dir)
	start := func() fyne.Preferences {
		a := fyneapp.NewWithID(appID)
		keepChoices(a)
		return a.Preferences()
	}
	first := start()
	first.SetString("language", "en")
	first.SetInt("scale", 150)
	first.SetBool("silent", true)
	again := start()
	assert.IsType(t, &choices{}, again)
	assert.Equal(t, "en", again.String("language"))
	assert.Equal(t, 150, again.Int("scale"))
	assert.True(t, again.Bool("silent"))
}

// TestChoicesAreNeverHalfWritten reads the file as another window does that starts
// at any moment.
func TestChoicesAreNeverHalfWritten(t *testing.T) {
	c, file := chosen(t)
	c.SetInt("scale", 100)
	var reader sync.WaitGroup
	done := make(chan struct{})
	reader.Go(func() {
		for {
			text, err := os.ReadFile(file)
			assert.NoError(t, err)
			var found map[string]any
			assert.NoError(t, json.Unmarshal(text, &found), "%q", text)
			select {
			case <-done:
				return
			default:
			}
		}
	})
	for i := range 200 {
		c.SetInt("scale", 101+i)
	}
	close(done)
	reader.Wait()
	assert.Empty(t, leftovers(t, file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.JSONEq(t, `{"scale": 300}`, string(text))
}

func TestEqualChoicesAreNotWritten(t *testing.T) {
	c, file := chosen(t)
	assert.NoFileExists(t, file, "nothing was chosen yet")
	c.SetString("theme", "dark")
	require.NoError(t, os.Remove(file))
	c.SetString("theme", "dark")
	assert.NoFileExists(t, file)
	c.SetString("theme", "light")
	assert.FileExists(t, file)
}

// TestChoicesThatCannotBeWritten last as long as the window.
func TestChoicesThatCannotBeWritten(t *testing.T) {
	c, file := chosen(t)
	require.NoError(t, os.MkdirAll(file, 0o700)) // a folder stands in the way
	c.SetString("theme", "dark")
	assert.Equal(t, "dark", c.String("theme"))
	require.Error(t, c.write())
	assert.Empty(t, leftovers(t, file))
}
