package storage

import (
	"context"
	"errors"

	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Unlock asks for the passphrase of the file store.
type Unlock struct {
	page
	done       func()
	passphrase *widgets.Field
	button     *widgets.Button
}

// NewUnlock makes the page; done is called when the store is unlocked.
func NewUnlock(c *core.Context, done func(), language func(string)) *Unlock {
	u := &Unlock{page: page{asker: asker{c: c}}, done: done}
	u.passphrase = passphraseField(c, c.T("storage.passphrase"))
	u.passphrase.OnChanged = func(string) { u.say(u.passphrase, "") }
	u.passphrase.OnSubmitted = func(string) { u.submit() }
	u.button = widgets.NewButton(c.T("action.unlock"), "lock-open", widgets.Primary, u.submit)
	u.first = u.passphrase.Focusable
	u.fill(c.T("storage.locked_title"), c.T("storage.locked_detail"), language,
		widgets.NewCard(widgets.Stack(theme.Space4, u.passphrase, widgets.Row(theme.Space2, u.button)), theme.Space5),
		widgets.NewParagraph(c.T("storage.forgotten"), widgets.Small, theme.ColorInk2))
	u.reach([]*widgets.Field{u.passphrase}, u.button)
	return u
}

// submit tries the passphrase, which takes about a second. A wrong one stays to be
// looked at, and goes with the first character of the next one.
func (u *Unlock) submit() {
	if u.button.Busy() {
		return
	}
	u.button.SetBusy(true)
	passphrase := []byte(u.passphrase.Text())
	core.DoAround(u.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, u.c.Vault.Unlock(ctx, passphrase)
	}, func(_ struct{}, err error) {
		u.button.SetBusy(false)
		switch {
		case err == nil:
			u.done()
		case errors.Is(err, vault.ErrWrongPassphrase):
			u.say(u.passphrase, app.Explain(err, u.c.Lang()).Title)
			u.focus(u.passphrase)
			u.passphrase.SelectAll()
		default:
			u.c.Notice.Fail(err)
		}
	})
}

// Hidden implements core.Page. What was typed does not stay behind.
func (u *Unlock) Hidden() { u.passphrase.SetText("") }
