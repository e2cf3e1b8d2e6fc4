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

// Move brings all secrets to the other store: it says what will happen, asks for the
// passphrase of an encrypted file, and shows how far it is. It stands in a dialog.
type Move struct {
	*dialog  // the fields of which are hidden for the keyring
	to       vault.StoreKind
	progress *widgets.Text
	stage    vault.MoveStage
}

// NewMove makes it; leave closes the dialog, and arrange is called when the content
// has changed its height.
func NewMove(c *core.Context, leave, arrange func()) *Move {
	g := &Move{dialog: newDialog(c, c.T("storage.passphrase"), leave, arrange), to: vault.StoreFile}
	if c.Vault.Kind() == vault.StoreFile {
		g.to = vault.StoreKeyring
	}
	g.progress = widgets.NewText("", widgets.Small, theme.ColorInk2)
	g.progress.Hide()
	if g.to == vault.StoreKeyring {
		g.first.Hide()
		g.again.Hide()
	}
	title, detail := c.T("move.title_"+string(g.to)), c.T("move.detail_"+string(g.to), "Count", len(c.Vault.List()))
	g.content = widgets.Stack(theme.Space3,
		widgets.NewParagraph(title, widgets.Title3, theme.ColorInk),
		widgets.NewParagraph(detail, widgets.Body, theme.ColorInk2),
		widgets.NewParagraph(c.T("move.halfway"), widgets.Body, theme.ColorInk2),
		g.first, g.again, g.progress,
		g.buttons(c.T("settings.move"), g.submit, g.Cancel),
	)
	return g
}

// First is what gets the keyboard.
func (g *Move) First() fyne.Focusable {
	if g.to == vault.StoreKeyring {
		return g.cancel // an Enter too many must not move anything
	}
	return g.first.Focusable()
}

// Cancel is called when the dialog was closed. What is under way is undone, or goes
// on where it has switched over already.
func (g *Move) Cancel() {
	g.drop()
	if g.stop != nil && g.stage != vault.MoveClear {
		g.stop()
	}
}

func (g *Move) submit() {
	switch {
	case g.button.Busy():
	case g.to == vault.StoreFile && app.WeakPassphrase(g.first.Text()):
		g.wrong(g.first, weakKey(g.first.Text()))
	case g.first.Text() != g.again.Text():
		g.wrong(g.again, "storage.differs")
	default:
		g.move([]byte(g.first.Text()))
	}
}

func (g *Move) move(passphrase []byte) {
	g.stage = vault.MoveCheck
	g.run(func(ctx context.Context) error {
		return g.c.Vault.Move(vault.WithPrompt(ctx), vault.MoveOptions{
			To: g.to, Progress: g.follow(),
			Passphrase: func(context.Context) ([]byte, error) { return passphrase, nil },
		})
	}, func(err error, given bool) {
		g.progress.Hide()
		g.ended(err, given)
	})
}

// follow shows how far it is, once for each percent: drawing takes longer than
// copying.
func (g *Move) follow() func(vault.MoveProgress) {
	last := [2]any{}
	return func(p vault.MoveProgress) {
		now := [2]any{p.Stage, p.Done * 100 / max(p.Total, 1)}
		if now == last {
			return
		}
		last = now
		g.c.Worker.OnUI(func() { g.show(p) })
	}
}

func (g *Move) show(p vault.MoveProgress) {
	if g.stop == nil {
		return // it has ended since
	}
	g.stage = p.Stage
	g.progress.SetText(g.c.T("move."+string(p.Stage), "Done", p.Done, "Total", p.Total))
	if g.progress.Hidden {
		g.progress.Show()
		g.arrange()
	}
}

// ended tells how it ended; given tells that a person waits for it no longer.
func (g *Move) ended(err error, given bool) {
	switch {
	case err == nil:
		g.done(given, "move.done_"+string(g.to))
	case errors.Is(err, vault.ErrLeftover):
		g.done(given, "move.left")
	case given && errors.Is(err, context.Canceled):
		g.c.Notice.Toast(g.c.T("move.kept"))
	default:
		g.arrange()
		g.c.Notice.Fail(err)
	}
}
