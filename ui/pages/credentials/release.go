package credentials

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
	"keycase/vault"
)

// menu offers what was done with a grant, and the ways to end it; busy is told
// while the platform is asked.
func (g *grantCard) menu(grant vault.Grant, name string, busy *widgets.IconButton) []*fyne.MenuItem {
	c := g.d.c
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(c.T("history.title"), func() { c.Nav.History(g.d.cred.ID, grant.Subject) }), fyne.NewMenuItemSeparator(),
	}
	if op := g.releasing(grant); op != nil {
		items = append(items, fyne.NewMenuItem(c.T("grant.release"), func() { g.askRelease(op, grant, name, busy) }))
	}
	return append(items, fyne.NewMenuItem(c.T("grant.remove"), func() { g.askRemove(grant, name) }))
}

// releasing is the operation that ends a grant on the platform; nil where there is
// none.
func (g *grantCard) releasing(grant vault.Grant) *providers.Operation {
	for i := range g.d.p.platform.Operations {
		if op := &g.d.p.platform.Operations[i]; op.Releases == grant.Kind {
			return op
		}
	}
	return nil
}

func (g *grantCard) askRelease(op *providers.Operation, grant vault.Grant, name string, busy *widgets.IconButton) {
	c := g.d.c
	body := parts.Sentences(c, op.Summary.In(c.Lang()), c.T("grant.release_body"))
	c.Notice.ConfirmLoss(parts.Say(c, "grant.release_title", "Name", name), body, c.T("grant.release"), func(ok bool) {
		if ok {
			g.release(op, grant, name, busy)
		}
	})
}

// release ends a grant on the platform, and with it here.
func (g *grantCard) release(op *providers.Operation, grant vault.Grant, name string, busy *widgets.IconButton) {
	c := g.d.c
	call := broker.Call{Operation: g.d.p.platform.ID + "." + op.ID, Credential: g.d.cred.ID, Subject: grant.Subject}
	busy.SetBusy(true)
	core.Do(c, func(ctx context.Context) (broker.Result, error) { return c.Broker.Run(ctx, call) }, func(_ broker.Result, err error) {
		busy.SetBusy(false)
		switch {
		case err == nil:
			c.Notice.Toast(parts.Say(c, "grant.released", "Name", name))
		case unusable(err):
			g.offerRemove(grant, err)
		default:
			parts.Fail(c, g.d.cred, err)
		}
		g.d.p.Reload()
	})
}

// unusable tells whether the platform could not even be asked as the one who may:
// the token is over or gone.
func unusable(err error) bool {
	var stale *broker.StaleError
	var invalid *providers.InvalidError
	return errors.As(err, &stale) || errors.Is(err, broker.ErrNoToken) || errors.As(err, &invalid)
}

// offerRemove is for what cannot be ended on the platform any more.
func (g *grantCard) offerRemove(grant vault.Grant, err error) {
	c := g.d.c
	why := parts.Explain(c, err).Fact
	c.Notice.ConfirmLoss(c.T("grant.release_failed"), parts.Sentences(c, why, c.T("grant.release_here")), c.T("grant.remove"), func(ok bool) {
		if ok {
			g.remove(grant)
		}
	})
}

// askRemove is about what is stored here alone.
func (g *grantCard) askRemove(grant vault.Grant, name string) {
	c := g.d.c
	c.Notice.ConfirmLoss(parts.Say(c, "grant.remove_title", "Name", name), c.T("grant.remove_body"), c.T("grant.remove"), func(ok bool) {
		if ok {
			g.remove(grant)
		}
	})
}

func (g *grantCard) remove(grant vault.Grant) {
	id := g.d.cred.ID
	g.d.do(func(ctx context.Context) error { return g.d.c.Vault.RemoveGrant(ctx, id, grant.ID) }, func() {})
}
