package overview

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/vault"
)

// settle is how long a refreshed row stays where it was, so that a person sees
// what happened to it.
const settle = 2 * time.Second

// refreshOne gets a new token in the place of the row's.
func (p *Page) refreshOne(r *row) {
	p.renew(r, func(err error) {
		if err != nil {
			p.c.Notice.Fail(err)
		}
	})
}

// Refresh implements core.Refresher.
func (p *Page) Refresh() { p.refreshDue() }

// refreshDue refreshes everything that needs it, and tells of the first failure
// when all are through.
func (p *Page) refreshDue() {
	var failed error
	open := 0
	for _, t := range p.shown.Due {
		r, ok := p.rows[t.TokenID]
		if !ok || r.refreshing {
			continue
		}
		open++
		p.renew(r, func(err error) {
			if failed == nil {
				failed = err
			}
			if open--; open == 0 && failed != nil {
				p.c.Notice.Fail(failed)
			}
		})
	}
	p.refresh.SetBusy(open > 0)
}

// renew calls done with nil or an error after the answer.
func (p *Page) renew(r *row, done func(error)) {
	if r.refreshing {
		return
	}
	r.refreshing = true
	p.holds++
	r.draw()
	credential, token := r.now.CredentialID, r.now.TokenID
	core.Do(p.c, func(ctx context.Context) (broker.Result, error) {
		return p.c.Broker.Renew(ctx, credential, token)
	}, func(_ broker.Result, err error) {
		r.refreshing = false
		r.draw()
		p.refresh.SetBusy(p.anyRefreshing())
		p.c.Ticker.After(settle, func() {
			p.holds--
			p.again()
		})
		done(err)
	})
}

func (p *Page) anyRefreshing() bool {
	for _, r := range p.rows {
		if r.refreshing {
			return true
		}
	}
	return false
}

// copyToken reads the token's value and puts it on the clipboard.
func (p *Page) copyToken(r *row) {
	credential, token, kind := r.now.CredentialID, r.now.TokenID, r.now.Value.Kind
	core.Do(p.c, func(ctx context.Context) (vault.TokenSecret, error) {
		secret, err := p.c.Vault.TokenSecret(ctx, credential, token)
		if err == nil {
			_ = p.c.Vault.Touch(credential) // when it was last used is a nicety
		}
		return secret, err
	}, func(secret vault.TokenSecret, err error) {
		if err != nil {
			p.c.Notice.Fail(err)
			return
		}
		p.c.Clip.Copy(kind, secret.Value, true)
	})
}

// order is the tokens from top to bottom.
func (p *Page) order() []string { return slices.Concat(p.groups[0].ids, p.groups[1].ids) }

// move gives the keyboard to the row above or below.
func (p *Page) move(id string, delta int) {
	order := p.order()
	to := slices.Index(order, id) + delta
	if to < 0 || to >= len(order) {
		return
	}
	p.focus(order[to])
}

// FocusList implements core.Lister.
func (p *Page) FocusList() {
	if order := p.order(); len(order) > 0 {
		p.focus(order[0])
	}
}

// focus gives the keyboard to a row and brings it into sight.
func (p *Page) focus(id string) {
	r := p.rows[id]
	p.c.Window.Canvas().Focus(r.ListRow)
	top := p.groups[0].object
	if slices.Contains(p.groups[1].ids, id) {
		top = p.groups[1].object
	}
	y := top.Position().Y + p.groups[0].card.Position().Y + r.Position().Y
	offset, height := p.scroll.Offset.Y, p.scroll.Size().Height
	switch {
	case y < offset:
		p.scroll.ScrollToOffset(fyneOffset(y))
	case y+r.Size().Height > offset+height:
		p.scroll.ScrollToOffset(fyneOffset(y + r.Size().Height - height))
	}
}

func fyneOffset(y float32) fyne.Position { return fyne.NewPos(0, y) }
