package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

const foreign = "JDY_CLIENT_ID=205022\nJDY_CLIENT_SECRET=0123456789abcdef0123456789abcdef\n" +
	"JDY_APP_KEY=bVZgAZOv1\nJDY_APP_SECRET=0123456789abcdef0123456789abcdef01234567\n"

// paste presses Ctrl+V on what has the keyboard.
func (b *bench) paste(text string) {
	b.t.Helper()
	b.app.Clipboard().SetContent(text)
	on, ok := b.u.Window().Canvas().Focused().(fyne.Shortcutable)
	require.True(b.t, ok)
	on.TypedShortcut(&fyne.ShortcutPaste{Clipboard: b.app.Clipboard()})
	b.settle()
}

func (b *bench) says(text string) bool { return slices.Contains(b.texts(), text) }

// TestFilesAndFoldersAreAskedFor in the dialogs that Fyne makes. Esc closes them, and
// not the page behind.
func TestFilesAndFoldersAreAskedFor(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	t.Setenv("HOME", b.dir)
	_, err := b.open(t.Context(), vault.StoreFile, once([]byte("long enough 42")))
	require.NoError(t, err)
	b.start(nil)
	b.fields()[0].SetText("long enough 42")
	b.press("解锁")
	b.u.Context().Nav.Restore()
	b.settle()
	overlays := b.u.Window().Canvas().Overlays()
	for title, ask := range map[string]func(title string){
		"一个文件":  func(title string) { b.u.openText(title, func(fyne.URIReadCloser, error) {}) },
		"一个文件夹": func(title string) { b.u.chooseFolder(title, b.dir, func(string, error) {}) },
	} {
		ask(title)
		require.NotNil(t, overlays.Top(), title)
		assert.NotEmpty(t, visible(overlays.Top(), nil), title)
		b.u.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) // nothing in it has the keyboard
		b.settle()
		assert.Nil(t, overlays.Top(), title)
		assert.False(t, b.says("先用沙盒试试"), title)
	}
	b.key(fyne.KeyEscape)
	assert.True(t, b.says("先用沙盒试试"), "the next one is for the page")
}

// TestFromAnotherToolAndBack goes the whole way in the window, and locks on it.
func TestFromAnotherToolAndBack(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	t.Setenv("HOME", b.dir)
	t.Setenv("USERPROFILE", b.dir)
	_, err := b.open(t.Context(), vault.StoreFile, once([]byte("long enough 42")))
	require.NoError(t, err)
	b.start(nil)
	unlock := func() {
		b.fields()[0].SetText("long enough 42")
		b.press("解锁")
	}
	unlock()

	b.press("从别处导入")
	b.paste(foreign)
	require.True(t, b.says("JDY_CLIENT_ID"), b.texts())
	b.u.shell.Lock()
	b.settle()
	assert.False(t, b.says("JDY_CLIENT_ID"))
	unlock()
	assert.True(t, b.says("JDY_CLIENT_ID"), "the lock has only covered what was read: %q", b.texts())
	b.press("导入 1 份")
	stored := b.u.Context().Vault.List()
	require.Len(t, stored, 1)
	b.key(fyne.KeyReturn)
	assert.True(t, b.says(stored[0].Name))

	b.u.Context().Nav.Export(stored[0].ID)
	b.settle()
	b.press("导出")
	path := filepath.Join(b.dir, stored[0].Name+".env")
	assert.True(t, b.says(path), "%q", b.texts())
	text, err := os.ReadFile(path) //nolint:gosec // the test's own folder
	require.NoError(t, err)
	assert.Contains(t, string(text), "JDY_CLIENT_ID=205022")
	assert.False(t, strings.Contains(string(text), "0123456789abcdef"))
}
