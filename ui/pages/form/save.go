package form

import (
	"context"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// submit saves, or shows what stands in the way.
func (p *Page) submit() {
	if p.stop != nil {
		return
	}
	p.tried = true
	d := p.draft()
	wrong, unusual := d.check(p.c.Text)
	if p.tell(wrong, unusual) {
		return
	}
	p.busy(true)
	p.stop = core.Do(p.c, func(ctx context.Context) (vault.Credential, error) {
		return p.store(ctx, d)
	}, p.saved)
}

func (p *Page) store(ctx context.Context, d draft) (vault.Credential, error) {
	if d.stored != nil {
		cred, _, err := p.c.Broker.EditCredential(ctx, d.stored.ID, d.submission())
		return cred, err
	}
	cred, _, err := p.c.Broker.AddCredential(ctx, d.submission())
	return cred, err
}

// tell shows problems and warnings at their fields and goes to the first
// problem. It reports whether there is one.
func (p *Page) tell(wrong, unusual problems) bool {
	var first *parts.Input
	for _, in := range p.all() {
		in.SetProblem(wrong[in.Field.Name])
		if note := unusual[in.Field.Name]; note != "" && in.Problem() == "" {
			in.SetNote(note)
		}
		if in.Problem() != "" && first == nil {
			first = in
		}
	}
	if first == nil {
		return false
	}
	p.scroll.Reveal(first.Object())
	p.focus(first)
	return true
}

func (p *Page) saved(cred vault.Credential, err error) {
	p.stop = nil
	p.busy(false)
	wrong, rest := refused(p.c.Text, err)
	switch {
	case rest != nil:
		p.fail(rest)
	case p.tell(wrong, nil):
	default:
		p.began = p.draft()
		p.c.Notice.Toast(parts.Say(p.c, "form.saved", "Name", cred.Name))
		p.c.Nav.Saved(cred.Platform, cred.ID)
	}
}

// cancel stops the saving under way; what was typed stays.
func (p *Page) cancel() {
	if p.stop == nil {
		return
	}
	p.stop()
	p.stop = nil
	p.busy(false)
}

func (p *Page) busy(busy bool) {
	if busy {
		p.alert.Hide()
		p.refusal.Hide()
		p.save.SetText(p.c.T("form.saving"))
		if parts.Adrift(p.c) {
			p.c.Window.Canvas().Focus(p.save) // the button that tries again has gone
		}
	} else {
		p.save.SetText(p.saveWord())
	}
	p.save.SetBusy(busy)
	for _, in := range p.all() {
		in.Lock(busy || p.dropped[in.Field.Name])
	}
	p.content.Refresh()
}

// fail says above the form why it was not saved.
func (p *Page) fail(err error) {
	p.alert.Show(err, p.submit)
	p.refusal.Show()
	p.content.Refresh()
}
