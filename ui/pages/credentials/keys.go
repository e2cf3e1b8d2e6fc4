package credentials

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/vault"
)

// FocusList implements core.Lister.
func (p *Page) FocusList() {
	if len(p.stored) > 0 {
		p.c.Window.Canvas().Focus(p.items.reveal(max(p.index(), 0)))
	}
}

// TakeKey implements core.KeyTaker: the keys that lead further in the list than an
// arrow does.
func (p *Page) TakeKey(key fyne.KeyName) {
	at := p.items.focused()
	if at < 0 {
		return
	}
	page := max(int(p.items.scroll.Size().Height/itemPitch)-1, 1)
	switch key {
	case fyne.KeyHome:
		p.move(at, -len(p.stored))
	case fyne.KeyEnd:
		p.move(at, len(p.stored))
	case fyne.KeyPageUp:
		p.move(at, -page)
	case fyne.KeyPageDown:
		p.move(at, page)
	}
}

// move takes the keyboard from an item to one above or below, not beyond the first
// and the last, and the selection along.
func (p *Page) move(from, delta int) {
	to := min(max(from+delta, 0), len(p.stored)-1)
	if from < 0 || to == from {
		return
	}
	item := p.items.reveal(to)
	if !p.split.narrow {
		p.open(to)
	}
	p.c.Window.Canvas().Focus(item)
	p.items.refill() // the one that had the keyboard may give its widget back
}

// Escape implements core.Escaper: it first stops waiting for a secret, and in a
// narrow window leads from the credential to the list.
func (p *Page) Escape() {
	switch {
	case p.cancelReading():
	case p.split.narrow && p.split.opened:
		p.closeDetail()
	default:
		p.c.Nav.Back()
	}
}

// Refresh implements core.Refresher: F5 renews what is due of the open one.
func (p *Page) Refresh() {
	if p.detail != nil && !p.detail.renewDue() {
		p.c.Notice.Toast(p.c.T("refresh.nothing_due"))
	}
}

// copyShortcut is that of the system. It reaches the page only while a widget
// without a use for it has the keyboard.
var copyShortcut = &fyne.ShortcutCopy{}

// copySelected copies the token of the item that has the keyboard: of those that can
// still be used the one that ends first.
func (p *Page) copySelected() {
	at := p.items.focused()
	if at < 0 {
		return
	}
	c, now := p.c, p.c.Clock()
	usable := present.Tokens(c.Broker, p.stored[at:at+1])
	usable = slices.DeleteFunc(usable, func(t present.Token) bool { return t.Health(now) == broker.Expired })
	if len(usable) == 0 {
		c.Notice.Toast(c.T("credential.nothing_to_copy"))
		return
	}
	token := usable[0]
	p.cancelCopying()
	p.copying = parts.Do(c, func(waiting bool) {
		p.waiting = ""
		if waiting {
			p.waiting = token.CredentialID
		}
		p.items.refill()
	}, func(ctx context.Context) (vault.TokenSecret, error) {
		secret, err := c.Vault.TokenSecret(ctx, token.CredentialID, token.TokenID)
		if err == nil {
			_ = c.Vault.Touch(token.CredentialID) // when it was last used is a nicety
		}
		return secret, err
	}, func(secret vault.TokenSecret, err error) {
		p.copying = nil
		if err != nil {
			c.Notice.Fail(err)
			return
		}
		c.Clip.Copy(token.Value.Kind, secret.Value, true)
	})
}

func (p *Page) cancelCopying() (waited bool) {
	waited = p.waiting != ""
	if p.copying != nil {
		p.copying()
		p.copying = nil
	}
	return waited
}

// cancelReading stops waiting for secrets, and tells whether a person was told to
// wait for one.
func (p *Page) cancelReading() (waited bool) {
	waited = p.cancelCopying()
	return p.detail != nil && p.detail.cancelReading() || waited
}
