package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
	"keycase/ui/widgets"
)

// readClipboards reads the clipboard for all that is pasted in the window, before there
// is a store and behind a lock as well.
func (u *UI) readClipboards() {
	u.c.Window.Canvas().AddShortcut(&widgets.ReadClipboard{}, func(shortcut fyne.Shortcut) {
		if ask, ok := shortcut.(*widgets.ReadClipboard); ok && u.p.Desktop.Text != nil {
			u.readClipboard(ask)
		}
	})
}

// readClipboard reads away from the UI goroutine, and by Fyne only where that waits for
// nobody.
func (u *UI) readClipboard(ask *widgets.ReadClipboard) {
	ask.Taken = true
	core.DoAround(u.c, func(context.Context) (string, error) {
		return u.p.Desktop.Text()
	}, func(text string, err error) {
		switch {
		case errors.Is(err, errors.ErrUnsupported):
			text, err = ask.From.Content(), nil
		case err != nil && u.shell != nil:
			u.shell.Toast(u.c.T("paste.silent"))
		}
		ask.Got(text, err == nil)
	})
}
