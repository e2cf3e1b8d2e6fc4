package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/providers"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// guide stands beside the form and says where the value of the field at hand is
// found.
type guide struct {
	c                     *core.Context
	object                *fyne.Container
	title, where, example *widgets.Text
	sample                *fyne.Container
	onResized             func()
}

func newGuide(c *core.Context) *guide {
	g := &guide{
		c:       c,
		title:   widgets.NewParagraph("", widgets.BodyMedium, theme.ColorInk),
		where:   widgets.NewParagraph("", widgets.Small, theme.ColorInk2),
		example: widgets.NewParagraph("", widgets.MonoSmall, theme.ColorInk2),
	}
	g.sample = widgets.Stack(4, widgets.NewText(c.T("form.example"), widgets.Caption, theme.ColorInk3), g.example)
	text := widgets.Stack(theme.Space3, g.title, g.where, g.sample)
	g.object = container.NewStack(widgets.NewSunkenCard(text, theme.Space5, theme.RadiusPanel))
	g.show(providers.Field{})
	return g
}

// show explains a field; one that needs no search gets the general sentence.
func (g *guide) show(f providers.Field) {
	where := f.Where.In(g.c.Lang())
	if where == "" {
		g.title.SetText(g.c.T("form.guide_title"))
		g.where.SetText(g.c.T("form.guide_body"))
	} else {
		g.title.SetText(parts.Tidy(g.c.T("form.guide_field", "Field", parts.Spaced(f.Label.In(g.c.Lang())))))
		g.where.SetText(where)
	}
	g.example.SetText(f.Example)
	g.sample.Hidden = where == "" || f.Example == "" || f.Kind == providers.KindChoice
	if g.onResized != nil {
		g.onResized()
	}
}
