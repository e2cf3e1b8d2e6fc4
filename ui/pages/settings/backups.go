package settings

import (
	"time"

	"fyne.io/fyne/v2"

	"keycase/backup"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// backups tells when the last backup was made, and leads to the next one. What is
// kept in memory only is not worth one.
func (g *Page) backups() *fyne.Container {
	c := g.c
	if g.kind == vault.StoreMemory {
		return nil
	}
	g.last = widgets.NewParagraph(g.lastBackup(), widgets.Small, theme.ColorInk2)
	return section(c.T("settings.backups"), []fyne.CanvasObject{
		g.lineOf(c.T("settings.backup"), g.last, g.opening("settings.open_backup", c.Nav.Backup)),
		g.line(c.T("settings.restore"), c.T("settings.restore_detail"), g.opening("settings.open_restore", c.Nav.Restore)),
	})
}

// lastBackup is the quiet reminder.
func (g *Page) lastBackup() string {
	c := g.c
	r := backup.Remind(c.Vault, c.Clock())
	days := int(c.Clock().Sub(r.Made) / (24 * time.Hour))
	switch {
	case r.Made.IsZero() && r.Due:
		return c.T("settings.backup_never_due")
	case r.Made.IsZero():
		return c.T("settings.backup_never")
	case days == 0:
		return c.T("settings.backup_today")
	case r.Due:
		return c.T("settings.backup_due", "Count", days)
	}
	return c.T("settings.backup_days", "Count", days)
}

// opening is a button that opens a page, to which the keyboard comes back.
func (g *Page) opening(key string, do func()) *widgets.Button {
	var button *widgets.Button
	button = widgets.NewSizedButton(g.c.T(key), "", widgets.Secondary, widgets.SizeS, func() {
		g.opener = button
		do()
	})
	return button
}
