package credentials

import (
	"context"

	"fyne.io/fyne/v2"

	"keycase/broker"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
	"keycase/vault"
)

// menu offers what was done, and what cannot be undone.
func (d *detail) menu() {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(d.c.T("history.title"), func() { d.c.Nav.History(d.cred.ID, "") }),
		fyne.NewMenuItem(d.c.T("credential.export"), func() { d.c.Nav.Export(d.cred.ID) }), fyne.NewMenuItemSeparator(),
	}
	for _, token := range d.cred.Tokens {
		items = append(items, fyne.NewMenuItem(parts.Say(d.c, "token.forget", "Token", tokenName(d.cred, token)), func() { d.askForget(token) }))
	}
	if len(d.cred.Tokens) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(d.c.T("credential.remove"), d.askRemove))
	widgets.ShowMenuBelow(d.c.Window.Canvas(), d.more, items...)
}

func (d *detail) askRemove() {
	c := d.c
	c.Notice.ConfirmLoss(parts.Say(c, "credential.remove_title", "Name", d.cred.Name), c.T("credential.remove_body"), c.T("credential.remove"), func(ok bool) {
		if ok {
			d.remove()
		}
	})
}

func (d *detail) askForget(token vault.Token) {
	c, id := d.c, d.cred.ID
	name := tokenName(d.cred, token)
	c.Notice.ConfirmLoss(parts.Say(c, "token.forget_title", "Token", name), c.T("token.forget_body"), parts.Say(c, "token.forget", "Token", name), func(ok bool) {
		if ok {
			d.do(func(ctx context.Context) error { return c.Broker.Forget(ctx, id, token.ID) }, func() {})
		}
	})
}

// renewDue gets new tokens for those that need it, each as its button does, and
// reports whether there are any.
func (d *detail) renewDue() (due bool) {
	now := d.c.Clock()
	for _, row := range d.tokens.rows {
		if row.renewal.Operation != "" && broker.HealthOf(row.kind(), row.token, now) <= broker.Soon {
			due = true
			row.askRenew()
		}
	}
	return due
}
