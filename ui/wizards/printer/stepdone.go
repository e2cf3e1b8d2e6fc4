package printer

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// doneStep shows what came out of it, and what to do next.
type doneStep struct {
	p     *page
	app   vault.Credential
	name  *widgets.Field
	zone  *widgets.DropZone
	test  *widgets.Button
	list  *widgets.ResultList
	where *widgets.Text // the token is stored
	lock  *widgets.Icon
	again *widgets.Button
}

func (p *page) drawDone(app vault.Credential) {
	c, b := p.c, p.flow.bound
	s := &doneStep{
		p: p, app: app, list: widgets.NewResultList(),
		lock:  widgets.NewIcon("lock", theme.ColorInk2, 16),
		where: widgets.NewFitText("", widgets.Small, theme.ColorInk2),
	}
	p.done = s
	s.again = widgets.NewSizedButton(c.T("result.save_again"), "", widgets.Link, widgets.SizeS, s.save)
	s.name = widgets.NewField(c.T("printer.done.name"), widgets.FieldOptions{Placeholder: c.T("printer.done.name_example")})
	s.name.SetText(b.name)
	s.name.OnBlur = func() { s.rename() }
	s.name.OnSubmitted = func(string) {
		if !s.rename() {
			p.Submit()
			return
		}
		c.Window.Canvas().Unfocus()
	}
	s.test = widgets.NewSizedButton(c.T("printer.test.button"), "printer", widgets.Secondary, widgets.SizeL, s.askTest)
	s.zone = widgets.NewDropZone(s.page(), c.T("printer.test.title"), c.T("printer.test.body"), s.test)

	stored := widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible, widgets.Natural}, s.lock, s.where, atEnd(s.again))
	list := p.saveList(func() { s.rename() })
	batch := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural},
		widgets.NewFitText(c.T("printer.done.batch", "Count", p.m.printers()), widgets.Small, theme.ColorInk2), atEnd(list))
	list.Hidden = p.m.Ways.Save == nil
	narrow := widgets.NewButton(c.T("printer.test.button"), "printer", widgets.Secondary, s.askTest)
	p.SetBody(frame.Body{
		Layout: frame.LayoutPanel,
		Head:   frame.ResultOf(widgets.NewResultMark(true), c.T("printer.done.title"), c.T("printer.code"), b.code),
		Left:   s.zone, Narrow: widgets.Row(0, narrow),
		Right: frame.Column(s.name, widgets.Stack(theme.Space3, s.list, widgets.Stack(theme.Space1, stored, batch))),
	})
	p.SetFoot(frame.Action{Text: c.T("printer.remedy.overview"), Do: s.end}, c.T("printer.done.hint"),
		frame.Action{Text: c.T("printer.done.next"), Icon: "plus", Do: s.next})
	s.show()
	p.follow(func(time.Time) bool {
		s.show()
		return false
	})
}

// atEnd lets a link end where the column does, and not the room around it.
func atEnd(link *widgets.Button) fyne.CanvasObject {
	const around = 12
	return widgets.Pad(widgets.Row(0, link), 0, -around, 0, 0)
}

// page is the test page as it will come out.
func (s *doneStep) page() fyne.CanvasObject {
	c, b := s.p.c, s.p.flow.bound
	detail := b.name
	if detail == "" {
		detail = b.code
	}
	return widgets.NewTestPagePicture(c.T("printer.page.title"), detail, c.T("printer.page.end"))
}

// show brings the lifetimes and the place of the token up to date.
func (s *doneStep) show() {
	c, b := s.p.c, s.p.flow.bound
	now := c.Clock()
	rows := b.life.rows(c, now)
	s.list.Set(append(rows, widgets.ResultContent{
		Icon: "gauge", Title: c.T("printer.quota.title"), Quota: s.p.quota(s.app, b.code),
	})...)
	s.again.Hidden = b.unsaved == nil
	if b.unsaved != nil {
		s.lock.Set("triangle-alert", theme.ColorWarnText)
		s.where.Set(c.T("printer.done.unsaved"), theme.ColorWarnText)
	} else {
		s.lock.Set("lock", theme.ColorInk2)
		s.where.Set(c.T("printer.done.stored."+string(c.Vault.Kind())), theme.ColorInk2)
	}
	s.p.Changed()
}

// rows say how long the tokens live.
func (l life) rows(c *core.Context, now time.Time) []widgets.ResultContent {
	if l.never {
		return []widgets.ResultContent{{
			Icon: "key-round", Status: widgets.StatusNever, Fraction: 1,
			Title: c.T("printer.done.never"), Detail: c.T("printer.done.never_detail"),
			ChipKind: widgets.ChipNever, Chip: c.T("status.never"),
		}}
	}
	row := func(name, icon string, ends time.Time) widgets.ResultContent {
		whole := max(ends.Sub(l.issued), 1)
		return widgets.ResultContent{
			Icon: icon, Status: widgets.StatusOk, Fraction: float32(ends.Sub(now)) / float32(whole),
			Title:    c.T("printer.done."+name, "Span", present.Span(c.Text, whole.Round(time.Second))),
			Detail:   c.T("printer.done."+name+"_detail", "Until", present.Until(c.Text, ends, now)),
			ChipKind: widgets.ChipOk, Chip: c.T("status.valid"),
		}
	}
	rows := []widgets.ResultContent{row("access", "key-round", l.expires)}
	if !l.refreshes.IsZero() {
		rows = append(rows, row("refresh", "refresh-cw", l.refreshes))
	}
	return rows
}

