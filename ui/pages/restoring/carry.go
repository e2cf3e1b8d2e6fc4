package restoring

import (
	"context"
	"errors"
	"slices"

	"keycase/app/backups"
	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// submit restores, once everything is decided.
func (p *Page) submit() {
	c := p.c
	switch {
	case p.plan == nil || p.Running():
	case p.undecided() > 0:
		c.Notice.Toast(c.T("restore.open_count", "Count", p.undecided()))
		if i := slices.IndexFunc(p.asked, func(s *widgets.Segmented) bool { return s.Selected() < 0 }); i >= 0 {
			c.Window.Canvas().Focus(p.asked[i])
		}
	case p.chosen() == backup.Replace && p.plan.Changes(backup.Replace):
		title := c.T("restore.replace_title")
		c.Notice.ConfirmLoss(title, c.T("restore.replace_body", "Count", len(p.plan.Others)), c.T("restore.save_replace"), func(ok bool) {
			if ok && p.shown && p.plan != nil {
				p.carryOut()
			}
		})
	default:
		p.carryOut()
	}
}

func (p *Page) carryOut() {
	c, plan, mode, content := p.c, p.plan, p.chosen(), p.opened
	parts.Start(&p.Job, func(ctx context.Context) (backup.Result, error) {
		return backups.Restore(ctx, c.Broker, plan, mode)
	}, func(r backup.Result, err error) {
		switch {
		case err == nil || errors.Is(err, vault.ErrLeftover):
			p.showDone(r)
		case errors.Is(err, vault.ErrConflict):
			p.alert.Raise(p.scroll, err, func() { p.compareAgain(content) })
		default:
			p.alert.Raise(p.scroll, err, p.submit)
		}
	})
}

// compareAgain makes the preview anew, because something changed since.
func (p *Page) compareAgain(content backup.Content) {
	c := p.c
	parts.Start(&p.Job, func(ctx context.Context) (found, error) {
		plan, err := backups.Preview(ctx, c.Broker, content)
		return found{content, plan}, err
	}, func(f found, err error) {
		if err != nil {
			p.alert.Raise(p.scroll, err, func() { p.compareAgain(content) })
			return
		}
		p.look(f)
	})
}

// showDone tells what came back.
func (p *Page) showDone(r backup.Result) {
	c := p.c
	p.drop()
	c.Notice.Toast(c.T("restore.done"))
	stack := widgets.Stack(theme.Space5, widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible},
		widgets.NewIcon("circle-check", theme.ColorOkText, 20), widgets.NewFitText(c.T("restore.done"), widgets.Title3, theme.ColorInk)))
	for _, line := range []struct {
		key   string
		names []string
	}{
		{"restore.done_added", r.Added}, {"restore.done_replaced", r.Replaced}, {"restore.done_removed", r.Removed},
		{"restore.done_kept", slices.Concat(r.Kept, r.LeftOut)}, {"restore.done_refused", r.Refused},
	} {
		if len(line.names) > 0 {
			stack.Add(widgets.NewParagraph(c.T(line.key, "Count", len(line.names)), widgets.Body, theme.ColorInk2))
		}
	}
	back := widgets.NewButton(c.T("import.finish"), "", widgets.Primary, c.Nav.Overview)
	stack.Add(widgets.Row(theme.Space3, back))
	p.show(widgets.NewCard(stack, theme.Space5))
	p.door = back
	p.enter()
}
