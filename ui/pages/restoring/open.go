package restoring

import (
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/app/backups"
	"keycase/backup"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// await drops everything and waits for a file.
func (p *Page) await() {
	p.drop()
	c := p.c
	p.file = widgets.NewButton(c.T("restore.choose"), "folder", widgets.Primary, p.chooseFile)
	p.door = p.file
	p.show(
		widgets.NewParagraph(c.T("restore.sentence"), widgets.Body, theme.ColorInk2),
		widgets.NewCard(widgets.Stack(theme.Space4,
			widgets.NewParagraph(c.T("restore.file"), widgets.Title3, theme.ColorInk),
			widgets.NewParagraph(c.T("restore.file_detail"), widgets.Small, theme.ColorInk2),
			widgets.Row(theme.Space2, p.file)), theme.Space5))
}

// read reads a whole file off the UI goroutine, up to one byte more than may be
// looked at.
func read(file fyne.URIReadCloser, most int64) ([]byte, error) {
	defer file.Close() //nolint:errcheck // it was only read
	return io.ReadAll(io.LimitReader(file, most+1))
}

func (p *Page) chooseFile() {
	pick(p, p.c.T("restore.file_title"), func(file fyne.URIReadCloser) (named, error) {
		name := file.URI().Name()
		data, err := read(file, backup.MaxSize)
		if err != nil {
			return named{}, err
		}
		s, err := backup.Read(data)
		return named{name, s}, err
	}, func(n named) { p.ask(n.name, n.sealed) }, p.chooseFile)
}

// named is a backup with the name of its file.
type named struct {
	name   string
	sealed backup.Sealed
}

// pick asks for a file, takes something out of it off the UI goroutine, and hands
// that on; again is what tries anew.
func pick[T any](p *Page, title string, take func(fyne.URIReadCloser) (T, error), done func(T), again func()) {
	p.p.Open(title, func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			p.c.Notice.Fail(err)
			return
		case !p.shown || p.Running(): // left meanwhile
			_ = file.Close()
			return
		}
		parts.Start(&p.Job, func(context.Context) (T, error) { return take(file) }, func(got T, err error) {
			if err != nil {
				p.alert.Raise(p.scroll, err, again)
				return
			}
			done(got)
		})
	})
}

// ask asks for what opens the file.
func (p *Page) ask(name string, s backup.Sealed) {
	c := p.c
	p.drop()
	p.sealed = s
	p.open = widgets.NewButton(c.T("restore.open"), "lock-open", widgets.Primary, p.unseal)
	other := widgets.NewButton(c.T("restore.again"), "", widgets.Secondary, func() {
		p.Cancel()
		p.await()
		p.enter()
	})
	stack := widgets.Stack(theme.Space4, widgets.NewFitText(name, widgets.Mono, theme.ColorInk))
	if s.WantsPassphrase() {
		p.secret = widgets.NewField(c.T("backup.passphrase"), widgets.FieldOptions{
			Required: true, Secret: true, RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide"), Help: c.T("restore.passphrase_help"),
		})
		p.secret.OnChanged = func(string) {
			p.secret.SetError("")
			p.scroll.Relayout()
		}
		p.secret.OnSubmitted = func(string) { p.unseal() }
		p.door = p.secret.Focusable()
		stack.Add(p.secret)
	} else {
		p.identity = widgets.NewButton(c.T("restore.identity"), "key-round", widgets.Secondary, p.chooseIdentity)
		p.open.Disable()
		p.door = p.identity
		stack.Add(widgets.NewParagraph(c.T("restore.identity_detail", "Count", s.Recipients()), widgets.Small, theme.ColorInk2))
		stack.Add(widgets.Row(theme.Space2, p.identity))
	}
	stack.Add(widgets.Row(theme.Space2, p.open, other))
	p.show(widgets.NewCard(stack, theme.Space5))
	p.enter()
}

// maxIdentityFile is more than a file of private keys can have, in bytes.
const maxIdentityFile = 64 << 10

func (p *Page) chooseIdentity() {
	pick(p, p.c.T("restore.identity_title"), func(file fyne.URIReadCloser) (backup.Identities, error) {
		text, err := read(file, maxIdentityFile)
		if err != nil {
			return backup.Identities{}, err
		}
		return backup.ParseIdentities(text)
	}, func(i backup.Identities) {
		if p.identity == nil { // another file was taken meanwhile
			return
		}
		p.identities = i
		p.open.Enable()
		p.unseal()
	}, p.chooseIdentity)
}

// found is an opened backup, compared with what is here.
type found struct {
	content backup.Content
	plan    *backup.Plan
}

// unseal opens the file, which takes about a second with a passphrase, and compares
// it.
func (p *Page) unseal() {
	if p.Running() {
		return
	}
	c, s, identities, passphrase := p.c, p.sealed, p.identities, ""
	if p.secret != nil {
		passphrase = p.secret.Text()
	}
	parts.Start(&p.Job, func(ctx context.Context) (found, error) {
		var f found
		var err error
		if s.WantsPassphrase() {
			f.content, err = s.OpenWithPassphrase(passphrase)
		} else {
			f.content, err = s.OpenWithIdentities(identities)
		}
		if err == nil {
			f.plan, err = backups.Preview(ctx, c.Broker, f.content)
		}
		return f, err
	}, func(f found, err error) {
		switch {
		case err == nil:
			p.look(f)
		case errors.Is(err, backup.ErrWrongPassphrase):
			said := app.Explain(err, c.Lang())
			p.secret.SetError(parts.Sentences(c, said.Title, said.Why))
			p.scroll.Relayout()
			p.c.Window.Canvas().Focus(p.secret.Focusable())
			p.secret.SelectAll()
		default:
			p.alert.Raise(p.scroll, err, p.unseal)
		}
	})
}
