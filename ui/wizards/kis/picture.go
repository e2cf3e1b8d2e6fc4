package kis

import (
	"fyne.io/fyne/v2"

	"keycase/providers"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// place is where a value is found, for the picture of it.
type place struct {
	at           widgets.Place
	window, menu string // keys of their texts
}

// places are the ways to the values, schematic: the real screens change, the words on them hardly.
var places = map[string]place{
	eidField:   {widgets.PlaceCorner, "wizard.kis.place.accounts", ""},
	tokenField: {widgets.PlaceMenu, "wizard.kis.place.accounts", "wizard.kis.place.system"},
	idField:    {widgets.PlaceFirst, "wizard.kis.place.platform", "wizard.kis.place.apps"},
	keyField:   {widgets.PlaceSecond, "wizard.kis.place.platform", "wizard.kis.place.apps"},
}

// panel is the illustration beside the fields: where the value of the field at hand is found.
func (p *page) panel(f providers.Field) (picture fyne.CanvasObject, title, where string) {
	at := places[f.Name]
	content := widgets.PlaceContent{Window: p.c.T(at.window), Name: shortLabel(f, p.c.Text)}
	if at.menu != "" {
		content.Menu = p.c.T(at.menu)
	}
	if !f.Secret {
		content.Value = f.Example
	}
	return widgets.NewPlacePicture(at.at, content), tidy(p.c.Text, "wizard.kis.find", "Field", content.Name), f.Where.In(p.c.Lang())
}

// guide says the same in words below the field at hand, where the window has no room for the picture.
type guide struct {
	title, where *widgets.Text
	object       fyne.CanvasObject
}

func newGuide() *guide {
	g := &guide{
		title: widgets.NewParagraph("", widgets.SmallMedium, theme.ColorInk),
		where: widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
	}
	g.object = widgets.NewSunkenCard(widgets.Stack(0, g.title, g.where), theme.Space3, theme.RadiusControl)
	return g
}

func (g *guide) set(title, where string) {
	g.title.SetText(title)
	g.where.SetText(where)
}
