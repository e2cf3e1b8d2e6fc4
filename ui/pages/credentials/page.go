// Package credentials is the page of one platform's credentials: the list, and
// beside it what one of them holds, what was issued for it, and what can be done
// with it.
package credentials

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/core"
)

// Page lists the credentials of one platform.
type Page struct {
	c       *core.Context
	content *fyne.Container
}

// New makes the page of a platform with one of its credentials selected; ""
// selects the first.
func New(c *core.Context, platform, selectedID string) *Page {
	return &Page{c: c, content: container.NewStack()}
}

// Content implements core.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *Page) Shown() {}

// Hidden implements core.Page.
func (p *Page) Hidden() {}

// SetFilter shows only the credentials that contain text.
func (p *Page) SetFilter(text string) {}

// Reload reads the credentials anew and keeps the selection.
func (p *Page) Reload() {}
