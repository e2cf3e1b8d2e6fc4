// Package form is the page on which a credential is typed in or changed. It is
// made from the platform's description alone.
package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
)

// Page is the form of one credential.
type Page struct {
	c       *core.Context
	content *fyne.Container
}

// New makes the empty form for a credential of a platform; "" lets the person
// choose one first.
func New(c *core.Context, platform string) *Page {
	return &Page{c: c, content: container.NewStack()}
}

// Edit makes the form for a stored credential.
func Edit(c *core.Context, credentialID string) *Page {
	return &Page{c: c, content: container.NewStack()}
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {}

// Hidden implements core.Page.
func (p *Page) Hidden() {}
