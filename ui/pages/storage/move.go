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

// Move brings all secrets to the other store: it says what will happen, asks for the
// passphrase of an encrypted file, and shows how far it is. It stands in a dialog.
type Move struct {
	c              *core.Context
	to             vault.StoreKind
	leave, arrange func()
	first, again   *widgets.Field // hidden for the keyring
	progress       *widgets.Text
	cancel, button *widgets.Button
	content        fyne.CanvasObject
	stage          vault.MoveStage
	stop           func() // ends what is under way; nil for nothing
}

// NewMove makes it; leave closes the dialog, and arrange is called when the content
// has changed its height.
func NewMove(c *core.Context, leave, arrange func()) *Move {
	g := &Move{c: c, to: vault.StoreFile, leave: leave, arrange: arrange}
	if c.Vault.Kind() == vault.StoreFile {
		g.to = vault.StoreKeyring
	}
	g.first = passphraseField(c, c.T("storage.passphrase"))
	g.first.SetHelp(c.T("storage.passphrase_help"))
	g.again = passphraseField(c, c.T("storage.passphrase_again"))
	g.first.OnChanged = func(text string) {
		g.first.SetHelp(c.T(strengthKey(text)))
		g.say(g.first, "")
	}
	g.first.OnBlur = func() {
		if weak := weakKey(g.first.Text()); g.first.Text() != "" && weak != "" {
			g.say(g.first, c.T(weak))
		}
	}
	g.again.OnChanged = func(string) { g.say(g.again, "") }
	g.first.OnSubmitted = func(string) { g.focus(g.again) }
	g.again.OnSubmitted = func(string) { g.submit() }
	g.progress = widgets.NewText("", widgets.Small, theme.ColorInk2)
	g.progress.Hide()

	g.cancel = widgets.NewButton(c.T("action.cancel"), "", widgets.Secondary, func() {
		leave()
		g.Cancel()
	})
	g.button = widgets.NewButton(c.T("settings.move"), "", widgets.Primary, g.submit)
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
		widgets.Pad(container.NewBorder(nil, nil, nil, widgets.Row(theme.Space2, g.cancel, g.button)), theme.Space2, 0, 0, 0),
	)
	return g
}

// Content is what goes into the dialog.
func (g *Move) Content() fyne.CanvasObject { return g.content }

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

// drop leaves nothing of what was typed behind.
func (g *Move) drop() {
	g.first.SetText("")
	g.again.SetText("")
}

func (g *Move) say(field *widgets.Field, sentence string) {
	field.SetError(sentence)
	g.arrange()
}

func (g *Move) focus(field *widgets.Field) { g.c.Window.Canvas().Focus(field.Focusable()) }

func (g *Move) submit() {
	wrong := func(field *widgets.Field, key string) {
		g.say(field, g.c.T(key))
		g.focus(field)
	}
	switch {
	case g.button.Busy():
	case g.to == vault.StoreFile && app.WeakPassphrase(g.first.Text()):
		wrong(g.first, weakKey(g.first.Text()))
	case g.first.Text() != g.again.Text():
		wrong(g.again, "storage.differs")
	default:
		g.move([]byte(g.first.Text()))
	}
}

// move is not given up with the dialog: how it ended is to be known.
func (g *Move) move(passphrase []byte) {
	g.button.SetBusy(true)
	gone, stop := context.WithCancel(context.Background())
	g.stop, g.stage = stop, vault.MoveCheck
	core.Do(g.c, func(ctx context.Context) (struct{}, error) {
		defer context.AfterFunc(ctx, stop)() // the window closes
		return struct{}{}, g.c.Vault.Move(vault.WithPrompt(gone), vault.MoveOptions{
			To: g.to, Progress: g.follow(),
			Passphrase: func(context.Context) ([]byte, error) { return passphrase, nil },
		})
	}, func(_ struct{}, err error) {
		given := gone.Err() != nil
		stop()
		g.stop = nil
		g.button.SetBusy(false)
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
	left := errors.Is(err, vault.ErrLeftover)
	switch {
	case err == nil || left:
		if !given {
			g.leave()
		}
		g.drop()
		if left {
			g.c.Notice.Toast(g.c.T("move.left"))
			return
		}
		g.c.Notice.Toast(g.c.T("move.done_" + string(g.to)))
	case given && errors.Is(err, context.Canceled):
		g.c.Notice.Toast(g.c.T("move.kept"))
	default:
		g.arrange()
		g.c.Notice.Fail(err)
	}
}
