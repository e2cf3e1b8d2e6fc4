package credentials

import (
	"context"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// grantCard shows what the credential is bound to; it hides where that is
// nothing.
type grantCard struct {
	d      *detail
	object *fyne.Container
	stack  *fyne.Container
}

func newGrantCard(d *detail) *grantCard {
	g := &grantCard{d: d, stack: widgets.Stack(0)}
	g.object = section(d.c.T("credential.grants"), widgets.NewCard(g.stack, 0))
	return g
}

func (g *grantCard) draw() {
	setVisible(g.object, len(g.d.cred.Grants) > 0)
	g.stack.RemoveAll()
	count := map[string]int{}
	for _, grant := range g.d.cred.Grants {
		count[grant.Kind]++
	}
	for i, grant := range g.d.cred.Grants {
		if i > 0 {
			g.stack.Add(widgets.NewDivider(rowTextX))
		}
		g.stack.Add(g.row(grant, parts.Chosen(g.d.p.platform, grant.Kind) && count[grant.Kind] > 1))
	}
}

// row is one grant; where one of several is used, the others offer to be it.
func (g *grantCard) row(grant vault.Grant, oneOfSeveral bool) fyne.CanvasObject {
	c := g.d.c
	name := grant.Name
	if name == "" {
		name = grant.Subject
	}
	var chips []fyne.CanvasObject
	if oneOfSeveral && grant.Selected {
		chips = append(chips, widgets.NewStatusChip(widgets.ChipAccent, c.T("grant.in_use")))
	}
	if parts.Unencrypted(grant) {
		chips = append(chips, widgets.NewStatusChip(widgets.ChipUnsafe, c.T("grant.unencrypted")))
	}
	title := parts.Titled(widgets.NewFitText(name, widgets.BodyMedium, theme.ColorInk), widgets.BodyMedium, chips...)
	line := widgets.NewFitText(parts.GrantLine(c.Text, grant), widgets.Caption, theme.ColorInk2)
	buttons := widgets.Row(theme.Space2)
	if oneOfSeveral && !grant.Selected {
		buttons.Add(widgets.NewSizedButton(c.T("grant.use"), "check", widgets.Soft, widgets.SizeS, func() { g.use(grant) }))
	}
	var more *widgets.IconButton
	more = widgets.NewIconButton("ellipsis", c.T("action.more"), func() {
		parts.PopUp(c.Window, more, fyne.NewMenuItem(c.T("grant.remove"), func() { g.askRemove(grant, name) }))
	})
	buttons.Add(more)
	return widgets.Pad(widgets.Columns(rowGap, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewPlatformMark(theme.Platform(g.d.cred.Platform), 40), widgets.Stack(0, title, line), buttons),
		rowPadding, theme.Space2, rowPadding, rowPadding)
}

func (g *grantCard) use(grant vault.Grant) {
	id := g.d.cred.ID
	g.d.do(func(context.Context) error { return g.d.c.Vault.SelectGrant(id, grant.ID) }, func() {})
}

func (g *grantCard) askRemove(grant vault.Grant, name string) {
	c, id := g.d.c, g.d.cred.ID
	c.Notice.Confirm(c.T("grant.remove_title", "Name", name), c.T("grant.remove_body"), c.T("grant.remove"), func(ok bool) {
		if ok {
			g.d.do(func(ctx context.Context) error { return c.Vault.RemoveGrant(ctx, id, grant.ID) }, func() {})
		}
	})
}
