// Package importing is the page on which credentials come in from a text of
// another tool: it shows what was read and what goes where, asks about what is
// not sure, and stores what a person has agreed to.
package importing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/transfer"
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

// Page is one import, from the text to what was stored.
type Page struct {
	c *core.Context
	p Params

	content *fyne.Container
	body    *fyne.Container
	bar     *fyne.Container // the foot; hidden while a text is awaited
	hint    *widgets.Text
	cancelB *widgets.Button
	store   *widgets.Button

	intake  *intake
	preview *transfer.Preview // nil while a text is awaited
	drafts  []*draft          // what was read; nil before that
	later   []transfer.Candidate
	cards   []*card
	ignored *ignoredList
	scroll  *parts.Scroll
	stored  []*draft // what has been stored; nil before that
	door    fyne.Focusable
	last    place

	shown   bool
	storing bool
	stop    func() // ends what is under way; nil for nothing
}

// place is a control of a card by the name that outlives drawing the card anew.
type place struct {
	card int
	key  string
}

// New makes the page, which waits for a text.
func New(c *core.Context, params Params) *Page {
	p := &Page{c: c, p: params, body: container.NewStack()}
	p.content = parts.Frame(p.head(), p.body, p.foot())
	p.await()
	return p
}

func (p *Page) head() fyne.CanvasObject {
	return parts.Head(p.c, widgets.NewFitText(p.c.T("import.title"), widgets.Title2, theme.ColorInk), p.Escape)
}

func (p *Page) foot() fyne.CanvasObject {
	p.hint = widgets.NewFitText("", widgets.Caption, theme.ColorInk2)
	p.cancelB = widgets.NewButton(p.c.T("import.again"), "", widgets.Secondary, p.back)
	p.store = widgets.NewButton("", "check", widgets.Primary, p.submit)
	p.bar = container.NewStack(parts.Foot(p.hint, p.cancelB, p.store))
	return p.bar
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	p.shown = true
	p.c.Window.SetOnDropped(p.dropped)
	p.c.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { p.paste() })
	p.enter()
}

// Hidden implements core.Page: all that was read is dropped, because secrets are in
// it.
func (p *Page) Hidden() {
	p.shown = false
	p.c.Window.SetOnDropped(nil)
	p.c.Window.Canvas().RemoveShortcut(&fyne.ShortcutPaste{})
	p.cancel()
	if p.stored == nil {
		p.await()
	}
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	for _, card := range p.cards {
		card.mask()
	}
}

// Dirty implements core.Keeper.
func (p *Page) Dirty() bool { return p.drafts != nil || p.intake != nil && p.intake.text() != "" }

// Reload implements core.Reloader: a name may be in use by now.
func (p *Page) Reload() {
	if p.drafts != nil && !p.storing {
		p.refresh()
	}
}

// Resume implements core.Resumer: the keyboard goes back to where it was.
func (p *Page) Resume() {
	if p.last.card < len(p.cards) && p.cards[p.last.card].focus(p.last.key) {
		return
	}
	p.enter()
}

// Escape implements core.Escaper. What is under way is stopped first.
func (p *Page) Escape() {
	c := p.c
	switch {
	case p.stop != nil:
		p.cancel()
		p.draw()
	case p.Dirty():
		c.Notice.ConfirmLoss(c.T("form.leave_title"), c.T("form.leave_body"), c.T("form.leave_yes"), func(leave bool) {
			if leave {
				c.Nav.Back()
			}
		})
	default:
		c.Nav.Back()
	}
}

// cancel ends what is under way.
func (p *Page) cancel() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	p.storing = false
	p.store.SetBusy(false)
	if p.intake != nil {
		p.intake.setBusy(false)
	}
}

// await drops everything and waits for a text.
func (p *Page) await() {
	p.preview, p.drafts, p.later, p.stored, p.cards, p.last = nil, nil, nil, nil, nil, place{}
	p.intake = newIntake(p)
	p.show(p.intake.object)
	p.bar.Hide()
	p.door = p.intake.field.Focusable()
}

// back waits for another text, and asks first when something was typed.
func (p *Page) back() {
	again := func() {
		p.await()
		p.enter()
	}
	typed := slices.ContainsFunc(p.drafts, func(d *draft) bool { return d.typed })
	if !typed {
		again()
		return
	}
	c := p.c
	c.Notice.ConfirmLoss(c.T("import.again_title"), c.T("form.leave_body"), c.T("import.again"), func(ok bool) {
		if ok {
			again()
		}
	})
}

func (p *Page) show(object fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{object}
	p.content.Refresh()
}

// enter gives the keyboard to where the state begins.
func (p *Page) enter() {
	if p.door != nil {
		p.focus(p.door)
	}
}

func (p *Page) focus(on fyne.Focusable) {
	if p.shown {
		p.c.Window.Canvas().Focus(on)
	}
}

// taken tells whether a name is in use, by what is stored or by a draft before.
func (p *Page) taken(before *draft) func(name string) bool {
	return func(name string) bool {
		if _, err := p.c.Vault.Find(name); err == nil {
			return true
		}
		for _, d := range p.drafts {
			if d == before {
				return false
			}
			if !d.left && !d.updates() && strings.EqualFold(d.called(), name) {
				return true
			}
		}
		return false
	}
}
