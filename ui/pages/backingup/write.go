package backingup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/app/backups"
	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// submit writes the backup, once everything is said.
func (p *Page) submit() {
	if p.Running() {
		return
	}
	c := p.c
	if ids := p.chosen(); ids != nil && len(ids) == 0 {
		c.Notice.Toast(c.T("backup.choose_some"))
		c.Window.Canvas().Focus(p.picks[0].toggle)
		return
	}
	lock, ok := p.locked()
	if !ok {
		return
	}
	name := strings.TrimSpace(p.name.Text())
	if name == "" || strings.ContainsAny(name, `/\`) {
		p.refuse(p.name, c.T("export.name_wrong"))
		return
	}
	p.write(filepath.Join(p.folder, name), lock, false, false)
}

// locked reads who can open it, and says what is wrong with that.
func (p *Page) locked() (backup.Lock, bool) {
	c := p.c
	if p.lock.Selected() == byKeys {
		keys, err := backup.ParseKeys(p.keys.Text())
		if err != nil {
			said := app.Explain(err, c.Lang())
			sentence := parts.Sentences(c, said.Title, said.Do)
			var at *backup.KeyError
			if errors.As(err, &at) && at.Line > 1 {
				sentence = parts.Sentences(c, c.T("backup.key_line", "Line", at.Line), said.Title, said.Do)
			}
			p.refuse(p.keys, sentence)
		}
		return backup.Lock{Keys: keys}, err == nil
	}
	switch {
	case app.ShortPassphrase(p.first.Text()):
		p.refuse(p.first, c.T("backup.passphrase_help", "Count", app.MinPassphrase))
	case app.GuessablePassphrase(p.first.Text()):
		p.refuse(p.first, c.T("storage.too_common"))
	case p.first.Text() != p.second.Text():
		p.refuse(p.second, c.T("storage.differs"))
	default:
		return backup.Lock{Passphrase: p.first.Text()}, true
	}
	return backup.Lock{}, false
}

// refuse says at a field what is wrong with it.
func (p *Page) refuse(field *widgets.Field, sentence string) {
	p.say(field, sentence)
	p.c.Window.Canvas().Focus(field.Focusable())
}

// lostError names what the store has lost.
type lostError struct{ names []string }

func (e *lostError) Error() string { return fmt.Sprintf("%d credentials cannot be read", len(e.names)) }

// outcome is what was written.
type outcome struct{ credentials, keys int }

// write does it off the UI goroutine, where the secrets stay. Without says to go
// without what the store has lost.
func (p *Page) write(path string, lock backup.Lock, replace, without bool) {
	p.alert.Hide()
	p.scroll.Relayout()
	c, ids, tokens := p.c, p.chosen(), p.tokens.On()
	parts.Start(&p.Job, func(ctx context.Context) (outcome, error) {
		content, lost, err := backups.Collect(ctx, c.Broker, ids, !tokens)
		if err != nil {
			return outcome{}, err
		}
		if len(lost) > 0 && !without || len(content.Credentials) == 0 {
			e := &lostError{}
			for _, l := range lost {
				e.names = append(e.names, l.Credential.Name)
			}
			return outcome{}, e
		}
		err = backups.Save(ctx, c.Broker, path, content, lock, backup.Options{Replace: replace})
		return outcome{len(content.Credentials), len(lock.Keys)}, err
	}, func(o outcome, err error) {
		p.written(path, lock, without, o, err)
	})
}

// written shows what has become of the file.
func (p *Page) written(path string, lock backup.Lock, without bool, o outcome, err error) {
	c := p.c
	var trouble *fs.PathError
	var lost *lostError
	switch {
	case err == nil:
		p.showDone(path, o)
	case errors.As(err, &lost):
		names := strings.Join(lost.names, c.T("import.join"))
		c.Notice.Confirm(c.T("backup.lost"), c.T("backup.lost_body", "Names", names), c.T("backup.lost_yes"), func(ok bool) {
			if ok && p.shown {
				p.write(path, lock, false, true)
			}
		})
	case errors.Is(err, fs.ErrExist):
		c.Notice.ConfirmLoss(c.T("export.exists"), c.T("export.exists_body", "Name", filepath.Base(path)), c.T("export.replace"), func(ok bool) {
			switch {
			case ok && p.shown:
				p.write(path, lock, true, without)
			case p.shown: // it takes another name
				c.Window.Canvas().Focus(p.name.Focusable())
			}
		})
	case vault.DiskFull(err):
		p.refuse(p.name, c.T("export.full"))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		p.refuse(p.name, c.T("export.forbidden"))
	case errors.Is(err, fs.ErrNotExist):
		p.refuse(p.name, c.T("export.no_folder"))
	case errors.As(err, &trouble):
		p.refuse(p.name, c.T("export.failed", "Detail", trouble.Err.Error()))
	default:
		p.alert.Show(err, p.submit)
		p.scroll.Relayout()
		p.scroll.Top()
		c.Window.Canvas().Focus(p.alert.Again())
	}
}

// showDone says where the file is, and how far it was checked.
func (p *Page) showDone(path string, o outcome) {
	c := p.c
	c.Notice.Toast(c.T("backup.done", "Count", o.credentials))
	p.forget()
	checked := c.T("backup.checked_passphrase")
	if o.keys > 0 {
		checked = c.T("backup.checked_keys", "Count", o.keys)
	}
	open := widgets.NewButton(c.T("export.open"), "folder", widgets.Primary, func() { p.p.Reveal(filepath.Dir(path)) })
	copyIt := widgets.NewButton(c.T("export.copy_path"), "copy", widgets.Secondary, func() { c.Clip.Copy(c.T("export.path_name"), path, false) })
	back := widgets.NewButton(c.T("import.finish"), "", widgets.Secondary, c.Nav.Back)
	stack := widgets.Stack(theme.Space5,
		widgets.Columns(theme.Space3, []float32{widgets.Natural, widgets.Flexible}, widgets.NewIcon("circle-check", theme.ColorOkText, 20),
			widgets.NewFitText(c.T("backup.done", "Count", o.credentials), widgets.Title3, theme.ColorInk)),
		widgets.NewParagraph(path, widgets.Mono, theme.ColorInk),
		widgets.NewParagraph(checked, widgets.Small, theme.ColorInk2),
		widgets.Row(theme.Space3, open, copyIt, back))
	p.scroll = parts.NewScroll(widgets.Pad(widgets.Stack(0, widgets.NewCard(stack, theme.Space5)), theme.Space2, theme.PagePadding, theme.Space6, theme.PagePadding))
	head := parts.Head(c, widgets.NewFitText(c.T("backup.title"), widgets.Title2, theme.ColorInk), p.Escape)
	p.content.Objects = []fyne.CanvasObject{parts.Frame(head, p.scroll.Object(), nil)}
	p.content.Refresh()
	p.door = open
	if p.shown {
		c.Window.Canvas().Focus(open)
	}
}
