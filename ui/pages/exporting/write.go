package exporting

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"

	"keycase/transfer"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// submit writes the file, once everything is said.
func (p *Page) submit() {
	c := p.c
	name := strings.TrimSpace(p.name.Text())
	switch {
	case p.Running():
	case p.outspoken() && strings.TrimSpace(p.confirm.Text()) != word:
		p.confirm.SetError(c.T("export.confirm_wrong", "Word", word))
		p.scroll.Relayout()
		c.Window.Canvas().Focus(p.confirm.Focusable())
	case name == "" || strings.ContainsAny(name, `/\`):
		p.refuse(c.T("export.name_wrong"))
	default:
		p.write(filepath.Join(p.folder, name), false)
	}
}

// refuse says at the file's name why it cannot be written there.
func (p *Page) refuse(sentence string) {
	p.name.SetError(sentence)
	p.scroll.Relayout()
	p.c.Window.Canvas().Focus(p.name.Focusable())
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
	var trouble *fs.PathError
	switch {
	case err == nil:
		p.showDone(path)
	case errors.Is(err, fs.ErrExist):
		c.Notice.ConfirmLoss(c.T("export.exists"), c.T("export.exists_body", "Name", filepath.Base(path)), c.T("export.replace"), func(ok bool) {
			switch {
			case ok && p.shown:
				p.write(path, true)
			case p.shown: // it takes another name
				c.Window.Canvas().Focus(p.name.Focusable())
			}
		})
	case errors.As(err, &unwritable):
		p.refuse(parts.Say(c, "export.unwritable", "Field", unwritable.Field, "Form", target.Label.In(c.Lang())))
	case vault.DiskFull(err):
		p.refuse(c.T("export.full"))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		p.refuse(c.T("export.forbidden"))
	case errors.Is(err, fs.ErrNotExist):
		p.refuse(c.T("export.no_folder"))
	case errors.As(err, &trouble):
		p.refuse(c.T("export.failed", "Detail", trouble.Err.Error()))
	default:
		p.alert.Show(err, p.submit)
		p.scroll.Relayout()
		p.scroll.Top()
		c.Window.Canvas().Focus(p.alert.Again())
	}
}

// showDone says where the file is.
func (p *Page) showDone(path string) {
	c := p.c
	c.Notice.Toast(c.T("export.done"))
	p.confirm.SetText("")
	open := widgets.NewButton(c.T("export.open"), "folder", widgets.Primary, func() { p.p.Reveal(filepath.Dir(path)) })
	again := widgets.NewButton(c.T("export.copy_path"), "copy", widgets.Secondary, func() { c.Clip.Copy(c.T("export.path_name"), path, false) })
	back := widgets.NewButton(c.T("import.finish"), "", widgets.Secondary, c.Nav.Back)
	stack := widgets.Stack(theme.Space5,
		widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-check", theme.ColorOkText, 20),
			widgets.NewFitText(c.T("export.done"), widgets.Title3, theme.ColorInk)),
		widgets.NewParagraph(path, widgets.Mono, theme.ColorInk))
	if p.outspoken() {
		stack.Add(widgets.NewParagraph(c.T("export.done_secrets"), widgets.Small, theme.ColorErrText))
	}
	stack.Add(widgets.Row(theme.Space3, open, again, back))
	p.scroll = parts.NewScroll(widgets.Pad(widgets.Stack(0, widgets.NewCard(stack, theme.Space5)), theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding))
	p.content.Objects = []fyne.CanvasObject{parts.Frame(p.head(), p.scroll.Object(), nil)}
	p.content.Refresh()
	p.door = open
	if p.shown {
		c.Window.Canvas().Focus(open)
	}
}
