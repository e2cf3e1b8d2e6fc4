// Package settings is the page of everything that a person can choose about the
// program itself, and what it knows about itself.
package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Params are what the page shows and changes beyond the context.
type Params struct {
	Home        string // folder with the data
	Version     string
	Theme       theme.Mode
	SetTheme    func(theme.Mode)
	SetLanguage func(string)
	Lock        func()
	Status      func() vault.Status
	CheckStore  func()
}

// Page is the settings.
type Page struct {
	content fyne.CanvasObject
	first   fyne.Focusable
	c       *core.Context
}

// New makes the page.
func New(c *core.Context, p Params) *Page {
	g := &Page{c: c}
	language := g.languages(p)
	g.first = language
	sections := widgets.Stack(theme.Space6,
		section(c.T("settings.look"),
			line(c.T("settings.language"), "", language),
			line(c.T("settings.theme"), "", g.themes(p))),
		section(c.T("settings.secrets"),
			line(c.T("settings.store"), c.T("store."+string(c.Vault.Kind())+".detail"), g.lock(p)),
			g.text(c.T("settings.home"), p.Home, true)),
		section(c.T("settings.about"),
			g.text(c.T("settings.version"), p.Version, true),
			line(c.T("settings.licences"), c.T("settings.licences_detail"), nil)),
	)
	g.content = container.NewBorder(
		widgets.Pad(widgets.NewText(c.T("nav.settings"), widgets.Title2, theme.ColorInk), headTop, theme.PagePadding, theme.Space6, theme.PagePadding),
		nil, nil, nil,
		container.NewVScroll(widgets.Pad(container.New(&narrow{}, sections), 0, theme.PagePadding, theme.PagePadding, theme.PagePadding)))
	return g
}

// headTop lets the title's line begin where that of every page does.
const headTop = 28

// Content implements core.Page.
func (g *Page) Content() fyne.CanvasObject { return g.content }

// Shown implements core.Page.
func (g *Page) Shown() { g.c.Window.Canvas().Focus(g.first) }

// Hidden implements core.Page.
func (g *Page) Hidden() {}

func (g *Page) languages(p Params) *widgets.Segmented {
	var names []string
	now := 0
	for i, l := range brand.Languages {
		names = append(names, l.Name)
		if l.Lang == g.c.Text.Lang() {
			now = i
		}
	}
	choice := widgets.NewSegmented(g.c.T("settings.language"), names)
	choice.SetSelected(now)
	choice.OnChanged = func(i int) { p.SetLanguage(brand.Languages[i].Lang) }
	return choice
}

func (g *Page) themes(p Params) *widgets.Segmented {
	modes := []theme.Mode{theme.System, theme.Light, theme.Dark}
	choice := widgets.NewSegmented(g.c.T("settings.theme"),
		[]string{g.c.T("settings.theme_system"), g.c.T("settings.theme_light"), g.c.T("settings.theme_dark")})
	for i, mode := range modes {
		if mode == p.Theme {
			choice.SetSelected(i)
		}
	}
	choice.OnChanged = func(i int) { p.SetTheme(modes[i]) }
	return choice
}

// lock is offered where the lock is this program's own.
func (g *Page) lock(p Params) fyne.CanvasObject {
	if g.c.Vault.Kind() != vault.StoreFile {
		return nil
	}
	return widgets.NewSizedButton(g.c.T("settings.lock"), "lock", widgets.Secondary, widgets.SizeS, p.Lock)
}

// text is a line with a value to copy.
func (g *Page) text(name, value string, mono bool) fyne.CanvasObject {
	copyIt := widgets.NewIconButton("copy", g.c.T("action.copy"), func() { g.c.Clip.Copy(name, value, false) })
	style := widgets.Body
	if mono {
		style = widgets.Mono
	}
	return row(name, widgets.NewFitText(value, style, theme.ColorInk2), copyIt)
}

// line is a name, a sentence below it, and a control at the end.
func line(name, detail string, control fyne.CanvasObject) fyne.CanvasObject {
	var middle fyne.CanvasObject = widgets.NewText("", widgets.Body, theme.ColorInk2)
	if detail != "" {
		middle = widgets.NewParagraph(detail, widgets.Small, theme.ColorInk2)
	}
	return row(name, middle, control)
}

const nameWidth = 128

func row(name string, middle, control fyne.CanvasObject) fyne.CanvasObject {
	label := widgets.NewFitText(name, widgets.Small, theme.ColorInk2)
	columns := []fyne.CanvasObject{label, middle}
	widths := []float32{nameWidth, widgets.Flexible}
	if control != nil {
		columns, widths = append(columns, control), append(widths, widgets.Natural)
	}
	return widgets.Sized(widgets.Pad(widgets.Columns(theme.Space3, widths, columns...), 8, 12, 8, 16), 0, rowHeight)
}

const rowHeight = 52

func section(name string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			lines = append(lines, widgets.NewDivider(16))
		}
		lines = append(lines, r)
	}
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", ""), widgets.NewCard(widgets.Stack(0, lines...), 0))
}

// narrow keeps the lines from becoming too long to follow.
type narrow struct{}

const narrowWidth = 720

func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, objects[0].MinSize().Height)
}

func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, narrowWidth), size.Height))
}
