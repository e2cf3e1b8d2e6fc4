package storage

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// dialog asks for a new passphrase, twice, and does something with it.
type dialog struct {
	asker
	leave          func()
	typed          []*widgets.Field // what does not stay behind
	first, again   *widgets.Field
	cancel, button *widgets.Button
	content        fyne.CanvasObject
	stop           func() // ends what is under way; nil for nothing
}

// newDialog makes it with its fields, of which the first has that label.
func newDialog(c *core.Context, label string, leave, arrange func()) *dialog {
	d := &dialog{asker: asker{c, arrange}, leave: leave}
	d.first = passphraseField(c, label)
	d.first.SetHelp(c.T("storage.passphrase_help"))
	d.again = passphraseField(c, c.T("storage.passphrase_again"))
	d.typed = []*widgets.Field{d.first, d.again}
	d.first.OnChanged = func(text string) {
		d.first.SetHelp(c.T(strengthKey(text)))
		d.say(d.first, "")
	}
	d.first.OnBlur = func() {
		if weak := weakKey(d.first.Text()); d.first.Text() != "" && weak != "" {
			d.say(d.first, c.T(weak))
		}
	}
	d.again.OnChanged = func(string) { d.say(d.again, "") }
	d.first.OnSubmitted = func(string) { d.focus(d.again) }
	return d
}

// buttons are the row at the bottom.
func (d *dialog) buttons(label string, submit, cancel func()) fyne.CanvasObject {
	d.again.OnSubmitted = func(string) { submit() }
	d.cancel = widgets.NewButton(d.c.T("action.cancel"), "", widgets.Secondary, func() {
		d.leave()
		cancel()
	})
	d.button = widgets.NewButton(label, "", widgets.Primary, submit)
	return widgets.Pad(container.NewBorder(nil, nil, nil, widgets.Row(theme.Space2, d.cancel, d.button)), theme.Space2, 0, 0, 0)
}

// Content is what goes into the dialog.
func (d *dialog) Content() fyne.CanvasObject { return d.content }

// drop leaves nothing of what was typed behind.
func (d *dialog) drop() {
	for _, field := range d.typed {
		field.SetText("")
	}
}

// run is not given up with the dialog: how it ended is to be known. given tells that
// a person waits for it no longer.
func (d *dialog) run(work func(context.Context) error, ended func(err error, given bool)) {
	d.button.SetBusy(true)
	gone, stop := context.WithCancel(context.Background())
	d.stop = stop
	core.Do(d.c, func(ctx context.Context) (struct{}, error) {
		defer context.AfterFunc(ctx, stop)() // the window closes
		return struct{}{}, work(gone)
	}, func(_ struct{}, err error) {
		given := gone.Err() != nil
		stop()
		d.stop = nil
		d.button.SetBusy(false)
		ended(err, given)
	})
}

// done closes what somebody still waits for, and says what has become of it.
func (d *dialog) done(given bool, key string) {
	if !given {
		d.leave()
	}
	d.drop()
	d.c.Notice.Toast(d.c.T(key))
}
