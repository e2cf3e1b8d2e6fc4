package storage

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Change asks for another passphrase of the file store. It stands in a dialog.
type Change struct {
	*dialog
	old *widgets.Field
}

// NewChange makes it; leave closes the dialog, and arrange is called when the content
// has changed its height.
func NewChange(c *core.Context, leave, arrange func()) *Change {
	g := &Change{dialog: newDialog(c, c.T("passphrase.new"), leave, arrange)}
	g.old = passphraseField(c, c.T("passphrase.old"))
	g.typed = append(g.typed, g.old)
	g.old.OnChanged = func(string) { g.say(g.old, "") }
	g.old.OnSubmitted = func(string) { g.focus(g.first) }
	g.content = widgets.Stack(theme.Space3,
		widgets.NewParagraph(c.T("passphrase.title"), widgets.Title3, theme.ColorInk),
		g.old, g.first, g.again,
		g.buttons(c.T("passphrase.change"), g.submit, g.Cancel),
	)
	return g
}

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

func (g *Change) submit() {
	switch {
	case g.button.Busy():
	case g.old.Text() == "":
		g.focus(g.old)
	case app.WeakPassphrase(g.first.Text()):
		g.wrong(g.first, weakKey(g.first.Text()))
	case g.first.Text() == g.old.Text():
		g.wrong(g.first, "passphrase.same")
	case g.first.Text() != g.again.Text():
		g.wrong(g.again, "storage.differs")
	default:
		from, to := []byte(g.old.Text()), []byte(g.first.Text())
		g.run(func(ctx context.Context) error { return g.c.Vault.ChangePassphrase(ctx, from, to) }, g.ended)
	}
}

// ended tells how it ended; given tells that a person waits for it no longer.
func (g *Change) ended(err error, given bool) {
	switch {
	case err == nil:
		g.done(given, "passphrase.done")
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
