// Package overview is the first page: every token by soonest expiry, those that
// need attention first, to be refreshed and copied where they stand.
package overview

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Page is the overview.
type Page struct {
	c       *core.Context
	content fyne.CanvasObject

	summary *widgets.Text
	refresh *widgets.Button
	groups  [2]*group // attention, fine
	scroll  *container.Scroll
	empty   *widgets.EmptyState

	tokens []present.Token
	shown  present.Overview
	rows   map[string]*row // by token ID
	filter string
	stored []vault.Credential
	holds  int    // while above 0, rows stay where they are
	stop   func() // the ticker's, while shown
}

// New makes the page.
func New(c *core.Context) *Page {
	p := &Page{c: c, rows: map[string]*row{}}
	p.summary = widgets.NewText("", widgets.Small, theme.ColorInk2)
	p.refresh = widgets.NewButton("", "refresh-cw", widgets.Secondary, p.refreshDue)
	add := widgets.NewButton(c.T("action.new_credential"), "plus", widgets.Primary, func() { c.Nav.NewCredential("") })
	head := container.NewBorder(nil, nil, nil, widgets.Row(theme.Space2, p.refresh, add),
		widgets.Stack(theme.Space1, widgets.NewText(c.T("overview.title"), widgets.Title2, theme.ColorInk), p.summary))

	p.groups[0] = newGroup(c.T("overview.attention"), c.T("overview.order"))
	p.groups[1] = newGroup(c.T("overview.fine"), "")
	p.scroll = container.NewVScroll(widgets.Pad(
		widgets.Stack(theme.Space6, p.groups[0].object, p.groups[1].object),
		0, theme.PagePadding, theme.PagePadding, theme.PagePadding))
	p.empty = widgets.NewEmptyState("", "", "", p.openLast)
	p.empty.Hide()

	p.content = container.NewBorder(
		widgets.Pad(head, headTop, theme.PagePadding, theme.Space6, theme.PagePadding),
		nil, nil, nil, container.NewStack(p.scroll, container.NewCenter(p.empty)))
	return p
}

// headTop lets the title's line begin where that of every page does.
const headTop = 28

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	if p.stop != nil {
		return
	}
	p.load()
	p.stop = p.c.Ticker.Listen(p.tick)
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// Reload implements core.Reloader.
func (p *Page) Reload() {
	p.load()
	p.again()
}

// again lets the ticker ask anew how often it has to tick, which also draws.
func (p *Page) again() {
	if p.stop != nil {
		p.stop()
		p.stop = p.c.Ticker.Listen(p.tick)
	}
}

// SetFilter implements core.Filterer.
func (p *Page) SetFilter(text string) {
	p.filter = strings.ToLower(strings.TrimSpace(text))
	p.load()
	p.again()
}

// load reads the tokens that match the filter.
func (p *Page) load() {
	p.stored = p.c.Vault.List()
	all := present.Tokens(p.c.Text, p.c.Broker, p.stored)
	p.tokens = p.tokens[:0]
	for _, t := range all {
		if p.filter == "" || strings.Contains(strings.ToLower(t.Title+" "+t.Detail), p.filter) {
			p.tokens = append(p.tokens, t)
		}
	}
}

// tick draws the moment now.
func (p *Page) tick(now time.Time) (seconds bool) {
	p.shown = present.Arrange(p.c.Text, p.tokens, now)
	p.summary.SetText(p.shown.Summary(p.c.Text))
	p.showButton()
	attention, fine := p.shown.Attention, p.shown.Fine
	if p.holds > 0 {
		attention, fine = keepPlaces(p.groups[0].ids, p.groups[1].ids, attention, fine)
	}
	p.groups[0].show(p, attention)
	p.groups[1].show(p, fine)
	p.showEmpty()
	p.forget()
	return p.shown.Seconds
}

func (p *Page) showButton() {
	due := len(p.shown.Due)
	p.refresh.Hidden = due == 0
	if due > 0 {
		p.refresh.SetText(p.c.T("overview.refresh", "Count", due))
	}
}

// showEmpty leads on from where there is no token yet.
func (p *Page) showEmpty() {
	none := len(p.tokens) == 0
	p.empty.Hidden = !none
	if none {
		p.scroll.Hide()
	} else {
		p.scroll.Show()
	}
	switch {
	case !none:
	case p.filter != "":
		p.empty.Set(p.c.T("overview.no_match"), "")
	default:
		p.empty.Set(p.c.T("overview.empty"), p.c.T("overview.empty_action"))
	}
}

// openLast opens the newest credential, which is the one to get a token for.
func (p *Page) openLast() {
	if len(p.stored) == 0 {
		p.c.Nav.NewCredential("")
		return
	}
	last := p.stored[len(p.stored)-1]
	p.c.Nav.Platform(last.Platform, last.ID)
}

// forget drops the rows of tokens that are gone.
func (p *Page) forget() {
	if len(p.rows) == len(p.tokens) {
		return
	}
	there := make(map[string]bool, len(p.tokens))
	for _, t := range p.tokens {
		there[t.TokenID] = true
	}
	for id := range p.rows {
		if !there[id] {
			delete(p.rows, id)
		}
	}
}