// rename keeps another name for the printer. It reports whether there was one.
func (s *doneStep) rename() bool {
	p, name := s.p, strings.TrimSpace(s.name.Text())
	if p.done != s || name == "" || name == p.flow.bound.name {
		return false // a name is not taken away; and the keyboard also leaves what is gone
	}
	field, _ := providers.FieldNamed(p.operation(opScan).Inputs, fieldPrint)
	if problem := field.Rule.Check(name); !problem.IsZero() {
		s.name.SetError(problem.In(p.c.Lang()))
		p.Changed()
		return true
	}
	s.name.SetError("")
	p.name(name)
	s.zone.SetPicture(s.page())
	p.Changed()
	return true
}

// name takes over a name, and stores it where the printer is stored already.
func (p *page) name(name string) {
	b := p.flow.bound
	b.name = name
	p.record(*b)
	if b.unsaved != nil {
		return // it is stored together with the rest, see reload
	}
	core.Do(p.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, rename(ctx, p.c.Vault, b.appID, b.code, name)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.c.Notice.Fail(err)
		}
	})
}

// record brings the batch up to date with a printer of it.
func (p *page) record(b paired) {
	for i, one := range p.m.batch {
		if one.code == b.code && one.appID == b.appID && one.at.Equal(b.at) {
			p.m.batch[i] = b
		}
	}
}

// reload looks whether what was only in memory has been stored meanwhile.
func (s *doneStep) reload() {
	p, b := s.p, s.p.flow.bound
	if app, ok := p.app(); ok {
		s.app = app
	}
	if _, stored := granted(s.app, b.code); stored && b.unsaved != nil && p.c.Broker.Unsaved() == 0 {
		b.unsaved = nil
		p.record(*b)
		if b.name != "" {
			p.name(b.name)
		}
	}
	s.show()
}

// save tries to store what is only in memory.
func (s *doneStep) save() {
	p := s.p
	s.again.SetBusy(true)
	p.stop = core.Do(p.c, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.c.Broker.SaveUnsaved(ctx)
	}, func(_ struct{}, err error) {
		p.stop = nil
		s.again.SetBusy(false)
		if err != nil {
			p.c.Notice.Fail(err)
		}
		s.reload()
	})
}

func (s *doneStep) next() {
	s.rename()
	s.p.flow.again(s.p.c.Clock())
	s.p.draw()
}

// end goes back to the overview, which ends the batch: the next printer begins another one.
func (s *doneStep) end() {
	s.rename()
	s.p.m.batch = nil
	s.p.c.Nav.Overview()
}

// askTest prints only after a person has said so: it takes paper, perhaps in a shop
// far away.
func (s *doneStep) askTest() {
	c := s.p.c
	if s.p.flow.bound.unsaved != nil {
		s.zone.Set(c.T("printer.test.title"), c.T("printer.test.unsaved"))
		return
	}
	c.Notice.Confirm(c.T("printer.test.ask"), c.T("printer.test.ask_body"), c.T("printer.test.yes"), func(ok bool) {
		if ok {
			s.print()
		}
	})
}

func (s *doneStep) print() {
	p, c, b := s.p, s.p.c, s.p.flow.bound
	s.test.SetBusy(true)
	s.zone.Set(c.T("printer.test.title"), c.T("printer.test.sending"))
	content := strings.Join([]string{c.T("printer.page.title"), b.name, c.T("printer.code") + " " + b.code, c.T("printer.page.end")}, "\n")
	p.stop = core.Do(c, func(ctx context.Context) (broker.Result, error) {
		return c.Broker.Run(ctx, broker.Call{
			Operation: opPrint, Credential: b.appID, Subject: b.code,
			Values: providers.Values{fieldCode: b.code, fieldContent: content},
		})
	}, func(_ broker.Result, err error) {
		p.stop = nil
		s.test.SetBusy(false)
		told := c.T("printer.test.sent")
		if err != nil {
			said := app.Explain(err, c.Lang())
			s.zone.SetState(widgets.DropFailed)
			s.zone.Set(said.Title, parts.Sentences(c, said.Why, said.Do))
			told = parts.Sentences(c, said.Title, said.Why, said.Do)
		} else {
			s.zone.SetState(widgets.DropCalm)
			s.zone.Set(c.T("printer.test.title"), c.T("printer.test.sent"))
		}
		c.Notice.Toast(told)
	})
}
