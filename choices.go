package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"fyne.io/fyne/v2"
)

// valued is what Fyne's own preferences are beside what they promise.
type valued interface {
	fyne.Preferences
	ReadValues(read func(map[string]any))
}

// keepChoices has what a person chose in the window written as a whole or not at
// all. Fyne empties its file before it fills it again: another window that starts
// just then would find nothing, say so on standard error, and at its end write that
// nothing was chosen.
func keepChoices(a fyne.App) {
	memory, ok := a.Preferences().(valued)
	if !ok {
		return // they are kept in Fyne's way then
	}
	folder := filepath.FromSlash(a.Storage().RootURI().Path())
	a.SetCloudProvider(newChoices(memory, filepath.Join(folder, "preferences.json")))
}

// choices are preferences in Fyne's own file and form. What Fyne calls a cloud is its
// only door for others than its own, which write nothing any more once it is used.
type choices struct {
	valued
	path string

	mu      sync.Mutex
	written []byte // the file as it is known
}

// newChoices writes what memory holds into the file that it was read from, at each
// change.
func newChoices(memory valued, path string) *choices {
	c := &choices{valued: memory, path: path}
	c.written, _ = os.ReadFile(path)                   //nolint:gosec // Fyne's own file; nothing was chosen yet without one
	memory.AddChangeListener(func() { _ = c.write() }) // they are forgotten with the window then
	return c
}

// write does so where something has changed: Fyne reads the file whenever somebody
// has written, and takes that for a change, too.
func (c *choices) write() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var text bytes.Buffer
	var err error
	c.ReadValues(func(values map[string]any) { err = json.NewEncoder(&text).Encode(values) })
	if err != nil || bytes.Equal(text.Bytes(), c.written) {
		return err
	}
	if err := replace(c.path, text.Bytes()); err != nil {
		return err
	}
	c.written = text.Bytes()
	return nil
}

// replace puts a whole file in the place of another.
func replace(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "preferences-*.tmp")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // what failed counts
	}
	return err
}

// ProviderName implements fyne.CloudProvider; nobody sees it, as with the other words.
func (c *choices) ProviderName() string { return "file" }

// ProviderDescription implements fyne.CloudProvider.
func (c *choices) ProviderDescription() string { return "" }

// ProviderIcon implements fyne.CloudProvider.
func (c *choices) ProviderIcon() fyne.Resource { return nil }

// Setup implements fyne.CloudProvider.
func (c *choices) Setup(fyne.App) error { return nil }

// Cleanup implements fyne.CloudProvider.
func (c *choices) Cleanup(fyne.App) {}

// CloudPreferences implements fyne.CloudProviderPreferences.
func (c *choices) CloudPreferences(fyne.App) fyne.Preferences { return c }
