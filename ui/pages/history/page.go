// Package history is the page of what was done with a credential, or with one of
// its bindings: when, by which operation, and with what result.
package history

import (
	"cmp"
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app/history"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Params are what the page needs beyond the context.
type Params struct {
	// Read returns what was done with a credential, the newest first; "" as the
	// subject stands for all. It is called off the UI goroutine.
	Read func(credentialID, subject string) ([]history.Record, error)
	// Save lets a person name a file and hands it to then, which closes it; it is
	// parts.SaveFile in the app.
	Save func(c *core.Context, title, name string, then func(io.WriteCloser, error))
}

// Page is the history of one credential.
type Page struct {
	c       *core.Context
	p       Params
	cred    vault.Credential
	content *fyne.Container

	records []history.Record // all of them, the newest first
	shown   []history.Record // those that the filter leaves
	subject string           // of the binding that is shown; "" for all

	list    *list
	body    *fyne.Container
	filter  *widgets.Button
	export  *widgets.Button
	count   *widgets.Text
	failed  *parts.Alert
	alert   *fyne.Container
	wait    *widgets.Text
	nothing *widgets.EmptyState
	gone    *widgets.Button // the way back from a credential that is gone; else nil

	loaded bool
	again  bool   // it changed while it was read
	cancel func() // ends the reading under way; nil while there is none
	stop   func() // the ticker's, while shown
}

// New makes the page of a credential; subject is one of its bindings, or "" for
// everything. It reads nothing before it is shown.
func New(c *core.Context, credentialID, subject string, params Params) *Page {
	p := &Page{c: c, p: params, subject: subject, content: container.NewStack()}
	cred, err := c.Vault.Get(credentialID)
	if err != nil {
		state := widgets.NewEmptyState(c.T("form.gone"), c.T("action.back"), "", c.Nav.Back)
		p.gone = state.Button()
		p.content.Objects = []fyne.CanvasObject{state}
		return p
	}
	p.cred = cred
	p.list = newList(p)
	p.wait = widgets.NewText("", widgets.Small, theme.ColorInk2)
	p.nothing = widgets.NewEmptyState("", "", "", p.leaveEmpty)
	p.nothing.Hide()
	p.failed = parts.NewAlert(c)
	p.alert = widgets.Stack(0, widgets.Pad(p.failed.Object(), 0, theme.PagePadding, theme.Space4, theme.PagePadding))
	p.alert.Hide()
	p.body = parts.Frame(p.alert, container.NewStack(p.list.scroll, container.NewCenter(p.wait), container.NewCenter(p.nothing)), nil)
	p.content.Objects = []fyne.CanvasObject{parts.Frame(p.head(), p.body, nil)}
	p.draw()
	return p
}

func (p *Page) head() fyne.CanvasObject {
	c := p.c
	p.filter = widgets.NewButton("", "chevrons-up-down", widgets.Secondary, p.choose).SetTrailingIcon()
	p.export = widgets.NewButton(c.T("history.export"), "download", widgets.Secondary, p.chooseFormat)
	p.count = widgets.NewFitText("", widgets.Caption, theme.ColorInk2)
	title := widgets.NewFitText(parts.Say(c, "history.of", "Name", p.cred.Name), widgets.Title2, theme.ColorInk)
	head := parts.Head(c, title, c.Nav.Back, p.filter, p.export)
	return widgets.Stack(0, head, widgets.Pad(p.count, 0, theme.PagePadding, theme.Space2, theme.PagePadding+headingInset))
}

// headingInset aligns a line with the rounded corner of the card below.
const headingInset = 4

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	if p.list == nil {
		return
	}
	if p.stop == nil { // the lock of the store has only covered the page
		p.stop = p.c.Ticker.Listen(func(now time.Time) bool {
			p.list.draw(now) // today becomes yesterday
			return false
		})
	}
	p.read()
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// Escape implements core.Escaper: it first closes a menu, or the choice of a file.
func (p *Page) Escape() {
	if top := p.c.Window.Canvas().Overlays().Top(); top != nil {
		top.Hide()
		return
	}
	p.c.Nav.Back()
}

// Reload implements core.Reloader. It comes after each call of the credential, too.
func (p *Page) Reload() {
	if p.list == nil {
		return
	}
	cred, err := p.c.Vault.Get(p.cred.ID)
	if err != nil {
		p.c.Nav.Back() // it was removed meanwhile
		return
	}
	p.cred = cred
	p.read()
}

// Refresh implements core.Refresher.
func (p *Page) Refresh() {
	if p.list != nil {
		p.read()
	}
}

// read gets the records anew; asked while it does so, it does so once more.
func (p *Page) read() {
	if p.cancel != nil {
		p.again = true
		return
	}
	p.again = false
	id := p.cred.ID
	p.cancel = parts.Do(p.c, p.waiting, func(context.Context) ([]history.Record, error) {
		return p.p.Read(id, "")
	}, p.took)
}

// waiting says so while the first reading takes long.
func (p *Page) waiting(waits bool) {
	text := ""
	if waits && !p.loaded {
		text = p.c.T("history.reading")
	}
	p.wait.SetText(text)
}

func (p *Page) took(records []history.Record, err error) {
	p.cancel = nil
	if p.again {
		p.read()
		return
	}
	begins := !p.loaded && p.c.Window.Canvas().Focused() == p.export
	if err != nil {
		p.failed.Show(err, p.read)
		p.alert.Show()
	} else {
		p.failed.Hide()
		p.alert.Hide()
		p.records, p.loaded = records, true
	}
	p.draw()
	if begins || parts.Adrift(p.c) {
		p.Resume()
	}
}

// Resume gives the keyboard back to the page.
func (p *Page) Resume() { p.c.Window.Canvas().Focus(p.first()) }

// first is what the keyboard begins with.
func (p *Page) first() fyne.Focusable {
	switch {
	case p.gone != nil:
		return p.gone
	case p.alert.Visible():
		return p.failed.Again()
	case p.nothing.Visible():
		return p.nothing.Button()
	}
	return p.export
}

// draw shows what the filter leaves.
func (p *Page) draw() {
	c := p.c
	p.shown = about(p.records, p.subject)
	subjects := subjectsOf(p.cred, p.records, p.subject)
	p.filter.Hidden = len(subjects) == 0
	name := c.T("history.all")
	if p.subject != "" {
		name = nameOf(p.cred, p.subject)
	}
	p.filter.SetText(parts.Shorten(name, widgets.BodyMedium, filterWidth))
	p.count.SetText("")
	if len(p.shown) > 0 {
		p.count.SetText(c.T("history.count", "Count", len(p.shown)))
	}
	if len(p.shown) > 0 || !p.loaded && !p.alert.Visible() {
		p.export.Enable() // before it is read, too: the keyboard waits here for that
	} else {
		p.export.Disable()
	}
	p.drawEmpty()
	p.list.changed()
	p.content.Refresh()
}

// filterWidth is the most that the name of a binding takes of the title's line, in
// Fyne units. The list that opens shows all of it.
const filterWidth = 144

// drawEmpty says that nothing was done, and offers what there is instead.
func (p *Page) drawEmpty() {
	p.nothing.Hidden = !p.loaded || len(p.shown) > 0
	if p.subject == "" {
		p.nothing.Set(p.c.T("history.empty"), p.c.T("history.back"))
		return
	}
	p.nothing.Set(parts.Say(p.c, "history.empty_subject", "Name", nameOf(p.cred, p.subject)), p.c.T("history.show_all"))
}

func (p *Page) leaveEmpty() {
	if p.subject == "" {
		p.c.Nav.Platform(p.cred.Platform, p.cred.ID)
		return
	}
	p.show("")
}

// choose offers all bindings, and everything.
func (p *Page) choose() {
	item := func(name, subject string) *fyne.MenuItem {
		i := fyne.NewMenuItem(cmp.Or(name, subject), func() { p.show(subject) })
		i.Checked = subject == p.subject
		return i
	}
	items := []*fyne.MenuItem{item(p.c.T("history.all"), ""), fyne.NewMenuItemSeparator()}
	for _, subject := range subjectsOf(p.cred, p.records, p.subject) {
		items = append(items, item(nameOf(p.cred, subject), subject))
	}
	widgets.ShowMenuBelow(p.c.Window.Canvas(), p.filter, items...)
}

// show narrows the list down to a binding; "" shows all.
func (p *Page) show(subject string) {
	p.subject = subject
	p.draw()
	p.list.scroll.ScrollToTop()
	p.list.draw(p.c.Clock())
}

// TakeKey implements core.KeyTaker: nothing in the list takes the keyboard, so it
// scrolls from wherever that is.
func (p *Page) TakeKey(key fyne.KeyName) {
	if p.list == nil {
		return
	}
	switch key {
	case fyne.KeyPageDown:
		p.list.scrollBy(p.list.page())
	case fyne.KeyPageUp:
		p.list.scrollBy(-p.list.page())
	case fyne.KeyHome:
		p.list.scrollBy(-p.list.height())
	case fyne.KeyEnd:
		p.list.scrollBy(p.list.height())
	}
}
