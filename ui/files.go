package ui

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"keycase/ui/pages/parts"
)

// askSize is how large the dialog about a file is, in Fyne units.
var askSize = fyne.NewSize(760, 520)

// ask shows a dialog about a file or a folder.
func (u *UI) ask(d *dialog.FileDialog, title string) {
	d.SetTitleText(title)
	d.SetConfirmText(u.c.T("file.confirm"))
	d.SetDismissText(u.c.T("action.cancel"))
	d.Show()
	d.Resize(askSize) // Fyne asks what is not there before it is shown
	d.SetOnClosed(u.shell.Adopt(d.Dismiss))
}

// openFile asks for a file; done is not called where a person thinks better of it.
func (u *UI) openFile(title string, filter storage.FileFilter, done func(fyne.URIReadCloser, error)) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if file != nil || err != nil {
			done(file, err)
		}
	}, u.c.Window)
	d.SetFilter(filter)
	u.ask(d, title)
}

// openText asks for a file of any kind.
func (u *UI) openText(title string, done func(fyne.URIReadCloser, error)) {
	u.openFile(title, nil, done)
}

// files are what a page that writes a file needs.
func (u *UI) files() parts.FileParams {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "." // a person chooses a folder
	}
	return parts.FileParams{
		Folder: home, Choose: u.chooseFolder,
		Reveal: func(path string) { u.showFolder(path, u.c.T("folder.closed"), u.c.T("export.path_name")) },
	}
}

// chooseFolder asks for a folder, beginning at one; done is not called where a
// person thinks better of it.
func (u *UI) chooseFolder(title, from string, done func(path string, err error)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			done("", err)
		case folder != nil:
			done(filepath.FromSlash(folder.Path()), nil)
		}
	}, u.c.Window)
	if start, err := storage.ListerForURI(storage.NewFileURI(from)); err == nil {
		d.SetLocation(start)
	}
	u.ask(d, title)
}

// showFolder opens a folder in the system's file manager. Where that does not open,
// closed says so, and a person does it with the path, which is called name.
func (u *UI) showFolder(folder, closed, name string) {
	path := filepath.ToSlash(folder)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/... on Windows
	}
	if u.p.App.OpenURL(&url.URL{Scheme: "file", Path: path}) == nil {
		return
	}
	c := u.c
	c.Notice.Confirm(closed, c.T("logs.closed_body", "Path", folder), c.T("logs.copy"), func(ok bool) {
		if ok {
			c.Clip.Copy(name, folder, false)
		}
	})
}
