package parts_test

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts"
	"keycase/ui/pages/parts/pagetest"
)

// press taps the button of the open dialog with that text.
func press(t *testing.T, b *pagetest.Bench, text string) {
	t.Helper()
	for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
		if button, ok := part.(*widget.Button); ok && button.Text == text {
			test.Tap(button)
			return
		}
	}
	t.Fatalf("no button %q", text)
}

// home makes a folder of the test's own the one that the dialog begins in.
func home(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	return dir
}

func TestSavedFilesAreForTheirOwner(t *testing.T) {
	b := pagetest.New(t)
	dir := home(t)
	b.Resize(960, 600)
	var saved io.WriteCloser
	parts.SaveFile(b.Ctx, "导出历史记录", "历史记录.csv", func(file io.WriteCloser, err error) {
		require.NoError(t, err)
		saved = file
	})
	b.Picture("save-file", 1)
	press(t, b, "保存")
	require.NotNil(t, saved)
	_, err := saved.Write([]byte("a"))
	require.NoError(t, err)
	_, err = saved.Write([]byte("b"))
	require.NoError(t, err)
	require.NoError(t, saved.Close())
	path := filepath.Join(dir, "历史记录.csv")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "ab", string(content))
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

func TestNoFileIsNoAnswer(t *testing.T) {
	b := pagetest.New(t)
	home(t)
	parts.SaveFile(b.Ctx, "导出", "a.csv", func(io.WriteCloser, error) { t.Error("nobody chose a file") })
	press(t, b, "取消")
	assert.Nil(t, b.Window.Canvas().Overlays().Top())
}

func TestAFileThatCannotBeMadeIsTold(t *testing.T) {
	b := pagetest.New(t)
	home(t)
	var told error
	parts.SaveFile(b.Ctx, "导出", "gone/a.csv", func(_ io.WriteCloser, err error) { told = err })
	press(t, b, "保存")
	assert.Error(t, told)
}
