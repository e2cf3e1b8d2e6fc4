// Package credentials is the page of one platform's credentials: the list, and
// beside it what one of them holds, what was issued for it, and what can be done
// with it.
package credentials

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/broker"
	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/find"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Page lists the credentials of one platform.
type Page struct {
	c        *core.Context
	platform *providers.Platform
	content  *fyne.Container
	split    *split
	items    *items
	nothing  *widgets.Text // in place of the list's items where the filter leaves none
	empty    *widgets.EmptyState
	byHand   *widgets.Button // below it, where a wizard is the first way; else hidden
	detail   *detail
	place    *fyne.Container // of the detail

	stored   []vault.Credential // that the search finds
	selected string             // ID
	search   *parts.Search
	copying  func()    // ends the reading of a token for the list; nil while there is none
	waiting  string    // ID of the credential whose token takes long to read
	moment   time.Time // that everything on the page is drawn for, so that list and detail agree
	stop     func()    // the ticker's, while shown
}

// New makes the page of a platform with one of its credentials selected; ""
// selects the first.
func New(c *core.Context, platform, selectedID string) *Page {
	found, err := c.Broker.Registry().Platform(platform)
	if err != nil {
		found = &providers.Platform{ID: platform, Name: providers.Same(platform), ShortName: providers.Same(platform)}
	}
	p := &Page{c: c, platform: found, selected: selectedID, place: container.NewStack()}
	p.search = parts.NewSearch(c, p.load)
	p.items = newItems(p)
	p.nothing = widgets.NewParagraph(c.T("credential.no_match"), widgets.Small, theme.ColorInk2).SetAlign(fyne.TextAlignCenter)
	p.split = &split{list: p.column(), line: widgets.NewVerticalDivider(), detail: p.place, opened: selectedID != "", changed: p.arranged}
	p.content = container.NewStack(container.New(p.split, p.split.list, p.split.line, p.split.detail), container.NewCenter(p.invitation()))
	p.load()
	p.reindex()
	return p
}

// column is the list with its title.
func (p *Page) column() *fyne.Container {
	c := p.c
	add := widgets.NewIconButton("plus", c.T("action.new_credential"), func() { c.Nav.NewCredential(p.platform.ID) })
	title := widgets.NewFitText(p.platform.ShortName.In(c.Lang()), widgets.Title3, theme.ColorInk)
	head := widgets.Pad(widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural}, title, add),
		theme.Space4, theme.Space4, theme.Space4, theme.Space5)
	body := container.NewStack(p.items.keys, widgets.Pad(widgets.Stack(0, p.nothing), theme.Space6, theme.Space5, 0, theme.Space5))
	return parts.Frame(head, body, nil)
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	p.Reload()
	p.again()
}

// Hidden implements core.Page.
func (p *Page) Hidden() {
	p.cancelCopying()
	p.search.Cancel()
	p.Mask()
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}

// again lets the ticker ask anew how often it has to tick, which also draws.
func (p *Page) again() {
	if p.stop != nil {
		p.stop()
	}
	p.stop = p.c.Ticker.Listen(p.tick)
}

// Mask implements core.Masker.
func (p *Page) Mask() {
	if p.detail != nil {
		p.detail.mask()
	}
}

// SetFilter implements core.Filterer.
func (p *Page) SetFilter(text string) { p.search.Set(text) }

// Reload implements core.Reloader. The selection stays, and passes to the next
// one when the selected credential is gone.
func (p *Page) Reload() {
	p.load()
	p.reindex()
	if p.stop != nil {
		p.again()
	}
	p.keepKeyboard()
}

// reindex has the search take the credentials as they are now.
func (p *Page) reindex() {
	own := ofPlatform(p.c.Vault.List(), p.platform.ID)
	p.search.Reload(func() []find.Entry { return entries(own) })
}

// load reads the credentials anew.
func (p *Page) load() {
	p.moment = p.c.Clock()
	before := p.index()
	all := p.c.Vault.List()
	own := ofPlatform(all, p.platform.ID)
	p.stored = slices.DeleteFunc(slices.Clone(own), func(c vault.Credential) bool { return !p.search.Finds(c.ID) })
	i := slices.IndexFunc(own, func(c vault.Credential) bool { return c.ID == p.selected })
	if i < 0 && len(own) > 0 {
		i = min(max(before, 0), len(own)-1)
	}
	if i >= 0 && !p.search.Finds(own[i].ID) && !p.split.covers() {
		i = p.found(own)
	}
	p.showEmpty(len(own) == 0)
	p.nothing.SetText(p.c.T(noMatch(all, p.search.Text())))
	if i < 0 {
		if len(own) == 0 {
			p.selected = ""
		}
		p.show(nil)
		return
	}
	p.selected = own[i].ID
	p.show(&own[i])
}

