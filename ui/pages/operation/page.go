// Package operation is the page of one operation: what it needs on the left, how
// it is signed and what it becomes as a command on the right.
package operation

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
)

// Page is one operation, for a credential or for values typed by hand.
type Page struct {
	c       *core.Context
	content *fyne.Container
}

// New makes the page of an operation ("jdy.request") for a credential, or for
// values typed by hand where credentialID is "".
func New(c *core.Context, operation, credentialID string) *Page {
	return &Page{c: c, content: container.NewStack()}
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {}

// Hidden implements core.Page.
func (p *Page) Hidden() {}
