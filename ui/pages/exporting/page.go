// Package exporting is the page that writes a credential for another tool: into
// which form, with or without its secrets, and into which file.
package exporting

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/transfer"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
	"keycase/vault"
)

// word is what a person types to have secrets written, in every language and as on
// the command line.
const word = "secrets"

const (
	withoutSecrets = iota
	withSecrets
)

// Page is one export.
type Page struct {
	parts.Job
	c        *core.Context
	p        parts.FileParams
	cred     vault.Credential
	platform *providers.Platform

	content *fyne.Container
	bar     fyne.CanvasObject
	scroll  *parts.Scroll
	alert   *parts.Alert
	form    *widgets.Segmented
	secrets *widgets.Segmented
	sample  *widgets.Text
	warning *fyne.Container
	confirm *widgets.Field
	file    *parts.Destination
	save    *widgets.Button
	door    fyne.Focusable

	named bool // the file's name was typed
	shown bool // somebody looks at the page
}

// New makes the page for a stored credential.
func New(c *core.Context, credentialID string, params parts.FileParams) *Page {
	p := &Page{c: c, p: params, content: container.NewStack()}
	p.Job = parts.NewJob(c, p.setBusy)
	cred, err := c.Vault.Get(credentialID)
	if err == nil {
		p.cred = cred
		p.platform, err = c.Broker.Registry().Platform(cred.Platform)
	}
	if err != nil {
		gone := widgets.NewEmptyState(c.T("form.gone"), c.T("action.back"), "", c.Nav.Back)
		p.door = gone.Button()
		p.content.Objects = []fyne.CanvasObject{gone}
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
	p.c.Notice.Look(p.cred.ID)
	p.c.Window.Canvas().Focus(p.door)
}

// Hidden implements core.Page. The word has to be typed again for another time.
func (p *Page) Hidden() {
	p.shown = false
	p.Cancel()
	if p.confirm != nil {
		p.confirm.SetText("")
	}
}

func (p *Page) setBusy(busy bool) {
	p.save.SetBusy(busy)
	parts.Lock(busy, p.form, p.secrets, p.confirm, p.file.Change, p.file.Name)
}

func (p *Page) target() transfer.Target { return transfer.Targets()[max(p.form.Selected(), 0)] }

func (p *Page) outspoken() bool { return p.secrets.Selected() == withSecrets }

// refresh follows what was chosen.
func (p *Page) refresh() {
	if !p.named {
		p.file.Name.SetText(fileName(p.cred.Name, p.target().Ending))
	}
	p.sample.SetText(p.example())
	p.warning.Hidden = !p.outspoken()
	kind, label := widgets.Primary, "export.save"
	if p.outspoken() {
		kind, label = widgets.Danger, "export.save_secrets"
	}
	p.save.SetKind(kind)
	p.save.SetText(p.c.T(label))
	p.bar.Refresh()
	p.scroll.Relayout()
}

// example is the file without its secrets.
func (p *Page) example() string {
	text, err := transfer.Render(p.target().ID, []transfer.Credential{p.outgoing(nil)}, false)
	if err != nil {
		return ""
	}
	return strings.TrimRight(string(text), "\n")
}

// outgoing is the credential with some secrets.
func (p *Page) outgoing(secrets map[string]string) transfer.Credential {
	values := providers.Values{}
	for _, known := range []map[string]string{p.cred.Public, secrets} {
		for name, value := range known {
			values[name] = value
		}
	}
	return transfer.Credential{Platform: p.platform, Name: p.cred.Name, BaseURL: p.cred.BaseURL, Values: values}
}

// fileName makes a name that every system takes.
func fileName(name, ending string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	return strings.Trim(clean, " .-") + ending
}
