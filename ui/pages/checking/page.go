// Package checking is the signature doctor's page: a person hands over what their
// own program signed, and is told which mistake it makes, from which step on it
// shows, and what to change.
package checking

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Page is the signature doctor.
type Page struct {
	c       *core.Context
	content *fyne.Container

	call call              // what was to be signed
	cred *vault.Credential // nil for values typed by hand
	text string            // what is checked; "" before that
	kind kind              // what it is taken for
	// asked are inputs that a whole request turned out not to carry.
	asked map[string]bool

	form  *form
	right *right
	run   running
	shown bool
	last  fyne.Focusable // on the left side, that had the keyboard; nil before the first
}

// New makes the page. operation ("jdy.request") and credentialID are what a person
// comes from; both may be "".
func New(c *core.Context, operation, credentialID string) *Page {
	p := &Page{c: c, asked: map[string]bool{}}
	if platform, op, err := c.Broker.Registry().Operation(operation); err == nil {
		p.call = call{platform, op}
	} else {
		first := c.Broker.Registry()[0]
		p.call = call{first, &first.Operations[0]}
	}
	if cred, err := c.Vault.Get(credentialID); err == nil && cred.Platform == p.call.platform.ID {
		p.cred = &cred
	} else if operation == "" {
		p.cred = p.lastUsed()
	}
	p.form = newForm(p)
	p.right = newRight(p)
	// The keyboard comes through what is asked before what is found.
	body := container.New(layout.NewBorderLayout(nil, nil, p.form.object, nil), p.form.object, p.right.object)
	p.content = parts.Frame(p.head(operation != ""), body, nil)
	p.form.build()
	return p
}

// head has a way back where a person comes from an operation; else the sidebar is
// the way.
func (p *Page) head(back bool) fyne.CanvasObject {
	c := p.c
	title := widgets.NewFitText(c.T("nav.doctor"), widgets.Title2, theme.ColorInk)
	end := []fyne.CanvasObject{
		widgets.NewButton(c.T("checking.clear"), "", widgets.Ghost, p.clear),
		widgets.NewButton(c.T("checking.again"), "refresh-cw", widgets.Secondary, p.Refresh),
	}
	if back {
		return parts.Head(c, title, c.Nav.Back, end...)
	}
	row := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural, widgets.Natural}, append([]fyne.CanvasObject{title}, end...)...)
	return widgets.Pad(row, theme.Space6-2, theme.PagePadding, theme.Space4-2, theme.PagePadding)
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page: what is to be checked can be pasted at once.
func (p *Page) Shown() {
	p.shown = true
	p.c.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) {
		widgets.Paste(p.c.Window.Canvas(), func(text string) {
			if p.shown && !widgets.RefusesPaste(p.c.Window.Canvas(), text) {
				p.take(text)
			}
		})
	})
	p.Reload()
	p.check()
	p.c.Window.Canvas().Focus(p.form.intake.field.Focusable())
}

// Hidden implements core.Page: what was pasted and typed is dropped, because secrets
// may be in it.
func (p *Page) Hidden() {
	p.shown = false
	p.c.Window.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
	p.drop()
}

// Mask implements core.Masker.
func (p *Page) Mask() { p.form.mask() }

// Resume implements core.Resumer.
func (p *Page) Resume() {
	target := p.last
	if object, ok := target.(fyne.CanvasObject); !ok || !parts.Seen(object) {
		target = p.form.intake.field.Focusable()
	}
	p.c.Window.Canvas().Focus(target)
}

// Refresh implements core.Refresher: it checks once more, as after a change of the
// clock or of the credential.
func (p *Page) Refresh() { p.check() }

// Reload implements core.Reloader: credentials may have come, gone or changed.
func (p *Page) Reload() {
	changed := false
	if p.cred != nil {
		before := *p.cred
		p.cred = nil
		if now, err := p.c.Vault.Get(before.ID); err == nil {
			p.cred = &now
		}
		changed = p.cred == nil || !p.cred.UpdatedAt.Equal(before.UpdatedAt)
	}
	p.form.build()
	if changed && !p.run.refused {
		p.check()
	}
}

// TakeKey implements core.KeyTaker: the findings scroll from wherever the keyboard
// is.
func (p *Page) TakeKey(key fyne.KeyName) { p.right.scrollBy(key) }

// clear begins anew with the same operation and credential.
func (p *Page) clear() {
	p.drop()
	p.c.Window.Canvas().Focus(p.form.intake.field.Focusable())
}

// drop forgets everything that a person brought.
func (p *Page) drop() {
	p.run.Cancel()
	p.text, p.kind = "", signature
	p.asked = map[string]bool{}
	p.last = nil
	p.form.drop()
	p.form.build()
	p.right.showEmpty()
}

// take checks a text that was pasted. It does not stay on screen.
func (p *Page) take(text string) {
	if text == "" {
		return
	}
	p.form.intake.clear()
	p.asked = map[string]bool{}
	p.text, p.kind = text, kindOf(text)
	p.recognise()
}

// takeAs takes the text for something else.
func (p *Page) takeAs(k kind) {
	p.kind = k
	p.form.build()
	p.check()
}

// choose goes on with another operation.
func (p *Page) choose(c call) {
	if p.call.platform != c.platform {
		p.call = c
		p.cred = p.lastUsed()
	}
	p.call = c
	p.asked = map[string]bool{}
	p.form.build()
	p.check()
}

// use goes on with another credential; nil for values typed by hand.
func (p *Page) use(cred *vault.Credential) {
	p.cred = cred
	p.form.build()
	p.check()
}

// credentials are those of the platform.
func (p *Page) credentials() []vault.Credential {
	var all []vault.Credential
	for _, cred := range p.c.Vault.List() {
		if cred.Platform == p.call.platform.ID {
			all = append(all, cred)
		}
	}
	return all
}

// lastUsed is the credential of the platform that was used last; nil where there is
// none.
func (p *Page) lastUsed() *vault.Credential {
	var last *vault.Credential
	for _, cred := range p.credentials() {
		if last == nil || cred.UsedAt.After(last.UsedAt) {
			last = &cred
		}
	}
	return last
}

// showExample fills in the published mistake.
func (p *Page) showExample() {
	platform, op, err := p.c.Broker.Registry().Operation(example.operation)
	if err != nil {
		return // an operation of our own catalog
	}
	p.call, p.cred = call{platform, op}, nil
	p.text, p.kind = example.signature, signature
	p.form.build()
	p.form.fillExample()
	p.c.Window.Canvas().Focus(p.form.intake.field.Focusable())
	p.check()
}
