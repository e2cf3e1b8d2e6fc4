package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// showShortcuts lists the keys of the window.
func (s *Shell) showShortcuts() {
	rows := []fyne.CanvasObject{widgets.NewParagraph(s.c.T("shortcuts.title"), widgets.Title3, theme.ColorInk)}
	for _, row := range [][2]string{
		{shortcutText("K"), "shortcuts.palette"},
		{shortcutText("F"), "shortcuts.search"},
		{shortcutText("N"), "action.new_credential"},
		{shortcutText("1…9"), "shortcuts.pages"},
		{shortcutText(","), "nav.settings"},
		{shortcutText("C"), "shortcuts.copy"},
		{shortcutText("E"), "shortcuts.reveal"},
		{"F5", "shortcuts.refresh"},
		{shortcutText("L"), "shortcuts.lock"},
		{"Esc", "shortcuts.back"},
		{"F1", "shortcuts.title"},
	} {
		rows = append(rows, widgets.Columns(theme.Space4, []float32{shortcutColumn, widgets.Flexible},
			widgets.NewText(row[0], widgets.BodyMedium, theme.ColorInk),
			widgets.NewParagraph(s.c.T(row[1]), widgets.Body, theme.ColorInk2)))
	}
	var closeIt func()
	ok := widgets.NewButton(s.c.T("action.understood"), "", widgets.Primary, func() { closeIt() })
	rows = append(rows, widgets.Pad(container.NewBorder(nil, nil, nil, ok), theme.Space2, 0, 0, 0))
	closeIt = s.dialogs.show(widgets.Stack(theme.Space2, rows...), ok, func() {})
}

const shortcutColumn = 96
