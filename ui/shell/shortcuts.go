package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// Shortcut is a key of the window, and in words what it does.
type Shortcut struct{ Keys, Does string }

// Shortcuts lists the keys of the window in the language of the context.
func (s *Shell) Shortcuts() []Shortcut {
	return []Shortcut{
		{widgets.Keys("K"), s.c.T("shortcuts.palette")},
		{widgets.Keys("F"), s.c.T("shortcuts.search")},
		{widgets.Keys("N"), s.c.T("action.new_credential")},
		{widgets.Keys("1–9"), s.c.T("shortcuts.pages")},
		{widgets.Keys(","), s.c.T("nav.settings")},
		{widgets.Keys("C"), s.c.T("shortcuts.copy")},
		{widgets.Keys("E"), s.c.T("shortcuts.reveal")},
		{"F5", s.c.T("shortcuts.refresh")},
		{widgets.Keys("L"), s.c.T("shortcuts.lock")},
		{"Esc", s.c.T("shortcuts.back")},
		{"F1", s.c.T("shortcuts.title")},
	}
}

const shortcutColumn = 96

// showShortcuts lists them in front of the page.
func (s *Shell) showShortcuts() {
	rows := []fyne.CanvasObject{widgets.NewParagraph(s.c.T("shortcuts.title"), widgets.Title3, theme.ColorInk)}
	for _, shortcut := range s.Shortcuts() {
		rows = append(rows, widgets.Columns(theme.Space4, []float32{shortcutColumn, widgets.Flexible},
			widgets.NewText(shortcut.Keys, widgets.BodyMedium, theme.ColorInk),
			widgets.NewParagraph(shortcut.Does, widgets.Body, theme.ColorInk2)))
	}
	var closeIt func()
	ok := widgets.NewButton(s.c.T("action.understood"), "", widgets.Primary, func() { closeIt() })
	rows = append(rows, widgets.Pad(container.NewBorder(nil, nil, nil, ok), theme.Space2, 0, 0, 0))
	closeIt = s.dialogs.show(widgets.Stack(theme.Space2, rows...), ok, func() {})
}
