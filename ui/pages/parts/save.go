package parts

import (
	"io"
	"os"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"keycase/ui/core"
)

// SaveFile lets a person name a file and hands it to then, opened for writing, or
// why it cannot be written. A person who names none ends it. The file is for its
// owner only, where the system knows such files; then has to close it, off the UI
// goroutine.
func SaveFile(c *core.Context, title, name string, then func(io.WriteCloser, error)) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			then(nil, err)
		case file != nil:
			then(&owned{WriteCloser: file, path: file.URI().Path()}, nil)
		}
	}, c.Window)
	d.SetTitleText(title)
	d.SetConfirmText(c.T("action.save"))
	d.SetDismissText(c.T("action.cancel"))
	d.SetFileName(name)
	d.Show()
}

const ownerOnly = 0o600

// owned is a file that others may not read from before its first byte on.
type owned struct {
	io.WriteCloser
	path string
	once sync.Once
}

// Write implements io.Writer.
func (f *owned) Write(data []byte) (int, error) {
	f.once.Do(func() { _ = os.Chmod(f.path, ownerOnly) }) // a memory stick may know no owners
	return f.WriteCloser.Write(data)
}
