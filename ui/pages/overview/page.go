// Package overview is the first page: every token and binding by soonest expiry, those
// that need attention first; tokens can be refreshed and copied where they stand.
package overview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keycase/ui/core"
	"keycase/ui/find"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Page is the overview.
type Page struct {
	c       *core.Context
	memory  *Memory
	content *fyne.Container

	summary *widgets.Text
	refresh *widgets.Button
	backup  *backupLine
	bar     *filterBar
	list    *list
	empty   *widgets.EmptyState
	middle  *fyne.Container // around it

	search *parts.Search
	all    []*present.Token // and bindings, of every credential, by soonest expiry

	whole present.Overview // of all, whatever is searched and filtered
	stale bool             // it has to be made anew
	work  map[string]*work
	holds int    // while above 0, rows stay where they are
	stop  func() // the ticker's, while shown
}

// New makes the page. What a person filters by is forgotten with it; see
// [Memory].
func New(c *core.Context) *Page { return new(Memory).New(c) }

// New makes the page with the filter that was set last.
func (m *Memory) New(c *core.Context) *Page {
	p := &Page{c: c, memory: m, work: map[string]*work{}}
	p.search = parts.NewSearch(c, func() {
		p.stale = true
		p.again()
	})
	p.summary = widgets.NewFitText("", widgets.Small, theme.ColorInk2)
	p.refresh = widgets.NewButton("", "refresh-cw", widgets.Secondary, p.refreshDue)
	add := widgets.NewButton(c.T("action.new_credential"), "plus", widgets.Primary, func() { c.Nav.NewCredential("") })
	head := widgets.Columns(theme.Space2, []float32{widgets.Flexible, widgets.Natural, widgets.Natural},
		widgets.Stack(theme.Space1, widgets.NewFitText(c.T("overview.title"), widgets.Title2, theme.ColorInk), p.summary), p.refresh, add)
	p.backup = newBackupLine(p)
	p.bar = newFilterBar(p)
	p.list = newList(p)
	p.empty = widgets.NewEmptyState("", "", "", p.leadOn)
	p.empty.Hide()
	p.middle = container.NewCenter(p.empty)

	top := widgets.Pad(widgets.Stack(theme.Space4, head, p.backup.object, p.bar.object), headTop, theme.PagePadding, theme.Space6, theme.PagePadding)
	// Tab goes through the objects in their order.
	p.content = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, container.NewStack(p.list.scroll, p.middle))
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
	p.cancelReading()
	p.search.Cancel()
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

// SetFilter implements core.Filterer: the text of the search box.
func (p *Page) SetFilter(text string) { p.search.Set(text) }

// load reads the tokens anew.
func (p *Page) load() {
	p.all = present.Rows(p.c.Broker, p.c.Vault.Entries())
	p.bar.offer(p.all)
	p.backup.follow()
	p.stale = true
	tokens := p.all
	p.search.Reload(func() []find.Entry {
		entries := make([]find.Entry, len(tokens))
		for i, t := range tokens {
			entries[i] = find.Entry{ID: t.TokenID, Keywords: t.Words(p.c.Text)}
		}
		return entries
	})
}

// tick draws the moment now.
func (p *Page) tick(now time.Time) (seconds bool) {
	if p.stale || !p.whole.Holds(now) {
		p.arrange(now)
	}
	p.list.draw(now)
	soon := !p.whole.Until.IsZero() && p.whole.Until.Sub(now) < time.Minute
	return soon || p.list.seconds
}

// arrange makes the groups anew; it is not needed as long as no token changes its
// state.
func (p *Page) arrange(now time.Time) {
	p.whole, p.stale = present.Arrange(p.all, now), false
	found := p.whole.Only(func(t *present.Token) bool { return p.search.Finds(t.TokenID) })
	shown := found.Only(p.memory.wants(now))
	p.summary.SetText(p.summarize(shown.Len()))
	p.showButton()
	p.list.set(shown.Attention, shown.Fine, p.holds > 0)
	p.showEmpty(shown.Len() == 0, found.Len()-shown.Len())
	if p.bar.update(len(p.all)) {
		p.content.Refresh()
	}
}

// summarize is the sentence below the title. It speaks of everything: "8 个令牌，3 个需要处理",
// and of how much of that can be seen where that is not all.
func (p *Page) summarize(shown int) string {
	said := p.whole.Summary(p.c.Text)
	if shown == p.whole.Len() {
		return said
	}
	return p.c.T("overview.summary_filtered", "Summary", said, "Shown", shown)
}

func (p *Page) showButton() {
	due := len(p.whole.Due)
	if due > 0 {
		p.refresh.SetText(p.c.T("overview.refresh", "Count", due))
	}
	if p.refresh.Hidden != (due == 0) {
		p.refresh.Hidden = due == 0
		p.content.Refresh()
	}
}

// showEmpty leads on from where there is nothing to show: it says what hides the
// tokens, or how to get the first one.
func (p *Page) showEmpty(none bool, hidden int) {
	p.empty.Hidden = !none
	if !none {
		p.list.scroll.Show()
		return
	}
	p.list.forget()
	p.list.scroll.Hide()
	switch c := p.c; {
	case len(p.all) == 0:
		p.empty.Set(c.T("overview.empty"), c.T("overview.empty_action"))
	case hidden > 0:
		p.empty.Set(c.T("overview.filtered", "Filter", p.bar.sentence(), "Count", hidden), c.T("overview.clear_filter"))
	default:
		p.empty.Set(c.T("overview.no_match"), "")
	}
	p.middle.Refresh() // it may need another height
}

// leadOn does what the button of the empty page says.
func (p *Page) leadOn() {
	if len(p.all) > 0 {
		p.bar.clear()
		return
	}
	stored := p.c.Vault.List()
	credential, operation := present.FirstToken(p.c.Broker, stored)
	switch {
	case len(stored) == 0:
		p.c.Nav.NewCredential("")
	case operation != "":
		p.c.Nav.Operation(operation, credential)
	default:
		// The newest credential is the one to get a token for.
		last := stored[len(stored)-1]
		p.c.Nav.Platform(last.Platform, last.ID)
	}
}
