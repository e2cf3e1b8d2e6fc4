// Package operation is the page of one operation: what it needs on the left, how
// it is signed and what it becomes as a command on the right.
package operation

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Page is one operation, for a credential or for values typed by hand.
type Page struct {
	c         *core.Context
	operation string // full name
	platform  *providers.Platform
	op        *providers.Operation
	cred      *vault.Credential // nil for values typed by hand
	content   *fyne.Container

	plan    plan
	subject string                  // of the grant that a person chose here
	inputs  map[string]*parts.Input // all that were ever shown, so that nothing typed is lost
	opened  map[string]bool         // optional inputs that a person asked for
	without map[string]bool         // tokens that a person leaves out
	picked  map[string]string       // the chosen field of each choice, by its first one
	tried   bool                    // running was tried, so that missing values are told

	last     *parts.Input // that had the keyboard; nil before the first one
	form     *form
	right    *right
	selector *fyne.Container // the credential, at the end of the title's line
	signing  signing
	running  func() // ends the call under way; nil while there is none
	stop     func() // the ticker's, while shown
}

// New makes the page of an operation ("jdy.request") for a credential, or for
// values typed by hand where credentialID is "".
func New(c *core.Context, operation, credentialID string) *Page {
	p := &Page{
		c: c, operation: operation, content: container.NewStack(),
		inputs: map[string]*parts.Input{}, opened: map[string]bool{}, without: map[string]bool{}, picked: map[string]string{},
	}
	var err error
	if p.platform, p.op, err = c.Broker.Registry().Operation(operation); err != nil {
		p.content.Objects = []fyne.CanvasObject{widgets.NewEmptyState(c.T("operation.unknown"), c.T("action.back"), "", c.Nav.Back)}
		return p
	}
	if cred, err := c.Vault.Get(credentialID); err == nil {
		p.cred = &cred
	}
	p.selector = container.NewStack()
	p.right = newRight(p)
	p.form = newForm(p)
	title := widgets.NewFitText(p.op.Title.In(c.Lang()), widgets.Title2, theme.ColorInk)
	body := container.New(&sides{}, p.form.object, p.right.object)
	p.content.Objects = []fyne.CanvasObject{parts.Frame(parts.Head(c, title, c.Nav.Back, p.selector), body, nil)}
	p.arrange()
	return p
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page: the first thing to type has the keyboard.
func (p *Page) Shown() {
	if p.op == nil {
		return
	}
	if p.stop == nil { // the lock of the store has only covered the page
		p.stop = p.c.Ticker.Listen(p.tick)
	}
	if p.right.panel != nil {
		p.c.Window.Canvas().AddShortcut(nextTarget, func(fyne.Shortcut) { p.right.panel.next() })
	}
	p.Reload()
	p.sign(nil)
	if first := p.form.first(); first != nil {
		p.c.Window.Canvas().Focus(first)
	}
}

// Resume implements core.Resumer: the input that had the keyboard last gets it back,
// and while a call is under way the button that ends it does. Where the page has
// neither input nor button, it leaves the choice to the frame.
func (p *Page) Resume() {
	if p.op == nil {
		return
	}
	target := p.form.first()
	switch {
	case p.running != nil:
		target = p.form.cancel
	case slices.Contains(p.form.visible(), p.last):
		target = p.last.Focusable()
	}
	if target != nil {
		p.c.Window.Canvas().Focus(target)
	}
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	p.signing.Cancel()
	p.cancelRun()
	p.Mask()
	p.c.Window.Canvas().RemoveShortcut(nextTarget)
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// nextTarget shows the command for the following target.
var nextTarget = &desktop.CustomShortcut{KeyName: fyne.KeyTab, Modifier: fyne.KeyModifierControl}

// Escape implements core.Escaper: it first stops what is under way.
func (p *Page) Escape() {
	switch {
	case p.op == nil:
		p.c.Nav.Back()
	case p.running != nil:
		p.cancelRun()
	case p.right.wait.Visible():
		p.giveUp()
	default:
		p.c.Nav.Back()
	}
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	for _, in := range p.inputs {
		in.Mask()
	}
	if p.right != nil {
		p.right.result.mask()
	}
}

// Reload implements core.Reloader. What was typed stays.
func (p *Page) Reload() {
	if p.op == nil {
		return
	}
	if p.cred != nil {
		cred, err := p.c.Vault.Get(p.cred.ID)
		if err != nil {
			p.c.Nav.Back() // it was removed meanwhile
			return
		}
		p.cred = &cred
	}
	if p.arrange() {
		p.sign(nil)
	}
	p.again()
}

// again lets the ticker ask anew how often it has to tick, which also draws.
func (p *Page) again() {
	if p.stop != nil {
		p.stop()
		p.stop = p.c.Ticker.Listen(p.tick)
	}
}

// arrange makes the controls that the operation needs now, and reports whether
// they are others than before.
func (p *Page) arrange() (changed bool) {
	next := newPlan(p.platform, p.op, p.cred, p.subject, p.c.Clock())
	changed = p.plan.op == nil || !p.plan.same(next)
	p.plan = next
	p.showSelector()
	if changed {
		p.form.build()
	}
	return changed
}

// tick draws the moment now.
func (p *Page) tick(now time.Time) (seconds bool) {
	left, right := p.form.tick(now), p.right.tick(now)
	return left || right
}

// selectorWidth is the most that a credential's name takes of the title's line, in
// Fyne units. The list that opens shows all of it.
const selectorWidth = 176

// showSelector names the credential and lets a person take another.
func (p *Page) showSelector() {
	c := p.c
	name := c.T("operation.by_hand")
	if p.cred != nil {
		name = parts.Shorten(p.cred.Name, widgets.BodyMedium, selectorWidth)
	}
	var button *widgets.Button
	button = widgets.NewButton(name, "chevrons-up-down", widgets.Ghost, func() {
		widgets.ShowMenuBelow(c.Window.Canvas(), button, p.choices()...)
	}).SetTrailingIcon()
	p.selector.Objects = []fyne.CanvasObject{
		// The button's padding reaches beyond the column.
		widgets.Pad(widgets.Row(0, widgets.NewPlatformMark(theme.Platform(p.platform.ID), 24), button), 0, -theme.Space3, 0, 0),
	}
	p.selector.Refresh()
}

// choices are the credentials of the platform that the operation is for, and none.
func (p *Page) choices() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, cred := range p.c.Vault.List() {
		if cred.Platform != p.platform.ID || !present.Suits(p.platform, p.op, cred.Public) {
			continue
		}
		item := fyne.NewMenuItem(cred.Name, func() { p.take(&cred) })
		item.Checked = p.cred != nil && p.cred.ID == cred.ID
		items = append(items, item)
	}
	byHand := fyne.NewMenuItem(p.c.T("operation.by_hand"), func() { p.take(nil) })
	byHand.Checked = p.cred == nil
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, byHand)
}

