package overview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keycase/backup"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// backupLine is the quiet reminder that no backup was made for long. It is no
// banner: nothing is wrong, and a person can send it away for as long again.
type backupLine struct {
	p      *Page
	object *fyne.Container
	text   *widgets.Text
}

func newBackupLine(p *Page) *backupLine {
	c := p.c
	l := &backupLine{p: p, text: widgets.NewFitText("", widgets.Small, theme.ColorInk2)}
	l.object = widgets.Columns(theme.Space2, []float32{widgets.Natural, widgets.Flexible, widgets.Natural, widgets.Natural},
		widgets.NewIcon("info", theme.ColorInk3, 16), l.text,
		widgets.NewSizedButton(c.T("backup.remind"), "", widgets.Secondary, widgets.SizeS, c.Nav.Backup),
		widgets.NewSizedButton(c.T("backup.later"), "", widgets.Ghost, widgets.SizeS, l.later))
	l.object.Hide()
	return l
}

// follow shows the line where a backup is due.
func (l *backupLine) follow() {
	c := l.p.c
	r := backup.Remind(c.Vault, c.Clock())
	days := int(c.Clock().Sub(r.Made) / (24 * time.Hour))
	if r.Made.IsZero() {
		l.text.SetText(c.T("settings.backup_never_due"))
	} else {
		l.text.SetText(c.T("settings.backup_due", "Count", days))
	}
	l.set(r.Due && !r.Quiet)
}

func (l *backupLine) set(shown bool) {
	if l.object.Visible() == shown {
		return
	}
	l.object.Hidden = !shown
	if l.p.content != nil {
		l.p.content.Refresh()
	}
}

// later sends the reminder away.
func (l *backupLine) later() {
	c := l.p.c
	l.set(false)
	core.Do(c, func(context.Context) (struct{}, error) {
		return struct{}{}, backup.PutOff(c.Vault, c.Clock())
	}, func(_ struct{}, err error) {
		if err != nil {
			c.Notice.Fail(err)
		}
	})
}
