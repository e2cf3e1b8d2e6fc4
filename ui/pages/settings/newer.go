package settings

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Found is what came of looking for a newer version.
type Found int

// What may have come of it.
const (
	NotLooked Found = iota
	Looking
	Newest   // this is the newest one
	Outdated // there is a newer one
	NoAnswer
)

// Newer is what is known of a newer version; Version is set where there is one.
type Newer struct {
	Found   Found
	Version string
}

// NewerThan is what came of a look that found a version, or none for "".
func NewerThan(version string) Newer {
	if version == "" {
		return Newer{Found: Newest}
	}
	return Newer{Outdated, version}
}

// newer is the line that says what came of looking for one.
type newer struct {
	said *widgets.Text
	look *widgets.Button
}

// newerVersion is the choice to look for a newer version, and what came of it.
func (g *Page) newerVersion() []fyne.CanvasObject {
	c, p := g.c, g.p
	name, detail := c.T("settings.newer"), c.T("settings.newer_detail")
	weekly := widgets.NewToggle(name)
	weekly.OnChanged = p.SetLooksForNewer
	if p.SetLooksForNewer == nil {
		weekly.Disable()
		return []fyne.CanvasObject{g.line(name, c.T("settings.newer_nowhere"), weekly)}
	}
	weekly.SetOn(p.LooksForNewer)
	g.newer = &newer{said: widgets.NewParagraph(g.newerSaid(), widgets.Small, theme.ColorInk2)}
	g.newer.look = widgets.NewSizedButton(c.T("settings.newer_look"), "", widgets.Secondary, widgets.SizeS, p.LookForNewer)
	return []fyne.CanvasObject{
		g.line(name, detail, weekly),
		g.lineOf(c.T("settings.newer_now"), g.newer.said, g.newer.look),
	}
}

// followNewer keeps the line up to date while the page is shown.
func (g *Page) followNewer() {
	if g.newer == nil {
		return
	}
	show := func() {
		g.newer.said.SetText(g.newerSaid())
		g.scroll.Relayout()
	}
	g.p.OnNewer(show)
	show()
}

func (g *Page) newerSaid() string {
	c, now := g.c, g.p.Newer()
	switch now.Found {
	case Looking:
		return c.T("settings.newer_looking")
	case Newest:
		return c.T("settings.newer_none")
	case Outdated:
		return c.T("settings.newer_there", "Version", now.Version)
	case NoAnswer:
		return c.T("settings.newer_failed")
	}
	return c.T("settings.newer_never")
}
