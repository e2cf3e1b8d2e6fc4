// Package restoring is the page on which credentials come back from a backup: it
// opens the file, shows what is new, the same and different, and does what a person
// has decided, all of it or nothing.
package restoring

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/backup"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Params are what the page needs beyond the context.
type Params struct {
	// Open asks for a file; done is not called where a person thinks better of it.
	Open func(title string, done func(fyne.URIReadCloser, error))
}

// columnWidth is how wide the cards get, in Fyne units.
const columnWidth = 720

// Page is one restore, from the file to what came back.
type Page struct {
	parts.Job
	c *core.Context
	p Params

	content *fyne.Container
	body    *fyne.Container
	bar     *fyne.Container // the foot; hidden but for the preview
	alert   *parts.Alert
	scroll  *parts.Scroll
	again   *widgets.Button
	save    *widgets.Button
	hint    *widgets.Text
	door    fyne.Focusable

	// While the file is opened.
	file       *widgets.Button
	secret     *widgets.Field // of a passphrase; nil for private keys
	identity   *widgets.Button
	open       *widgets.Button
	sealed     backup.Sealed
	identities backup.Identities

	// While it is looked at.
	opened backup.Content
	plan   *backup.Plan // nil before that
	mode   *widgets.Segmented
	merge  *fyne.Container
	whole  *fyne.Container
	asked  []*widgets.Segmented

	shown bool
}

// New makes the page, which waits for a file.
func New(c *core.Context, params Params) *Page {
	p := &Page{c: c, p: params, body: container.NewStack(), alert: parts.NewAlert(c)}
	p.Job = parts.NewJob(c, p.setBusy)
	head := parts.Head(c, widgets.NewFitText(c.T("restore.title"), widgets.Title2, theme.ColorInk), p.Escape)
	p.content = parts.Frame(head, p.body, p.foot())
	p.await()
	return p
}

func (p *Page) foot() fyne.CanvasObject {
	p.hint = widgets.NewFitText("", widgets.Caption, theme.ColorInk2)
	p.again = widgets.NewButton(p.c.T("restore.again"), "", widgets.Secondary, func() {
		p.Cancel()
		p.await()
		p.enter()
	})
	p.save = widgets.NewButton("", "check", widgets.Primary, p.submit)
	p.bar = container.NewStack(parts.Foot(p.hint, p.again, p.save))
	return p.bar
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	p.shown = true
	p.enter()
}

// Hidden implements core.Page: all that was read is dropped, because secrets are in
// it.
func (p *Page) Hidden() {
	p.shown = false
	p.Cancel()
	p.await()
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	if p.secret != nil {
		p.secret.Mask()
	}
}

func (p *Page) setBusy(busy bool) {
	if busy {
		p.alert.Hide()
	}
	p.save.SetBusy(busy)
	if p.open != nil {
		p.open.SetBusy(busy)
	}
	var all []fyne.Disableable
	if p.secret != nil {
		all = append(all, p.secret)
	}
	for _, b := range []*widgets.Button{p.file, p.identity, p.again} {
		if b != nil {
			all = append(all, b)
		}
	}
	if p.mode != nil {
		all = append(all, p.mode)
	}
	for _, a := range p.asked {
		all = append(all, a)
	}
	parts.Lock(busy, all...)
}

// drop forgets everything that came out of a file.
func (p *Page) drop() {
	p.sealed, p.identities, p.opened, p.plan = backup.Sealed{}, backup.Identities{}, backup.Content{}, nil
	p.secret, p.identity, p.open, p.file, p.mode, p.asked = nil, nil, nil, nil, nil, nil
	p.alert.Hide()
	p.bar.Hide()
}

// show puts a column of cards into the page.
func (p *Page) show(column ...fyne.CanvasObject) {
	stack := widgets.Stack(theme.Space6, append([]fyne.CanvasObject{p.alert.Object()}, column...)...)
	p.scroll = parts.NewScroll(parts.Column(widgets.Pad(stack, theme.Space2, 0, theme.Space6, 0), columnWidth))
	p.body.Objects = []fyne.CanvasObject{p.scroll.Object()}
	p.content.Refresh()
}

// enter gives the keyboard to where the state begins.
func (p *Page) enter() {
	if p.shown && p.door != nil {
		p.c.Window.Canvas().Focus(p.door)
	}
}