// take goes on with another credential. A result belongs to the one before.
func (p *Page) take(cred *vault.Credential) {
	p.cancelRun()
	p.cred, p.subject, p.without = cred, "", map[string]bool{}
	p.right.result.clear()
	p.right.trace.Forget()
	p.arrange()
	p.sign(nil)
	p.again()
}

// call is what the broker is asked for, and the fields that it must not fill in.
func (p *Page) call() (call broker.Call, without []string) {
	call = broker.Call{Operation: p.operation, Values: providers.Values{}, Subject: p.plan.subject()}
	if p.cred != nil {
		call.Credential = p.cred.ID
	}
	for _, e := range p.plan.typed {
		for _, f := range p.wanted(e) {
			in, ok := p.inputs[f.Name]
			if !ok || in.Value() == "" {
				continue
			}
			if e.isAddress() {
				f = e.addressField(in.Value())
			}
			call.Values[f.Name] = in.Value()
		}
		without = append(without, p.unpicked(e)...)
	}
	for _, name := range p.plan.stored() {
		if p.without[name] {
			without = append(without, name)
		}
	}
	return call, without
}

// unpicked are the members of a choice that the credential holds and a person did
// not pick.
func (p *Page) unpicked(e entry) (names []string) {
	if e.rule == nil || !e.rule.Exclusive || p.cred == nil {
		return nil
	}
	for _, f := range e.fields {
		if f.Name != p.pickedField(e).Name && holds(*p.cred, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// wanted are the fields of an entry whose inputs count.
func (p *Page) wanted(e entry) []providers.Field {
	switch {
	case e.rule == nil:
		return e.fields
	case e.isAddress():
		return e.fields[:1]
	case p.cred != nil && holds(*p.cred, p.pickedField(e).Name):
		return nil
	default:
		return []providers.Field{p.pickedField(e)}
	}
}

// pickedField is the field of a choice that a person picked; at first it is one
// that the credential holds, or else the first.
func (p *Page) pickedField(e entry) providers.Field {
	key := e.fields[0].Name
	if name, ok := p.picked[key]; ok {
		if f, ok := providers.FieldNamed(e.fields, name); ok {
			return f
		}
	}
	if p.cred != nil {
		for _, f := range e.fields {
			if holds(*p.cred, f.Name) {
				return f
			}
		}
	}
	return e.fields[0]
}
