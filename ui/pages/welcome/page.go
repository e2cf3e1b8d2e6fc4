// Package welcome is the first page of all, while there is no credential yet:
// three roles to choose from, and the sandbox for those who only want to look.
package welcome

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Params are what the page leads to beyond the navigation.
type Params struct {
	// Language changes the language.
	Language func(string)
	// TrySandbox starts the sandbox with demo credentials; done is called when
	// it is there, or could not be.
	TrySandbox func(done func())
}

// Page is the first run.
type Page struct {
	c       *core.Context
	content fyne.CanvasObject
	body    *fyne.Container
	cards   []*widgets.RoleCard
	starts  []func()
}

// roles are the kinds of people, by the platform that they come for.
var roles = []struct{ platform, key string }{
	{"kis", "accountant"},
	{"yilianyun", "shop"},
	{"jdy", "developer"},
}

// New makes the page.
func New(c *core.Context, p Params) *Page {
	g := &Page{c: c}
	var cards []fyne.CanvasObject
	for _, r := range roles {
		if _, err := c.Broker.Registry().Platform(r.platform); err != nil {
			continue // a program without that platform
		}
		card := g.card(r.platform, r.key)
		g.cards = append(g.cards, card)
		cards = append(cards, card)
	}
	var sandbox *widgets.Button
	sandbox = widgets.NewSizedButton(c.T("welcome.sandbox"), "flask-conical", widgets.Link, widgets.SizeM, func() {
		sandbox.SetBusy(true)
		p.TrySandbox(func() { sandbox.SetBusy(false) })
	})
	foreign := widgets.NewSizedButton(c.T("welcome.import"), "clipboard-paste", widgets.Link, widgets.SizeM, c.Nav.Import)
	restore := widgets.NewSizedButton(c.T("restore.title"), "lock-open", widgets.Link, widgets.SizeM, c.Nav.Restore)
	menu := brand.NewLanguageMenu(func() fyne.Canvas { return c.Window.Canvas() }, c.Text.Lang(), p.Language)
	g.body = container.New(bodyLayout{},
		brand.NewMark(markSide),
		widgets.NewParagraph(c.T("welcome.title"), widgets.Display, theme.ColorInk).SetAlign(fyne.TextAlignCenter),
		widgets.NewParagraph(c.T("welcome.sentence"), widgets.Body, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		container.New(cardLayout{}, cards...),
		widgets.Row(theme.Space3, sandbox, widgets.NewText(c.T("welcome.sandbox_detail"), widgets.Small, theme.ColorInk2), foreign, restore),
	)
	scroll := parts.NewScroll(g.body)
	for _, card := range g.cards {
		card.OnReach(func() { scroll.Reveal(card) })
	}
	sandbox.OnReach(func() { scroll.Reveal(sandbox) })
	foreign.OnReach(func() { scroll.Reveal(foreign) })
	restore.OnReach(func() { scroll.Reveal(restore) })
	g.content = container.NewStack(
		scroll.Object(),
		widgets.Pad(container.NewBorder(container.NewBorder(nil, nil, nil, menu), nil, nil, nil), 14, 12, 0, 0),
	)
	return g
}

func (g *Page) card(platform, key string) *widgets.RoleCard {
	start := func() { g.c.Nav.NewCredential(platform) }
	if g.c.Nav.HasWizard(platform) {
		start = func() { g.c.Nav.Wizard(platform, "") }
	}
	g.starts = append(g.starts, start)
	content := widgets.RoleContent{
		Role:  g.c.T("welcome." + key),
		Title: g.c.T("welcome." + key + "_title"),
		Text:  g.c.T("welcome." + key + "_text"),
		Start: g.c.T("welcome.start"),
		Key:   strconv.Itoa(len(g.starts)),
	}
	look := theme.Platform(platform)
	return widgets.NewRoleCard(look, content, newPicture(pictures[key], look), start)
}

// Content implements core.Page.
func (g *Page) Content() fyne.CanvasObject { return g.content }

// Shown implements core.Page.
func (g *Page) Shown() { g.focus(0) }

// Hidden implements core.Page.
func (g *Page) Hidden() {}

// TakeKey implements core.KeyTaker: the digits choose, the arrows move.
func (g *Page) TakeKey(key fyne.KeyName) {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight:
		g.step(key)
		return
	}
	if n, err := strconv.Atoi(string(key)); err == nil && n >= 1 && n <= len(g.starts) {
		g.starts[n-1]()
	}
}

func (g *Page) step(key fyne.KeyName) {
	delta := 1
	if key == fyne.KeyLeft {
		delta = len(g.cards) - 1
	}
	for i, card := range g.cards {
		if g.c.Window.Canvas().Focused() == fyne.Focusable(card) {
			g.focus((i + delta) % len(g.cards))
			return
		}
	}
}

func (g *Page) focus(i int) {
	if i < len(g.cards) {
		g.c.Window.Canvas().Focus(g.cards[i])
	}
}
