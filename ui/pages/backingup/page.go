// Package backingup is the page that writes credentials into one encrypted file:
// which of them, who can open it, and where it goes. It says that this is done only
// after the file was read back from the disk.
package backingup

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
	"keycase/vault"
)

const (
	allOfThem = iota
	someOfThem
)

const (
	byPassphrase = iota
	byKeys
)

// Page is one backup.
type Page struct {
	parts.Job
	c *core.Context
	p parts.FileParams

	content *fyne.Container
	bar     fyne.CanvasObject
	scroll  *parts.Scroll
	alert   *parts.Alert

	scope   *widgets.Segmented
	chooser *fyne.Container // of some of them
	picks   []pick
	tokens  *widgets.Toggle

	lock          *widgets.Segmented
	secret        *fyne.Container // the two fields
	first, second *widgets.Field
	public        *fyne.Container
	keys          *widgets.Field

	file *parts.Destination
	save *widgets.Button
	door fyne.Focusable

	shown bool // somebody looks at the page
}

// pick is a credential that can be chosen.
type pick struct {
	cred   vault.Credential
	toggle *widgets.Toggle
}

// New makes the page.
func New(c *core.Context, params parts.FileParams) *Page {
	p := &Page{c: c, p: params, content: container.NewStack()}
	p.Job = parts.NewJob(c, p.setBusy)
	if len(c.Vault.List()) == 0 {
		none := widgets.NewEmptyState(c.T("backup.nothing"), c.T("action.back"), "", c.Nav.Back)
		p.door = none.Button()
		p.content.Objects = []fyne.CanvasObject{none}
		return p
	}
	p.content.Objects = []fyne.CanvasObject{p.build()}
	p.refresh()
	return p
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	p.shown = true
	p.c.Window.Canvas().Focus(p.door)
}

// Hidden implements core.Page. What was typed does not stay behind.
func (p *Page) Hidden() {
	p.shown = false
	p.Cancel()
	p.forget()
}

func (p *Page) forget() {
	if p.first != nil {
		p.first.SetText("")
		p.second.SetText("")
	}
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	if p.first != nil {
		p.first.Mask()
		p.second.Mask()
	}
}

func (p *Page) setBusy(busy bool) {
	p.save.SetBusy(busy)
	all := []fyne.Disableable{p.scope, p.tokens, p.lock, p.first, p.second, p.keys, p.file.Change, p.file.Name}
	for _, pick := range p.picks {
		all = append(all, pick.toggle)
	}
	parts.Lock(busy, all...)
}

// chosen are the ids of what is to be backed up: nil for all of it.
func (p *Page) chosen() []string {
	if p.scope.Selected() == allOfThem {
		return nil
	}
	ids := []string{}
	for _, pick := range p.picks {
		if pick.toggle.On() {
			ids = append(ids, pick.cred.ID)
		}
	}
	return ids
}

// refresh follows what was chosen.
func (p *Page) refresh() {
	p.chooser.Hidden = p.scope.Selected() == allOfThem
	p.secret.Hidden = p.lock.Selected() != byPassphrase
	p.public.Hidden = p.lock.Selected() != byKeys
	p.bar.Refresh()
	p.scroll.Relayout()
}
