package overview

import (
	"context"
	"time"

	"keycase/broker"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/vault"
)

// settle is how long a refreshed row stays where it was, so that a person sees
// what happened to it.
const settle = 2 * time.Second

// work is what goes on for a token, whether its row is in sight or not.
type work struct {
	renewing bool
	stop     func() // ends the reading under way; nil while there is none
	waiting  bool   // it takes long
}

func (w *work) refreshes() bool { return w != nil && w.renewing }
func (w *work) waits() bool     { return w != nil && w.waiting }

// workOn is what goes on for a token, to be changed.
func (p *Page) workOn(id string) *work {
	if p.work[id] == nil {
		p.work[id] = &work{}
	}
	return p.work[id]
}

// redraw shows what began or ended.
func (p *Page) redraw() {
	p.refresh.SetBusy(p.anyRefreshing())
	p.list.draw(p.c.Clock())
}

// askRefresh gets a new token in the place of one; where the platform counts by
// the day, it asks first.
func (p *Page) askRefresh(t *present.Token) {
	c := p.c
	facts := t.Facts(c.Text)
	if !facts.Renewable {
		return
	}
	refresh := func() {
		p.renew(t, func(err error) {
			if err != nil {
				p.fail(t, err)
			}
		})
	}
	if !facts.Daily {
		refresh()
		return
	}
	c.Notice.Confirm(c.T("quota.title"), c.T("quota.body", "Used", facts.Quota.Used, "Limit", facts.Quota.Limit),
		c.T("action.refresh"), func(ok bool) {
			if ok {
				refresh()
			}
		})
}

// Refresh implements core.Refresher.
func (p *Page) Refresh() {
	if len(p.whole.Due) == 0 {
		p.c.Notice.Toast(p.c.T("refresh.nothing_due"))
		return
	}
	p.refreshDue()
}

// refreshDue refreshes everything that needs it, and tells of the first failure
// when all are through.
func (p *Page) refreshDue() {
	var first func() // tells of the first failure
	open := 0
	for _, t := range p.whole.Due {
		if p.work[t.TokenID].refreshes() {
			continue
		}
		open++
		p.renew(t, func(err error) {
			if err != nil && first == nil {
				first = func() { p.fail(t, err) }
			}
			if open--; open == 0 && first != nil {
				first()
			}
		})
	}
}

// fail tells why a token could not be refreshed, and offers what mends it.
func (p *Page) fail(t *present.Token, err error) {
	cred, gone := p.c.Vault.Get(t.CredentialID)
	if gone != nil {
		p.c.Notice.Fail(err)
		return
	}
	parts.Fail(p.c, cred, err)
}

// renew calls done with nil or an error after the answer.
func (p *Page) renew(t *present.Token, done func(error)) {
	work := p.workOn(t.TokenID)
	if work.renewing {
		return
	}
	work.renewing = true
	p.holds++
	p.redraw()
	core.Do(p.c, func(ctx context.Context) (broker.Result, error) {
		return p.c.Broker.Renew(ctx, t.CredentialID, t.TokenID)
	}, func(_ broker.Result, err error) {
		work.renewing = false
		p.redraw()
		p.c.Ticker.After(settle, func() {
			p.holds--
			p.stale = true
			p.again()
		})
		done(err)
	})
}

func (p *Page) anyRefreshing() bool {
	for _, work := range p.work {
		if work.renewing {
			return true
		}
	}
	return false
}

// copyToken reads the token's value and puts it on the clipboard.
func (p *Page) copyToken(t *present.Token) {
	c, work := p.c, p.workOn(t.TokenID)
	if work.stop != nil {
		return
	}
	work.stop = parts.Do(c, func(waiting bool) {
		work.waiting = waiting
		p.redraw()
	}, func(ctx context.Context) (vault.TokenSecret, error) {
		secret, err := c.Vault.TokenSecret(ctx, t.CredentialID, t.TokenID)
		if err == nil {
			_ = c.Vault.Touch(t.CredentialID) // when it was last used is a nicety
		}
		return secret, err
	}, func(secret vault.TokenSecret, err error) {
		work.stop = nil
		if err != nil {
			c.Notice.Fail(err)
			return
		}
		c.Clip.Copy(t.Value.Kind, secret.Value, true)
	})
}

// cancelReading stops waiting for secrets, and tells whether there was any to wait
// for.
func (p *Page) cancelReading() (waited bool) {
	for _, work := range p.work {
		if work.stop != nil {
			waited = waited || work.waiting
			work.stop()
			work.stop = nil
		}
	}
	return waited
}
