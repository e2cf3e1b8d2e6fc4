package diagnostics

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/app/doctor"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// mend tells where the list of credentials and their secrets do not agree, and
// offers what a repair would do about it. There is nothing to see where they do.
type mend struct {
	p      *Page
	object *fyne.Container
	title  *widgets.Text
	text   *widgets.Text
	repair *widgets.Button
	found  doctor.Examination
	doctor *doctor.Doctor
}

func newMend(p *Page) *mend {
	m := &mend{
		p:     p,
		title: widgets.NewFitText(p.c.T("diagnostics.mend.title"), widgets.SmallMedium, theme.ColorInk),
		text:  widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
	}
	m.repair = widgets.NewButton(p.c.T("diagnostics.mend.repair"), "list-checks", widgets.Secondary, m.ask)
	m.object = widgets.Stack(0, widgets.NewCard(widgets.Stack(theme.Space2, m.title, m.text, widgets.Row(0, m.repair)), theme.Space4))
	m.object.Hide()
	return m
}

// look examines what the checks have opened. Where it can't, the checks say why.
func (m *mend) look(d *doctor.Doctor) (cancel func()) {
	return core.Do(m.p.c, func(ctx context.Context) (doctor.Examination, error) {
		return d.Examine(vault.WithoutPrompt(ctx)) // nobody asked for it
	}, func(e doctor.Examination, err error) {
		m.doctor, m.found = d, e
		lines := make([]string, len(e.Found))
		for i, f := range e.Found {
			lines[i] = f.Text
		}
		m.text.SetText(strings.Join(lines, "\n"))
		m.object.Hidden = err != nil || len(lines) == 0
		m.repair.Hidden = !e.Repairable()
		if e.Repairable() {
			m.p.verdict.show(append(m.p.checks(), doctor.Check{Grade: gravity(e.Found)}))
		}
		m.object.Refresh()
		m.p.scroll.Relayout()
	})
}

// gravity tells what can wait from what is in the way: a credential without its secret
// cannot be used.
func gravity(found []doctor.Found) doctor.Grade {
	for _, f := range found {
		if f.Remedy == vault.RemedyMark {
			return doctor.Error
		}
	}
	return doctor.Warning
}

func (m *mend) ask() {
	c := m.p.c
	c.Notice.ConfirmLoss(c.T("diagnostics.mend.ask"), strings.Join(m.doctor.Deeds(m.found), "\n"), c.T("diagnostics.mend.repair"), func(ok bool) {
		if ok {
			m.do()
		}
	})
}

func (m *mend) do() {
	m.repair.SetBusy(true)
	d, found := m.doctor, m.found
	core.Do(m.p.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.Repair(ctx, found)
	}, func(_ struct{}, err error) {
		m.repair.SetBusy(false)
		if err != nil {
			m.p.c.Notice.Fail(err)
		} else {
			m.p.c.Notice.Toast(m.p.c.T("diagnostics.mend.done"))
		}
		m.p.Refresh()
	})
}
