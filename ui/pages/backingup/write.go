package backingup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/app/backups"
	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
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
	if path, ok := p.file.Path(); ok {
		p.write(path, lock, false, false)
	}
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
	case p.file.Failed(path, err, func() { p.write(path, lock, true, without) }):
	default:
		p.alert.Raise(p.scroll, err, p.submit)
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
	scroll, open := p.file.Done(path, c.T("backup.done", "Count", o.credentials), widgets.NewParagraph(checked, widgets.Small, theme.ColorInk2))
	p.content.Objects = []fyne.CanvasObject{parts.Frame(p.head(), scroll.Object(), nil)}
	p.content.Refresh()
	p.door = open
	if p.shown {
		c.Window.Canvas().Focus(open)
	}
}
