package brand

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"keycase/assets/translations"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// globe is the side of the picture beside the language, in Fyne units.
const globe = 16

// Languages are the languages with their own names, in the order of choice.
var Languages = []struct{ Lang, Name string }{
	{translations.Chinese, "中文"},
	{translations.English, "English"},
}

// NewLanguageMenu is a globe with a button that names the language in use and offers
// the others below.
func NewLanguageMenu(canvas func() fyne.Canvas, current string, choose func(language string)) *fyne.Container {
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
	button = widgets.NewSizedButton(name, "chevron-down", widgets.Ghost, widgets.SizeS, func() {
		widgets.ShowMenuBelow(canvas(), button, items...)
	}).SetTrailingIcon()
	// The button keeps a distance around its word, and its focus ring off the globe.
	return widgets.Row(0, widgets.NewIcon("globe", theme.ColorInk2, globe), button)
}

// SpeakMenus gives the menus and dialogs of Fyne's own (those of an input, of the
// tray, about files) the language of the window. Fyne knows no choice and takes the
// system's, so ours are put in under that name.
func SpeakMenus(l *translations.Localizer) error {
	words, err := json.Marshal(map[string]string{
		"Cut":        l.T("menu.cut"),
		"Copy":       l.T("menu.copy"),
		"Paste":      l.T("menu.paste"),
		"Select all": l.T("menu.select_all"),
		"Undo":       l.T("menu.undo"),
		"Redo":       l.T("menu.redo"),
		"Quit":       l.T("menu.quit"),

		"Advanced":          l.T("menu.advanced"),
		"Cancel":            l.T("action.cancel"),
		"Confirm":           l.T("menu.confirm"),
		"Create Folder":     l.T("menu.create_folder"),
		"Enter filename":    l.T("menu.filename"),
		"Error":             l.T("menu.error"),
		"File":              l.T("menu.file"),
		"Folder":            l.T("menu.folder"),
		"New Folder":        l.T("menu.new_folder"),
		"No":                l.T("menu.no"),
		"OK":                l.T("menu.ok"),
		"Open":              l.T("menu.open"),
		"Save":              l.T("action.save"),
		"Show Hidden Files": l.T("menu.hidden_files"),
		"Yes":               l.T("menu.yes"),
		"file.name":         l.T("menu.file_name"),
		"file.parent":       l.T("menu.file_parent"),
	})
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(words, fyne.Locale(lang.SystemLocale().LanguageString()))
}
