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

// FocusList implements core.Lister. Where the list is out of the way, the keyboard
// goes to what stands in its place.
func (p *Page) FocusList() {
	canvas := p.c.Window.Canvas()
	switch {
	case p.empty.Visible():
		canvas.Focus(p.empty.Button())
	case !p.split.list.Visible() && p.detail != nil:
		canvas.Focus(p.detail.first())
	default:
		canvas.Focus(p.items.keys)
	}
}

// takeKey is a key on the list.
func (p *Page) takeKey(key fyne.KeyName) (used bool) {
	if len(p.stored) == 0 {
		return false
	}
	page := max(int(p.items.scroll.Size().Height/itemPitch)-1, 1)
	switch key {
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyHome:
		p.move(-len(p.stored))
	case fyne.KeyEnd:
		p.move(len(p.stored))
	case fyne.KeyPageUp:
		p.move(-page)
	case fyne.KeyPageDown:
		p.move(page)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.open(p.items.current())
		p.keepKeyboard() // in a narrow window the list gives way
	default:
		return false
	}
	return true
}

// move goes to an item above or below, not beyond the first and the last, and takes
// the selection along where it is shown beside.
func (p *Page) move(delta int) {
	to := min(max(p.items.current()+delta, 0), len(p.stored)-1)
	p.items.cursor = p.stored[to].ID
	if !p.split.narrow && to != p.index() {
		p.open(to)
	}
	p.items.reveal(to)
}

// keepKeyboard gives the keyboard a place where what had it is gone.
func (p *Page) keepKeyboard() {
	if p.c.Window.Canvas().Focused() != nil && parts.Adrift(p.c) {
		p.FocusList()
	}
}

// Escape implements core.Escaper.
func (p *Page) Escape() {
	if !p.EscapeInside() {
		p.c.Nav.Back()
	}
}

// EscapeInside is one step back that leaves the page open: it stops waiting for a
// secret, hides one, or leads from the credential to the list.
func (p *Page) EscapeInside() (used bool) {
	switch {
	case p.cancelReading():
	case p.detail != nil && p.detail.reveals():
		p.Mask()
		p.again()
	case p.split.narrow && p.split.opened:
		p.closeDetail()
	case !p.split.narrow && p.inDetail():
		p.FocusList()
	default:
		return false
	}
	return true
}

// inDetail tells whether the keyboard is in the column of the credential, where it
// may have scrolled out of sight.
func (p *Page) inDetail() bool {
	focused, ok := p.c.Window.Canvas().Focused().(fyne.CanvasObject)
	if !ok || !parts.Seen(focused) {
		return false
	}
	driver := fyne.CurrentApp().Driver()
	x := driver.AbsolutePositionForObject(focused).X - driver.AbsolutePositionForObject(p.place).X
	return x >= 0 && x < p.place.Size().Width
}

// Refresh implements core.Refresher: F5 renews what is due of the open one.
func (p *Page) Refresh() {
	if p.detail != nil && !p.detail.renewDue() {
		p.c.Notice.Toast(p.c.T("refresh.nothing_due"))
	}
}

// copySelected copies the token of the item that the keys are about: of those that
// can still be used the one that ends first.
func (p *Page) copySelected() {
	if len(p.stored) == 0 {
		return
	}
	at := p.items.current()
	c, now := p.c, p.c.Clock()
	usable := present.Tokens(c.Broker, p.stored[at])
	usable = slices.DeleteFunc(usable, func(t *present.Token) bool { return t.Health(now) == broker.Expired })
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
