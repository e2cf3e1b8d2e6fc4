package credentials

import (
	"context"

	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/present"
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
	history := widgets.NewSizedButton(d.c.T("history.title"), "", widgets.Ghost, widgets.SizeS, func() { d.c.Nav.History(d.cred.ID, "") })
	d.reaching(history)
	head := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural},
		widgets.NewSectionHeading(d.c.T("credential.grants"), "", ""), history)
	g.object = widgets.Stack(0, head, widgets.NewCard(g.stack, 0))
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
		g.stack.Add(g.row(grant, present.Chosen(g.d.p.platform, grant.Kind) && count[grant.Kind] > 1))
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
	if grant.Lost {
		chips = append(chips, widgets.NewStatusChip(widgets.ChipErr, c.T("grant.lost")))
	}
	if parts.Unencrypted(grant) {
		chips = append(chips, widgets.NewStatusChip(widgets.ChipUnsafe, c.T("grant.unencrypted")))
	}
	title := parts.Titled(widgets.NewFitText(name, widgets.BodyMedium, theme.ColorInk), widgets.BodyMedium, chips...)
	line := widgets.NewFitText(parts.GrantLine(c.Text, grant), widgets.Caption, theme.ColorInk2)
	buttons := widgets.Row(theme.Space2)
	if oneOfSeveral && !grant.Selected {
		use := widgets.NewSizedButton(c.T("grant.use"), "check", widgets.Soft, widgets.SizeS, func() { g.use(grant) })
		g.d.reaching(use)
		buttons.Add(use)
	}
	var more *widgets.IconButton
	more = widgets.NewIconButton("ellipsis", c.T("action.more"), func() {
		widgets.ShowMenuBelow(c.Window.Canvas(), more, g.menu(grant, name, more)...)
	})
	g.d.reaching(more)
	buttons.Add(more)
	return widgets.Pad(widgets.Columns(rowGap, []float32{widgets.Natural, widgets.Flexible, widgets.Natural},
		widgets.NewPlatformMark(theme.Platform(g.d.cred.Platform), 40), widgets.Stack(0, title, line), buttons),
		rowPadding, theme.Space2, rowPadding, rowPadding)
}

func (g *grantCard) use(grant vault.Grant) {
	id := g.d.cred.ID
	g.d.do(func(context.Context) error { return g.d.c.Vault.SelectGrant(id, grant.ID) }, func() {})
}
