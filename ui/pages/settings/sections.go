package settings

import (
	"strconv"

	"fyne.io/fyne/v2"

	"keycase/ui/brand"
	"keycase/ui/present"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

func (g *Page) look() *fyne.Container {
	c, p := g.c, g.p
	var languages, names []string
	for _, l := range brand.Languages {
		languages, names = append(languages, l.Lang), append(names, l.Name)
	}
	language := options(c.T("settings.language"), languages, names, c.Text.Lang(), p.SetLanguage)
	g.first = language
	modes := []theme.Mode{theme.System, theme.Light, theme.Dark}
	words := []string{c.T("settings.theme_system"), c.T("settings.theme_light"), c.T("settings.theme_dark")}
	rows := []fyne.CanvasObject{
		g.line(c.T("settings.language"), "", language),
		g.line(c.T("settings.theme"), "", options(c.T("settings.theme"), modes, words, p.Theme, p.SetTheme)),
	}
	if p.SetScale != nil {
		var percents []string
		for _, scale := range p.Scales {
			percents = append(percents, strconv.Itoa(scale)+"%")
		}
		rows = append(rows, g.line(c.T("settings.scale"), c.T("settings.scale_detail"),
			options(c.T("settings.scale"), p.Scales, percents, p.Scale, p.SetScale)))
	}
	return section(c.T("settings.look"), rows)
}

func (g *Page) security() *fyne.Container {
	c, p := g.c, g.p
	var rows []fyne.CanvasObject
	if p.SetClipboardLife != nil {
		var spans []string
		for _, life := range ClipboardLives {
			spans = append(spans, present.Span(c.Text, life))
		}
		rows = append(rows, g.line(c.T("settings.clipboard"), c.T("settings.clipboard_detail"),
			options(c.T("settings.clipboard"), ClipboardLives, spans, p.ClipboardLife, p.SetClipboardLife)))
	}
	kind := g.kind
	var lock fyne.CanvasObject
	if kind == vault.StoreFile { // the lock of any other store is not this program's own
		lock = widgets.NewSizedButton(c.T("settings.lock"), "lock", widgets.Secondary, widgets.SizeS, p.Lock)
	}
	rows = append(rows, g.line(c.T("settings.store"), c.T("store."+string(kind)+".detail"), lock))
	if kind == vault.StoreFile {
		rows = append(rows, g.locking()...)
	}
	if p.MoveStore != nil && kind != vault.StoreMemory {
		rows = append(rows, g.moving())
	}
	return section(c.T("settings.security"), rows)
}

// moving leads to the other store.
func (g *Page) moving() fyne.CanvasObject {
	to := vault.StoreFile
	if g.kind == vault.StoreFile {
		to = vault.StoreKeyring
	}
	return g.line(g.c.T("settings.move_"+string(to)), g.c.T("settings.move_"+string(to)+"_detail"),
		g.asking("settings.move", g.p.MoveStore))
}

// asking is a button that opens a dialog, from which the keyboard comes back to it. A
// click takes the keyboard away from everything, and then the page would begin anew at
// its top.
func (g *Page) asking(key string, do func()) *widgets.Button {
	var button *widgets.Button
	button = widgets.NewSizedButton(g.c.T(key), "", widgets.Secondary, widgets.SizeS, func() {
		g.c.Window.Canvas().Focus(button)
		do()
	})
	return button
}

// locking is when the file store locks, and by what it opens.
func (g *Page) locking() []fyne.CanvasObject {
	c, p := g.c, g.p
	var rows []fyne.CanvasObject
	if p.SetLockAfter != nil {
		var spans []string
		for _, after := range LockTimes {
			if after == 0 {
				spans = append(spans, c.T("settings.lock_never"))
				continue
			}
			spans = append(spans, present.Span(c.Text, after))
		}
		rows = append(rows, g.line(c.T("settings.lock_after"), c.T("settings.lock_after_detail"),
			options(c.T("settings.lock_after"), LockTimes, spans, p.LockAfter, p.SetLockAfter)))
	}
	if p.ChangePassphrase != nil {
		rows = append(rows, g.line(c.T("settings.passphrase"), c.T("settings.passphrase_detail"),
			g.asking("settings.change_passphrase", p.ChangePassphrase)))
	}
	return rows
}

func (g *Page) reminders() *fyne.Container {
	c, p := g.c, g.p
	var rows []fyne.CanvasObject
	if p.SetNotify != nil {
		notify := widgets.NewToggle(c.T("settings.notify"))
		notify.SetOn(p.Notify)
		notify.OnChanged = p.SetNotify
		rows = append(rows, g.line(c.T("settings.notify"), c.T("settings.notify_detail"), notify))
	}
	if p.SetTray != nil {
		tray := widgets.NewToggle(c.T("settings.tray"))
		tray.OnChanged = p.SetTray
		detail := c.T("settings.tray_detail")
		if p.TrayAvailable {
			tray.SetOn(p.Tray)
		} else {
			tray.Disable()
			detail = c.T("settings.tray_missing")
		}
		rows = append(rows, g.line(c.T("settings.tray"), detail, tray))
	}
	return section(c.T("settings.reminders"), rows)
}

func (g *Page) about() *fyne.Container {
	c, p := g.c, g.p
	rows := append([]fyne.CanvasObject{g.value(c.T("settings.version"), p.Version)}, g.newerVersion()...)
	return section(c.T("settings.about"), append(rows,
		g.value(c.T("settings.home"), p.Home),
		g.line(c.T("settings.diagnostics"), c.T("settings.diagnostics_detail"), g.opening("settings.open_diagnostics", c.Nav.Diagnostics)),
		g.line(c.T("settings.components"), c.T("settings.components_detail"), g.opening("settings.open_about", c.Nav.About)),
	))
}

// options is a control with one word for each value; none is chosen where the
// value in force is not among them.
func options[T comparable](label string, values []T, words []string, now T, set func(T)) *widgets.Segmented {
	control := widgets.NewSegmented(label, words)
	control.SetUnchosen()
	for i, value := range values {
		if value == now {
			control.SetSelected(i)
		}
	}
	control.OnChanged = func(i int) { set(values[i]) }
	return control
}

// section is a heading with a card below it; nil where there are no lines.
func section(name string, rows []fyne.CanvasObject) *fyne.Container {
	if len(rows) == 0 {
		return nil
	}
	var lines []fyne.CanvasObject
	for i, row := range rows {
		if i > 0 {
			lines = append(lines, widgets.NewDivider(theme.CardPadding))
		}
		lines = append(lines, row)
	}
	return widgets.Stack(theme.Space2, widgets.NewSectionHeading(name, "", ""), widgets.NewCard(widgets.Stack(0, lines...), 0))
}
