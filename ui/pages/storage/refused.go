package storage

import (
	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// NewRefused makes the page that says why the store cannot be opened.
func NewRefused(c *core.Context, err error, retry func(), language func(string)) core.Page {
	e := app.Explain(err, c.Lang())
	var rows []fyne.CanvasObject
	for _, sentence := range []string{e.Why, e.Do} {
		if sentence != "" {
			rows = append(rows, widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2))
		}
	}
	if e.Details != "" {
		rows = append(rows, widgets.NewSunkenCard(
			widgets.NewParagraph(e.Details, widgets.MonoSmall, theme.ColorInk2), theme.Space3, theme.RadiusControl))
	}
	again := widgets.NewButton(c.T("action.retry"), "refresh-cw", widgets.Primary, retry)
	rows = append(rows, widgets.Row(theme.Space2, again))
	p := &page{asker: asker{c: c}, first: func() fyne.Focusable { return again }}
	p.fill(e.Title, c.T("storage.refused"), language, widgets.NewCard(widgets.Stack(theme.Space3, rows...), theme.Space5))
	p.reach(nil, again)
	return p
}
