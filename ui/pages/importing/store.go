package importing

import (
	"context"
	"slices"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// submit stores all drafts that a person did not leave out, one after another, so
// that each is stored or says why not.
func (p *Page) submit() {
	switch {
	case p.drafts == nil || p.storing:
		return
	case p.store.Disabled(): // Enter in a field, while something is still open
		p.findDoor()
		p.enter()
		return
	}
	for _, d := range p.drafts {
		d.failure = nil
	}
	p.storing = true
	p.draw()
	p.store.SetBusy(true)
	p.next(p.wanted())
}

// wanted are the drafts to store.
func (p *Page) wanted() (all []*draft) {
	for _, d := range p.drafts {
		if !d.left && d.stored == nil {
			all = append(all, d)
		}
	}
	return all
}

// next stores the first of some drafts, and then the others.
func (p *Page) next(rest []*draft) {
	if len(rest) == 0 {
		p.finish()
		return
	}
	d := rest[0]
	p.hint.SetText(p.c.T("import.storing", "Name", p.calledOrTwin(d)))
	submission, id := d.submission(), ""
	if d.updates() {
		id = d.twin.ID
	}
	b := p.c.Broker
	p.stop = core.Do(p.c, func(ctx context.Context) (vault.Credential, error) {
		if id != "" {
			cred, _, err := b.EditCredential(ctx, id, submission)
			return cred, err
		}
		cred, _, err := b.AddCredential(ctx, submission)
		return cred, err
	}, func(cred vault.Credential, err error) {
		p.stop = nil
		if err != nil {
			d.failure = err
		} else {
			d.stored, d.updated = &cred, id != ""
		}
		p.next(rest[1:])
	})
}

func (p *Page) calledOrTwin(d *draft) string {
	if d.updates() {
		return d.twin.Name
	}
	return d.called()
}

// finish shows what was stored, or what was not and why.
func (p *Page) finish() {
	p.storing = false
	p.store.SetBusy(false)
	for _, d := range p.drafts {
		if d.stored != nil && !slices.Contains(p.stored, d) {
			p.stored = append(p.stored, d)
		}
	}
	if failed := p.wanted(); len(failed) > 0 {
		p.draw()
		p.failed()
		return
	}
	p.c.Notice.Toast(p.c.T("import.done", "Count", len(p.stored)))
	if len(p.later) > 0 {
		p.nextDrafts()
		p.draw()
		p.enter()
		return
	}
	p.showStored()
}

// failed brings the first draft that was not stored into view.
func (p *Page) failed() {
	for _, card := range p.cards {
		if card.d.failure != nil && card.focus("again") {
			p.scroll.Reveal(card.alert.Object())
			return
		}
	}
}

// showStored lists what was stored, each with a way to it.
func (p *Page) showStored() {
	c := p.c
	p.drafts, p.later, p.preview, p.cards = nil, nil, nil, nil
	done := widgets.NewButton(c.T("import.finish"), "", widgets.Secondary, c.Nav.Back)
	p.door = done
	list := widgets.Stack(theme.Space3)
	for i, d := range p.stored {
		detail := "import.added"
		if d.updated {
			detail = "import.updated"
		}
		cred := *d.stored
		card := widgets.NewActionCard(theme.Platform(cred.Platform), cred.Name, c.T(detail, "Platform", p.platformName(cred.Platform)), func() {
			c.Nav.Platform(cred.Platform, cred.ID)
		})
		card.OnReach(func() { p.scroll.Reveal(card) })
		if i == 0 {
			p.door = card
		}
		list.Add(card)
	}
	again := widgets.NewButton(c.T("import.more"), "", widgets.Secondary, p.back)
	stack := widgets.Stack(theme.Space6,
		widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-check", theme.ColorOkText, 20),
			widgets.NewText(c.T("import.done", "Count", len(p.stored)), widgets.Title3, theme.ColorInk)),
		list, widgets.Row(theme.Space3, again, done))
	p.scroll = parts.NewScroll(parts.Column(widgets.Pad(stack, theme.Space2, 0, theme.Space6, 0), columnWidth))
	p.show(p.scroll.Object())
	p.bar.Hide()
	p.content.Refresh()
	p.enter()
}
