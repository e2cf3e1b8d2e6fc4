// Package core is what every page stands on: the context handed to it, the one
// way to do slow work, and the one ticker.
//
// # Threads
//
// Widgets belong to the UI goroutine. Nothing that can block (keyring, network,
// disk, decoding) runs there: a page hands it to [Context.Do], which runs it
// elsewhere and brings its result back. No other code in ui starts goroutines
// that touch widgets.
package core

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// Page is one screen of the window's content area.
type Page interface {
	// Content returns the page's canvas objects; the same ones on every call.
	Content() fyne.CanvasObject
	// Shown is called on the UI goroutine each time the page comes up.
	Shown()
	// Hidden is called when it goes; running work that it started is cancelled.
	Hidden()
}

// Nav moves between pages. Its methods are called on the UI goroutine.
type Nav interface {
	Overview()
	// Platform shows the credentials of a platform, one of them selected;
	// "" selects the first.
	Platform(platform, credentialID string)
	// NewCredential shows the empty form; platform may be "" to choose first.
	NewCredential(platform string)
	EditCredential(credentialID string)
	// Import reads credentials from a text of another tool, and Export writes one for
	// another tool.
	Import()
	Export(credentialID string)
	// Backup writes credentials into an encrypted file, and Restore brings them back.
	Backup()
	Restore()
	// Saved leaves a form whose credential is stored: it goes back to the guided
	// binding that the form was opened from, else it shows the credential.
	Saved(platform, credentialID string)
	// Operation shows an operation ("jdy.request") for a credential, or for
	// values typed by hand where credentialID is "".
	Operation(operation, credentialID string)
	// Wizard leads through the binding of a platform, step by step; credentialID is
	// the credential to bind with, "" to choose or add one. It is only called where
	// HasWizard is true.
	Wizard(platform, credentialID string)
	HasWizard(platform string) bool
	// History shows what was done with a credential, or with one of its bindings;
	// an empty subject stands for all.
	History(credentialID, subject string)
	// SignatureDoctor finds what another program does wrong when it signs: for an
	// operation and a credential, which may be "" to choose there.
	SignatureDoctor(operation, credentialID string)
	Settings()
	// Diagnostics shows what the program finds out about itself and the machine.
	Diagnostics()
	// About shows versions, the folders of the data, and licences.
	About()
	// Back returns to the page before.
	Back()
}

// Notice is what the frame shows around the pages.
type Notice interface {
	// Toast says something briefly; an earlier toast gives way.
	Toast(text string)
	// Fail shows an error in a form that people understand, with the details
	// beneath; it stays until it is closed.
	Fail(err error)
	// Told is called where a page shows an error itself: what stands around it agrees.
	Told(err error)
	// Confirm asks a question; yes is the label of the button that does it.
	Confirm(title, body, yes string, done func(ok bool))
	// ConfirmLoss is Confirm for what cannot be taken back.
	ConfirmLoss(title, body, yes string, done func(ok bool))
	// Look is told which credential the page is about now; "" for none, or many.
	Look(credentialID string)
}

// Clipboard copies for the user.
type Clipboard interface {
	// Copy puts value on the clipboard and says so, naming it by label. A
	// secret leaves the clipboard again after a while.
	Copy(label, value string, secret bool)
}

// Context is what a page is given.
type Context struct {
	Broker *broker.Broker
	Vault  *vault.Vault
	Text   *translations.Localizer
	Nav    Nav
	Notice Notice
	Clip   Clipboard
	Ticker *Ticker
	Clock  func() time.Time
	Worker *Worker
	Window fyne.Window
	// NewBaseURL is where the calls of a new credential of a platform are to go; ""
	// for production. It reads the index only.
	NewBaseURL func(platform string) string
}

// Lang is the language of the texts that the platforms bring along.
func (c *Context) Lang() providers.Lang { return providers.Lang(c.Text.Lang()) }

// T is short for Text.T.
func (c *Context) T(id string, pairs ...any) string { return c.Text.T(id, pairs...) }

// Do runs work off the UI goroutine and then done on it, with work's result.
// done does not run after cancel, and not before the window is uncovered, see
// [Worker.Cover]. ctx carries the leave to raise the system's own prompts, because
// a person stands behind every call from the window.
func Do[T any](c *Context, work func(ctx context.Context) (T, error), done func(T, error)) (cancel func()) {
	c.Worker.busy++
	return do(c, c.Worker.deliver, work, done)
}

// DoAround is Do for what stands around the pages: its result comes to a covered
// window as well.
func DoAround[T any](c *Context, work func(ctx context.Context) (T, error), done func(T, error)) (cancel func()) {
	return do(c, c.Worker.onUI, work, done)
}

func do[T any](c *Context, deliver func(func()), work func(ctx context.Context) (T, error), done func(T, error)) (cancel func()) {
	ctx, stop := context.WithCancel(vault.WithPrompt(c.Worker.ctx))
	c.Worker.run(func() {
		result, err := work(ctx)
		deliver(func() {
			if ctx.Err() == nil {
				done(result, err)
			}
			stop()
		})
	})
	return stop
}
