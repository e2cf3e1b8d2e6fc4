// Package form is the page on which a credential is typed in or changed. It is
// made from the platform's description alone.
package form

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Page is the form of one credential.
type Page struct {
	c        *core.Context
	platform *providers.Platform
	stored   *vault.Credential // nil for a new one
	content  *fyne.Container

	alert       *parts.Alert    // why it was not saved
	refusal     *fyne.Container // around it
	scroll      *parts.Scroll
	guide       *guide
	name        *parts.Input
	environment *environment
	inputs      []*parts.Input // of the platform's fields, in the order of the page
	dropped     map[string]bool
	save        *widgets.Button
	last        *parts.Input // that had the keyboard; nil before the first one

	// door is where the keyboard goes while there is no form: to the first platform
	// to choose, or to the way back.
	door fyne.Focusable

	began draft  // what stood in the form at first
	tried bool   // saving was tried, so that empty fields are told too
	stop  func() // ends the saving under way; nil while there is none
}

// New makes the empty form for a credential of a platform; "" lets the person
// choose one first.
func New(c *core.Context, platform string) *Page {
	p := &Page{c: c, content: container.NewStack()}
	if found, err := c.Broker.Registry().Platform(platform); err == nil {
		p.start(found, nil)
	} else {
		p.content.Objects = []fyne.CanvasObject{p.chooser()}
	}
	return p
}

// Edit makes the form for a stored credential. Secrets that are not typed anew
// stay as they are; none is read.
func Edit(c *core.Context, credentialID string) *Page {
	p := &Page{c: c, content: container.NewStack()}
	cred, err := c.Vault.Get(credentialID)
	if err == nil {
		var platform *providers.Platform
		if platform, err = c.Broker.Registry().Platform(cred.Platform); err == nil {
			p.start(platform, &cred)
			return p
		}
	}
	p.content.Objects = []fyne.CanvasObject{p.gone()}
	return p
}

func (p *Page) start(platform *providers.Platform, stored *vault.Credential) {
	p.platform, p.stored = platform, stored
	p.dropped = map[string]bool{}
	p.content.Objects = []fyne.CanvasObject{p.build()}
	p.began = p.draft()
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page: the first field has the keyboard.
func (p *Page) Shown() {
	if p.platform == nil {
		p.c.Window.Canvas().Focus(p.door)
		return
	}
	p.focus(p.name)
}

// Resume gives the keyboard back to the field that had it last, after a question.
func (p *Page) Resume() {
	if p.platform == nil || p.last == nil {
		p.Shown()
		return
	}
	p.focus(p.last)
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	p.cancel()
	p.Mask()
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	for _, in := range p.inputs {
		in.Mask()
	}
}

// Dirty tells whether anything was typed that is not saved.
func (p *Page) Dirty() bool { return p.platform != nil && !p.draft().same(p.began) }

// Escape implements core.Escaper: it leaves the form, and asks first when something was typed. While it
// saves, it only stops that.
func (p *Page) Escape() {
	switch {
	case p.stop != nil:
		p.cancel()
	case p.Dirty():
		c := p.c
		c.Notice.ConfirmLoss(c.T("form.leave_title"), c.T("form.leave_body"), c.T("form.leave_yes"), func(leave bool) {
			if leave {
				c.Nav.Back()
			}
		})
	default:
		p.c.Nav.Back()
	}
}

// draft reads the form.
func (p *Page) draft() draft {
	d := draft{
		platform: p.platform, stored: p.stored, name: strings.TrimSpace(p.name.Value()),
		custom: p.environment.custom(), baseURL: strings.TrimSpace(p.environment.address.Value()),
		values: providers.Values{}, dropped: maps.Clone(p.dropped),
	}
	for _, in := range p.inputs {
		d.values[in.Field.Name] = in.Value()
	}
	return d
}

// all lists every input with the name that problems call it by, in the order of
// the page.
func (p *Page) all() []*parts.Input {
	return append([]*parts.Input{p.name, p.environment.address}, p.inputs...)
}

func (p *Page) focus(in *parts.Input) {
	if target := in.Focusable(); target != nil {
		p.c.Window.Canvas().Focus(target)
	}
}

// chooser asks for the platform.
func (p *Page) chooser() fyne.CanvasObject {
	c := p.c
	cards := widgets.Stack(theme.Space3)
	for _, platform := range c.Broker.Registry() {
		labels := make([]string, 0, len(platform.Fields))
		for _, f := range platform.Fields {
			if f.Required {
				label, _, _ := strings.Cut(f.Label.In(c.Lang()), " (") // without the wire name
				labels = append(labels, label)
			}
		}
		card := widgets.NewActionCard(theme.Platform(platform.ID), platform.Name.In(c.Lang()), strings.Join(labels, " · "), func() { p.choose(platform) })
		if p.door == nil {
			p.door = card
		}
		cards.Add(card)
	}
	head := parts.Head(c, widgets.NewFitText(c.T("form.choose_title"), widgets.Title2, theme.ColorInk), c.Nav.Back)
	body := parts.Column(widgets.Pad(cards, theme.Space2, 0, theme.Space6, 0), formWidth)
	return parts.Frame(head, parts.NewScroll(body).Object(), nil)
}

func (p *Page) choose(platform *providers.Platform) {
	p.start(platform, nil)
	p.content.Refresh()
	p.Shown()
}

// gone is shown where the credential was removed meanwhile.
func (p *Page) gone() fyne.CanvasObject {
	state := widgets.NewEmptyState(p.c.T("form.gone"), p.c.T("action.back"), "", p.c.Nav.Back)
	p.door = state.Button()
	return state
}
