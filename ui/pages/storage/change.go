package storage

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Change asks for another passphrase of the file store. It stands in a dialog.
type Change struct {
	c                 *core.Context
	leave, arrange    func()
	old, first, again *widgets.Field
	button            *widgets.Button
	content           fyne.CanvasObject
	stop              func() // ends what is under way; nil for nothing
}

// NewChange makes it; leave closes the dialog, and arrange is called when the content
// has changed its height.
func NewChange(c *core.Context, leave, arrange func()) *Change {
	g := &Change{c: c, leave: leave, arrange: arrange}
	g.old = passphraseField(c, c.T("passphrase.old"))
	g.first = passphraseField(c, c.T("passphrase.new"))
	g.first.SetHelp(c.T("storage.passphrase_help"))
	g.again = passphraseField(c, c.T("storage.passphrase_again"))
	for _, field := range []*widgets.Field{g.old, g.first, g.again} {
		field.OnChanged = func(string) { g.say(field, "") }
	}
	g.first.OnChanged = func(text string) {
		g.first.SetHelp(c.T(strengthKey(text)))
		g.say(g.first, "")
	}
	g.first.OnBlur = func() {
		if weak := weakKey(g.first.Text()); g.first.Text() != "" && weak != "" {
			g.say(g.first, c.T(weak))
		}
	}
	g.old.OnSubmitted = func(string) { g.focus(g.first) }
	g.first.OnSubmitted = func(string) { g.focus(g.again) }
	g.again.OnSubmitted = func(string) { g.submit() }

	cancel := widgets.NewButton(c.T("action.cancel"), "", widgets.Secondary, func() {
		leave()
		g.Cancel()
	})
	g.button = widgets.NewButton(c.T("passphrase.change"), "", widgets.Primary, g.submit)
	g.content = widgets.Stack(theme.Space3,
		widgets.NewParagraph(c.T("passphrase.title"), widgets.Title3, theme.ColorInk),
		g.old, g.first, g.again,
		widgets.Pad(container.NewBorder(nil, nil, nil, widgets.Row(theme.Space2, cancel, g.button)), theme.Space2, 0, 0, 0),
	)
	return g
}

// Content is what goes into the dialog.
func (g *Change) Content() fyne.CanvasObject { return g.content }

// First is what gets the keyboard.
func (g *Change) First() fyne.Focusable { return g.old.Focusable() }

// Cancel is called when the dialog was closed. What is under way ends without a
// change, or says that it was too late for that.
func (g *Change) Cancel() {
	g.drop()
	if g.stop != nil {
		g.stop()
	}
}

// drop leaves nothing of what was typed behind.
func (g *Change) drop() {
	for _, field := range []*widgets.Field{g.old, g.first, g.again} {
		field.SetText("")
	}
}

func (g *Change) say(field *widgets.Field, sentence string) {
	field.SetError(sentence)
	g.arrange()
}

func (g *Change) focus(field *widgets.Field) { g.c.Window.Canvas().Focus(field.Focusable()) }

func (g *Change) submit() {
	wrong := func(field *widgets.Field, key string) {
		g.say(field, g.c.T(key))
		g.focus(field)
	}
	switch {
	case g.button.Busy():
	case g.old.Text() == "":
		g.focus(g.old)
	case app.WeakPassphrase(g.first.Text()):
		wrong(g.first, weakKey(g.first.Text()))
	case g.first.Text() == g.old.Text():
		wrong(g.first, "passphrase.same")
	case g.first.Text() != g.again.Text():
		wrong(g.again, "storage.differs")
	default:
		g.change([]byte(g.old.Text()), []byte(g.first.Text()))
	}
}

// change is not given up with the dialog: how it ended is to be known.
func (g *Change) change(from, to []byte) {
	g.button.SetBusy(true)
	gone, stop := context.WithCancel(context.Background())
	g.stop = stop
	core.Do(g.c, func(ctx context.Context) (struct{}, error) {
		defer context.AfterFunc(ctx, stop)() // the window closes
		return struct{}{}, g.c.Vault.ChangePassphrase(gone, from, to)
	}, func(_ struct{}, err error) {
		given := gone.Err() != nil
		stop()
		g.stop = nil
		g.button.SetBusy(false)
		g.ended(err, given)
	})
}

// ended tells how it ended; given tells that a person waits for it no longer.
func (g *Change) ended(err error, given bool) {
	switch {
	case err == nil:
		if !given {
			g.leave()
		}
		g.drop()
		g.c.Notice.Toast(g.c.T("passphrase.done"))
	case given && (errors.Is(err, context.Canceled) || errors.Is(err, vault.ErrWrongPassphrase)):
		g.c.Notice.Toast(g.c.T("passphrase.kept"))
	case errors.Is(err, vault.ErrWrongPassphrase):
		g.say(g.old, app.Explain(err, g.c.Lang()).Title)
		g.focus(g.old)
		g.old.SelectAll()
	default:
		g.c.Notice.Fail(err)
	}
}
