package ui

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/shell"
	"keycase/ui/wizards/kis"
	"keycase/ui/wizards/printer"
)

// wizards are the guided bindings with what they remember while the window is open.
type wizards struct {
	printer printer.Memory
	kis     kis.Memory
}

// wizardTable is the wizards by platform.
func (u *UI) wizardTable() map[string]shell.Wizard {
	u.wizards.printer.Ways = printer.Ways{
		Clipboard: picture(u.p.Desktop.Picture), Screen: picture(u.p.Desktop.Screen),
		Open: u.openPicture, Save: u.saveFile,
	}
	return map[string]shell.Wizard{
		"yilianyun": {Icon: "scan-qr-code", New: func(c *core.Context, id string) core.Page { return printer.New(c, &u.wizards.printer, id) }},
		"kis":       {Icon: "key-round", New: func(c *core.Context, id string) core.Page { return kis.New(c, &u.wizards.kis, id) }},
	}
}

// picture lets the wizard stop waiting for a program that does not answer.
func picture(take func() (image.Image, error)) func(context.Context) (image.Image, error) {
	if take == nil {
		return nil
	}
	return func(ctx context.Context) (image.Image, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return take()
	}
}

// keepWizards writes down what the guided bindings keep beyond the window.
func (u *UI) keepWizards() {
	u.p.App.Preferences().SetString(prefPrinter, u.wizards.printer.Keep())
	u.p.App.Preferences().SetString(prefKIS, u.wizards.kis.Keep())
}

// resumeWizards takes up what an earlier window has kept.
func (u *UI) resumeWizards() {
	u.wizards.printer.Restore(u.p.App.Preferences().String(prefPrinter), u.p.Clock())
	u.wizards.kis.Restore(u.p.App.Preferences().String(prefKIS))
}

// forget drops what the wizards hold that is secret, but for one that is open: the
// lock covers that, and keeps what is typed.
func (u *UI) forget() {
	if !u.shell.InWizard("yilianyun") {
		u.wizards.printer.Forget()
	}
	if !u.shell.InWizard("kis") {
		u.wizards.kis.Forget()
	}
}

// openPicture asks for a file with a picture; done is not called where a person
// thinks better of it.
func (u *UI) openPicture(title string, done func(io.ReadCloser, error)) {
	pictures := storage.NewExtensionFileFilter([]string{".png", ".jpg", ".jpeg", ".gif", ".bmp"})
	u.openFile(title, pictures, func(file fyne.URIReadCloser, err error) { done(file, err) })
}

// saveFile asks where to put a file; done is not called where a person thinks
// better of it.
func (u *UI) saveFile(title, name string, done func(io.WriteCloser, error)) {
	parts.SaveFile(u.c, title, name, done)
}
