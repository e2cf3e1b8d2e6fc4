package ui

import (
	"keycase/ui/pages/storage"
)

// changePassphrase asks for another passphrase of the file store, in front of the
// settings.
func (u *UI) changePassphrase() {
	var closeIt, arrange func()
	change := storage.NewChange(u.c, func() { closeIt() }, func() { arrange() })
	closeIt, arrange = u.shell.Dialog(change.Content(), change.First(), change.Cancel)
}

// moveStore brings all secrets to the other store, in front of the settings.
func (u *UI) moveStore() {
	var closeIt, arrange func()
	move := storage.NewMove(u.c, func() { closeIt() }, func() { arrange() })
	closeIt, arrange = u.shell.Dialog(move.Content(), move.First(), move.Cancel)
}
