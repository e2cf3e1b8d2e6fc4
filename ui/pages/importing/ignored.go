package importing

import (
	"fyne.io/fyne/v2"

	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// ignoredList is what belongs to no credential, folded until a person asks.
type ignoredList struct {
	object *fyne.Container
	list   *fyne.Container
	fold   *widgets.Button
}

// mostIgnored is how many lines are listed.
const mostIgnored = 100

func newIgnored(p *Page) *ignoredList {
	c := p.c
	l := &ignoredList{list: widgets.Stack(theme.Space2)}
	all, unread := p.preview.Ignored, p.preview.Unread
	for _, item := range all[:min(len(all), mostIgnored)] {
		l.list.Add(widgets.Columns(theme.Space3, []float32{originWidth, widgets.Flexible},
			widgets.NewFitText(p.whole(item.Source), widgets.Caption, theme.ColorInk), widgets.NewParagraph(item.Why.In(c.Lang()), widgets.Caption, theme.ColorInk2)))
	}
	if more := len(all) - mostIgnored; more > 0 {
		l.list.Add(widgets.NewParagraph(c.T("import.ignored_more", "Count", more), widgets.Caption, theme.ColorInk2))
	}
	if unread > 0 {
		l.list.Add(widgets.NewParagraph(c.T("import.unread", "Count", unread), widgets.Caption, theme.ColorInk2))
	}
	card := widgets.Stack(0, widgets.NewSunkenCard(l.list, theme.Space4, theme.RadiusCard))
	card.Hide()
	l.fold = widgets.NewSizedButton(c.T("import.ignored", "Count", len(all)+unread), "chevron-right", widgets.Link, widgets.SizeS, func() {
		card.Hidden = !card.Hidden
		icon := "chevron-down"
		if card.Hidden {
			icon = "chevron-right"
		}
		l.fold.SetIcon(icon)
		p.scroll.Relayout()
	})
	l.fold.OnReach(func() { p.scroll.Reveal(l.fold) })
	l.object = widgets.Stack(theme.Space2, parts.Flush(l.fold), card)
	l.object.Hidden = len(all)+unread == 0
	return l
}
