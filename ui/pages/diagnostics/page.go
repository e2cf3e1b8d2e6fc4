// Package diagnostics is the page on which the doctor tells what was found out
// about this machine and what to do about it.
package diagnostics

import (
	"context"

	"fyne.io/fyne/v2"

	"keycase/app/doctor"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Params are what the page needs beyond the context.
type Params struct {
	// Doctor makes one for each time the machine is looked at, in the page's
	// language. It is called on the UI goroutine and must not block.
	Doctor func() *doctor.Doctor
	// OpenLogs shows the folder of the log; nil leaves its button out.
	OpenLogs func()
}

// Page is the diagnostics.
type Page struct {
	c       *core.Context
	p       Params
	doctor  *doctor.Doctor
	content fyne.CanvasObject
	scroll  *parts.Scroll
	verdict *verdict
	mend    *mend
	again   *widgets.Button
	report  *widgets.Button

	ids     []string
	lines   map[string]*line
	found   map[string]doctor.Check
	cancels []func() // of the checks under way
	looking func()   // cancels the examination that follows them, nil before the first
}

// New makes the page; it looks at nothing before it is shown.
func New(c *core.Context, params Params) *Page {
	p := &Page{c: c, p: params, doctor: params.Doctor(), lines: map[string]*line{}, found: map[string]doctor.Check{}}
	p.ids = p.doctor.IDs()
	p.verdict = newVerdict(c)
	p.mend = newMend(p)
	rows := widgets.Stack(0)
	for i, id := range p.ids {
		if i > 0 {
			rows.Add(widgets.NewDivider(nameX))
		}
		p.lines[id] = newLine(p.doctor.Name(id))
		rows.Add(p.lines[id])
	}
	p.scroll = parts.NewScroll(widgets.Pad(
		widgets.Stack(theme.Space4, p.verdict.object, p.mend.object, widgets.NewCard(rows, 0)),
		theme.Space2, theme.PagePadding, theme.PagePadding, theme.PagePadding))
	p.content = parts.Frame(p.head(), p.scroll.Object(), nil)
	return p
}

func (p *Page) head() fyne.CanvasObject {
	c := p.c
	p.again = widgets.NewButton(c.T("diagnostics.again"), "refresh-cw", widgets.Secondary, p.Refresh)
	p.report = widgets.NewButton(c.T("diagnostics.copy"), "copy", widgets.Secondary, p.copyReport)
	end := []fyne.CanvasObject{p.again, p.report}
	if p.p.OpenLogs != nil {
		end = append(end, widgets.NewIconButton("folder", c.T("diagnostics.logs"), p.p.OpenLogs))
	}
	return parts.Head(c, widgets.NewFitText(c.T("diagnostics.title"), widgets.Title2, theme.ColorInk), c.Nav.Back, end...)
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	p.c.Window.Canvas().Focus(p.again)
	p.Refresh()
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	p.stop()
	for _, l := range p.lines {
		l.stop()
	}
}

func (p *Page) stop() {
	for _, cancel := range p.cancels {
		cancel()
	}
	p.cancels = nil
	if p.looking != nil {
		p.looking()
	}
}

// Refresh implements core.Refresher: it looks at everything anew. Each check
// comes in by itself, so that one which hangs keeps nobody from the others.
func (p *Page) Refresh() {
	if len(p.cancels) > 0 {
		return // under way
	}
	d := p.p.Doctor()
	p.doctor = d
	clear(p.found)
	p.again.SetBusy(true)
	p.report.Disable()
	for _, id := range p.ids {
		p.lines[id].wait()
		p.cancels = append(p.cancels, core.Do(p.c, func(ctx context.Context) (doctor.Check, error) {
			return d.Check(ctx, id), nil
		}, p.take))
	}
	p.verdict.wait(0, len(p.ids))
}

// take takes in one result.
func (p *Page) take(c doctor.Check, _ error) {
	p.found[c.ID] = c
	p.lines[c.ID].show(c, p.doctor.Word(c.Grade))
	if len(p.found) < len(p.ids) {
		p.verdict.wait(len(p.found), len(p.ids))
	} else {
		p.done()
	}
	p.scroll.Relayout()
}

func (p *Page) done() {
	p.stop()
	p.looking = p.mend.look(p.doctor)
	p.again.SetBusy(false)
	p.report.Enable()
	p.verdict.show(p.checks())
}

// checks are all results in their order.
func (p *Page) checks() []doctor.Check {
	checks := make([]doctor.Check, len(p.ids))
	for i, id := range p.ids {
		checks[i] = p.found[id]
	}
	return checks
}

func (p *Page) copyReport() {
	d, checks := p.doctor, p.checks()
	core.Do(p.c, func(context.Context) (string, error) { return d.Report(checks), nil }, func(report string, _ error) {
		p.c.Clip.Copy(p.c.T("diagnostics.report"), report, false)
	})
}

// TakeKey implements core.KeyTaker: there is nothing in the list that takes the
// keyboard, so it scrolls from wherever that is.
func (p *Page) TakeKey(key fyne.KeyName) {
	first, last := p.visible()
	switch key {
	case fyne.KeyPageDown:
		p.reveal(last + max(last-first, 1))
	case fyne.KeyPageUp:
		p.reveal(first - max(last-first, 1))
	case fyne.KeyHome:
		p.reveal(0)
	case fyne.KeyEnd:
		p.reveal(len(p.ids) - 1)
	}
}

// reveal scrolls to a line, or to the verdict above the first one.
func (p *Page) reveal(index int) {
	if index <= 0 {
		p.scroll.Top()
		return
	}
	p.scroll.Reveal(p.lines[p.ids[min(index, len(p.ids)-1)]])
}

// visible are the first and the last line that can be seen whole.
func (p *Page) visible() (first, last int) {
	driver, view := fyne.CurrentApp().Driver(), p.scroll.Object()
	first = -1
	for i, id := range p.ids {
		l := p.lines[id]
		top := driver.AbsolutePositionForObject(l).Y - driver.AbsolutePositionForObject(view).Y
		if top < 0 || top+l.Size().Height > view.Size().Height {
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	return max(first, 0), last
}
