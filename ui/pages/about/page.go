// Package about is the page that says what this program is: its version, where
// it keeps its files, and under which licences it and everything in it came.
package about

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app"
	"keycase/assets/licences"
	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Params are what the page shows beyond the context.
type Params struct {
	Version string
	// Newer is a version that came out since; "" where none is known of.
	Newer string
	// Places are the folders with the program's files.
	Places []app.Place
}

// Page is the program about itself; behind it lies the view of the licences.
type Page struct {
	c       *core.Context
	p       Params
	content *fyne.Container
	front   fyne.CanvasObject
	scroll  *parts.Scroll
	card    *widgets.ActionCard
	library *library // nil until it is first wanted
}

// New makes the page.
func New(c *core.Context, params Params) *Page {
	p := &Page{c: c, p: params}
	sections := widgets.Stack(theme.Space6, p.sign(), p.versions(), p.places(), p.licences())
	p.scroll = parts.NewScroll(widgets.Pad(container.New(narrow{}, sections),
		theme.Space2, theme.PagePadding, theme.PagePadding, theme.PagePadding))
	p.front = parts.Frame(p.head(), p.scroll.Object(), nil)
	p.content = container.NewStack(p.front)
	return p
}

func (p *Page) head() fyne.CanvasObject {
	return parts.Head(p.c, widgets.NewFitText(p.c.T("about.title"), widgets.Title2, theme.ColorInk), p.c.Nav.Back)
}

const markSize = 56

// sign is the mark with the name and what the program is for.
func (p *Page) sign() fyne.CanvasObject {
	return widgets.Columns(theme.Space4, []float32{markSize, widgets.Flexible}, brand.NewMark(markSize), widgets.Stack(0,
		widgets.NewFitText(p.c.T("about.name"), widgets.Title3, theme.ColorInk),
		widgets.NewFitText(p.c.T("about.what"), widgets.Small, theme.ColorInk2)))
}

func (p *Page) versions() fyne.CanvasObject {
	goVersion, fyneVersion := built()
	rows := []fyne.CanvasObject{p.row(p.c.T("about.version"), p.p.Version), p.row("Go", goVersion)}
	if p.p.Newer != "" {
		rows = append(rows, p.row(p.c.T("about.newer"), p.p.Newer))
	}
	if fyneVersion != "" {
		rows = append(rows, p.row("Fyne", fyneVersion))
	}
	return section(p.c.T("about.versions"), rows)
}

func (p *Page) places() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, place := range p.p.Places {
		rows = append(rows, p.row(place.Name.In(p.c.Lang()), place.Path))
	}
	return section(p.c.T("about.places"), rows)
}

func (p *Page) licences() fyne.CanvasObject {
	works := licences.All()
	look := theme.Look{Icon: "file-text", Ink: theme.ColorAccentText, Soft: theme.ColorAccentSoft}
	p.card = widgets.NewActionCard(look, p.c.T("about.licences"),
		p.c.T("about.licences_detail", "Licence", works[0].Licence, "Count", len(works)-1), p.browse)
	p.card.OnReach(func() { p.scroll.Reveal(p.card) })
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(p.c.T("about.licence"), "", ""), p.card)
}

// row is a name with a value below it, to be copied. Folders may be longer than
// a line.
func (p *Page) row(name, value string) fyne.CanvasObject {
	copier := widgets.NewIconButton("copy", parts.Say(p.c, "about.copy", "Name", name), func() { p.c.Clip.Copy(name, value, false) })
	copier.OnReach(func() { p.scroll.Reveal(copier) })
	texts := widgets.Stack(0,
		widgets.NewFitText(name, widgets.Caption, theme.ColorInk2),
		widgets.NewParagraph(value, widgets.Mono, theme.ColorInk))
	return widgets.Pad(widgets.Columns(theme.Space3, []float32{widgets.Flexible, widgets.Natural}, texts, copier), 8, 12, 8, 16)
}

func section(name string, rows []fyne.CanvasObject) fyne.CanvasObject {
	stack := widgets.Stack(0)
	for i, r := range rows {
		if i > 0 {
			stack.Add(widgets.NewDivider(theme.Space4))
		}
		stack.Add(r)
	}
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", ""), widgets.NewCard(stack, 0))
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {
	if p.browsing() {
		p.c.Window.Canvas().Focus(p.library.shelf)
	}
}

// Hidden implements core.Page.
func (p *Page) Hidden() {}

// Escape implements core.Escaper: from the licences it leads back to the page.
func (p *Page) Escape() {
	if !p.browsing() {
		p.c.Nav.Back()
		return
	}
	p.show(p.front)
	p.c.Window.Canvas().Focus(p.card)
}

func (p *Page) browsing() bool { return p.content.Objects[0] != p.front }

// browse opens the view of the licences.
func (p *Page) browse() {
	if p.library == nil {
		p.library = newLibrary(p.c, p.Escape)
	}
	p.show(p.library.object)
	p.c.Window.Canvas().Focus(p.library.shelf)
}

func (p *Page) show(view fyne.CanvasObject) {
	p.content.Objects = []fyne.CanvasObject{view}
	p.content.Refresh()
}

// narrow keeps the lines from becoming too long to follow.
type narrow struct{}

const narrowWidth = 720

// MinSize implements fyne.Layout.
func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout implements fyne.Layout.
func (narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, narrowWidth), size.Height))
}
