package exporting

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/transfer"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// submit writes the file, once everything is said.
func (p *Page) submit() {
	c := p.c
	switch {
	case p.Running():
	case p.outspoken() && strings.TrimSpace(p.confirm.Text()) != word:
		p.confirm.SetError(c.T("export.confirm_wrong", "Word", word))
		p.scroll.Relayout()
		c.Window.Canvas().Focus(p.confirm.Focusable())
	default:
		if path, ok := p.file.Path(); ok {
			p.write(path, false)
		}
	}
}

// write does it off the UI goroutine, where the secrets stay.
func (p *Page) write(path string, replace bool) {
	p.alert.Hide()
	target, secrets := p.target(), p.outspoken()
	c, cred := p.c, p.cred
	parts.Start(&p.Job, func(ctx context.Context) (struct{}, error) {
		var known map[string]string
		if secrets && len(cred.Secrets) > 0 {
			var err error
			if known, err = c.Vault.Secrets(ctx, cred.ID); err != nil {
				return struct{}{}, err
			}
		}
		data, err := transfer.Render(target.ID, []transfer.Credential{p.outgoing(known)}, secrets)
		if err == nil {
			err = transfer.WriteFile(path, data, replace)
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		p.written(path, target, err)
	})
}

// written shows what has become of the file.
func (p *Page) written(path string, target transfer.Target, err error) {
	c := p.c
	var unwritable *transfer.UnwritableError
	switch {
	case err == nil:
		p.showDone(path)
	case errors.As(err, &unwritable):
		p.file.Refuse(parts.Say(c, "export.unwritable", "Field", unwritable.Field, "Form", target.Label.In(c.Lang())))
	case p.file.Failed(path, err, func() { p.write(path, true) }):
	default:
		p.alert.Raise(p.scroll, err, p.submit)
	}
}

// showDone says where the file is.
func (p *Page) showDone(path string) {
	c := p.c
	c.Notice.Toast(c.T("export.done"))
	p.confirm.SetText("")
	var remarks []fyne.CanvasObject
	if p.outspoken() {
		remarks = append(remarks, widgets.NewParagraph(c.T("export.done_secrets"), widgets.Small, theme.ColorErrText))
	}
	scroll, open := p.file.Done(path, c.T("export.done"), remarks...)
	p.content.Objects = []fyne.CanvasObject{parts.Frame(p.head(), scroll.Object(), nil)}
	p.content.Refresh()
	p.door = open
	if p.shown {
		c.Window.Canvas().Focus(open)
	}
}