// invitation is what stands in the place of everything where there is no credential. A wizard
// goes all the way to what can be used, so it is the first thing to do where there is one.
func (p *Page) invitation() fyne.CanvasObject {
	c, id := p.c, p.platform.ID
	none := c.T("credential.none", "Platform", p.platform.ShortName.In(c.Lang()))
	add := func() { c.Nav.NewCredential(id) }
	p.byHand = widgets.NewButton(c.T("action.new_credential"), "plus", widgets.Ghost, add)
	if c.Nav.HasWizard(id) {
		p.empty = widgets.NewEmptyState(none, c.T("wizard."+id+".title"), theme.Platform(id).Icon, func() { c.Nav.Wizard(id, "") })
	} else {
		p.empty = widgets.NewEmptyState(none, c.T("action.new_credential"), "plus", add)
	}
	return widgets.Stack(theme.Space2, p.empty, container.NewCenter(p.byHand))
}

// found is the index of the first credential that the search finds, or -1. The one that is selected
// stays so where there is none, for when the search is over.
func (p *Page) found(own []vault.Credential) int {
	return slices.IndexFunc(own, func(c vault.Credential) bool { return p.search.Finds(c.ID) })
}

func (p *Page) showEmpty(none bool) {
	p.empty.Hidden = !none
	p.byHand.Hidden = !none || !p.c.Nav.HasWizard(p.platform.ID)
	p.nothing.Hidden = none || len(p.stored) > 0
	p.content.Objects[0].Show()
	if none {
		p.content.Objects[0].Hide()
	}
	p.items.changed()
}

// show brings a credential to the right side; nil for none.
func (p *Page) show(c *vault.Credential) {
	switch {
	case c == nil:
		p.Mask()
		p.detail = nil
		p.place.RemoveAll()
	case p.detail != nil && p.detail.cred.ID == c.ID:
		p.detail.update(*c)
	default:
		if p.detail != nil {
			p.detail.mask()
		}
		p.detail = newDetail(p, *c)
		p.detail.setBack(p.split.narrow)
		p.place.Objects = []fyne.CanvasObject{p.detail.object}
		p.place.Refresh()
	}
	p.look()
}

// look tells the frame what the page is about: in a narrow window that may be the
// whole list.
func (p *Page) look() {
	about := p.selected
	if p.detail == nil || p.split.narrow && !p.split.opened {
		about = ""
	}
	p.c.Notice.Look(about)
}

// index is where the selected credential stands in the list, or -1.
func (p *Page) index() int { return p.indexOf(p.selected) }

func (p *Page) indexOf(id string) int {
	return slices.IndexFunc(p.stored, func(c vault.Credential) bool { return c.ID == id })
}

// open selects the credential at an index.
func (p *Page) open(index int) {
	p.selected, p.items.cursor = p.stored[index].ID, ""
	p.split.open(true)
	p.show(&p.stored[index])
	p.again()
}

func (p *Page) closeDetail() {
	p.Mask()
	p.split.open(false)
	p.look()
	p.FocusList()
}

// arranged is told when the window became too narrow for both, or wide enough.
func (p *Page) arranged(narrow bool) {
	if p.detail != nil {
		p.detail.setBack(narrow)
	}
	p.look()
}

var statuses = map[broker.Health]widgets.Status{
	broker.Expired: widgets.StatusExpired,
	broker.Soon:    widgets.StatusExpiring,
	broker.Fresh:   widgets.StatusOk,
	broker.Never:   widgets.StatusNever,
}

// fill shows a credential in the list. Its ring moves when the text does: what looks
// the same is not drawn again.
func (p *Page) fill(index int, it *item, now time.Time) (seconds bool) {
	c := p.stored[index]
	place := ""
	if base := parts.BaseURL(p.c, c); base != "" && c.BaseURL != "" {
		place = parts.Environment(p.c.Text, base) // that of all credentials stands in the status bar
	}
	s := summarize(p.c.Text, p.c.Broker, c, place, now)
	content := widgets.ItemContent{Name: c.Name, Detail: s.text, Look: theme.Platform(c.Platform), Fraction: float32(s.left)}
	if s.issued {
		content.Status = statuses[s.state]
	}
	if c.ID == p.waiting {
		content.Detail = p.c.T("secret.reading")
	}
	it.SetSelected(c.ID == p.selected)
	same := it.shown
	same.Fraction = content.Fraction
	if same != content {
		it.shown = content
		it.Set(content)
	}
	return s.seconds
}

// tick draws the moment now.
func (p *Page) tick(now time.Time) (seconds bool) {
	p.moment = now
	seconds = p.items.draw(now)
	if p.detail != nil && p.detail.tick(now) {
		seconds = true
	}
	return seconds
}
