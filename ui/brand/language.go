package brand

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"keycase/assets/translations"
	"keycase/ui/widgets"
)

// Languages are the languages with their own names, in the order of choice.
var Languages = []struct{ Lang, Name string }{
	{translations.Chinese, "中文"},
	{translations.English, "English"},
}

// NewLanguageMenu is a button that names the language in use and offers the
// others below.
func NewLanguageMenu(canvas func() fyne.Canvas, current string, choose func(lang string)) *widgets.Button {
	var button *widgets.Button
	var items []*fyne.MenuItem
	name := ""
	for _, l := range Languages {
		item := fyne.NewMenuItem(l.Name, func() { choose(l.Lang) })
		item.Checked = l.Lang == current
		if item.Checked {
			name = l.Name
		}
		items = append(items, item)
	}
	button = widgets.NewSizedButton(name, "globe", widgets.Ghost, widgets.SizeS, func() {
		menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), canvas())
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
		menu.ShowAtPosition(at.AddXY(button.Size().Width-menu.MinSize().Width, button.Size().Height+4))
		canvas().Focus(menu)
	})
	return button
}
