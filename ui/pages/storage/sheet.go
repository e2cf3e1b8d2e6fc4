package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

const (
	sheetWidth = 420
	sheetMark  = 56
	sheetTop   = 76 // of the mark, as on the first page of all
)

// sheet is a page without a sidebar: the sign, a headline, a sentence, and what
// there is to do, in one column; the language at the top right.
func sheet(c *core.Context, title, sentence string, language func(string), body ...fyne.CanvasObject) fyne.CanvasObject {
	column := []fyne.CanvasObject{
		container.NewCenter(brand.NewMark(sheetMark)),
		widgets.Pad(widgets.NewParagraph(title, widgets.Title1, theme.ColorInk).SetAlign(fyne.TextAlignCenter), theme.Space4, 0, 0, 0),
		widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
	}
	column = append(column, widgets.Pad(widgets.Stack(theme.Space4, body...), theme.Space4, 0, theme.Space8, 0))
	menu := brand.NewLanguageMenu(func() fyne.Canvas { return c.Window.Canvas() }, c.Text.Lang(), language)
	return container.NewStack(
		container.NewVScroll(container.New(&columnLayout{width: sheetWidth, top: sheetTop}, widgets.Stack(theme.Space2, column...))),
		widgets.Pad(container.NewBorder(container.NewBorder(nil, nil, nil, menu), nil, nil, nil), 14, 12, 0, 0),
	)
}

// columnLayout centres one column of a fixed width below the top.
type columnLayout struct{ width, top float32 }

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, l.top+objects[0].MinSize().Height)
}

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	// Twice: a paragraph knows its height only once it knows its width.
	for range 2 {
		objects[0].Resize(fyne.NewSize(l.width, objects[0].MinSize().Height))
	}
	objects[0].Move(fyne.NewPos((size.Width-l.width)/2, l.top))
}

// page is a sheet that gives the keyboard to one of its parts.
type page struct {
	c       *core.Context
	content fyne.CanvasObject
	first   func() fyne.Focusable
}

// Content implements core.Page.
func (p *page) Content() fyne.CanvasObject { return p.content }

// Shown implements core.Page.
func (p *page) Shown() {
	if p.first != nil {
		p.c.Window.Canvas().Focus(p.first())
	}
}

// Hidden implements core.Page.
func (p *page) Hidden() {}

// passphraseField makes a field for a passphrase.
func passphraseField(c *core.Context, label string) *widgets.Field {
	return widgets.NewField(label, widgets.FieldOptions{
		Secret: true, RevealTip: c.T("action.reveal"), HideTip: c.T("action.hide"),
	})
}
