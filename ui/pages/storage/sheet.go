package storage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keycase/ui/brand"
	"keycase/ui/core"
	"keycase/ui/pages/parts"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

const (
	sheetWidth = 464
	sheetMark  = 56
	sheetTop   = 76 // of the mark, as on the first page of all
	sheetLeast = 24 // of it in a low window
)

// asker says at fields what is wrong with them.
type asker struct {
	c       *core.Context
	arrange func() // called when the height has changed
}

// say shows what is wrong with a field, or takes it back.
func (a *asker) say(field *widgets.Field, sentence string) {
	field.SetError(sentence)
	a.arrange()
}

func (a *asker) focus(field *widgets.Field) { a.c.Window.Canvas().Focus(field.Focusable()) }

// wrong says it where a person then goes on typing.
func (a *asker) wrong(field *widgets.Field, key string) {
	a.say(field, a.c.T(key))
	a.focus(field)
}

// page is a page without a sidebar that gives the keyboard to one of its parts.
type page struct {
	asker
	content fyne.CanvasObject
	scroll  *parts.Scroll
	first   func() fyne.Focusable
}

// fill puts the sign, a headline, a sentence, and what there is to do into one
// column, and the language at the top right.
func (p *page) fill(title, sentence string, language func(string), body ...fyne.CanvasObject) {
	column := []fyne.CanvasObject{
		container.NewCenter(brand.NewMark(sheetMark)),
		widgets.Pad(widgets.NewParagraph(title, widgets.Title1, theme.ColorInk).SetAlign(fyne.TextAlignCenter), theme.Space4, 0, 0, 0),
		widgets.NewParagraph(sentence, widgets.Body, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
	}
	column = append(column, widgets.Pad(widgets.Stack(theme.Space4, body...), theme.Space4, 0, theme.Space8, 0))
	p.scroll = parts.NewScroll(container.New(columnLayout{}, widgets.Stack(theme.Space2, column...)))
	p.arrange = p.scroll.Relayout
	menu := brand.NewLanguageMenu(func() fyne.Canvas { return p.c.Window.Canvas() }, p.c.Text.Lang(), language)
	p.content = container.NewStack(
		p.scroll.Object(),
		widgets.Pad(container.NewBorder(container.NewBorder(nil, nil, nil, menu), nil, nil, nil), 14, 12, 0, 0),
	)
}

// columnLayout centres one column below the top, and moves it up where the window
// is low.
type columnLayout struct{}

func (columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(sheetWidth, sheetLeast+objects[0].MinSize().Height)
}

func (columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	// Twice: a paragraph knows its height only once it knows its width.
	for range 2 {
		objects[0].Resize(fyne.NewSize(sheetWidth, objects[0].MinSize().Height))
	}
	top := min(max(size.Height-objects[0].Size().Height, sheetLeast), sheetTop)
	objects[0].Move(fyne.NewPos((size.Width-sheetWidth)/2, top))
}

// reach brings into view what the keyboard comes to.
func (p *page) reach(fields []*widgets.Field, buttons ...*widgets.Button) {
	for _, field := range fields {
		field.OnFocus(func() { p.scroll.Reveal(field) })
	}
	for _, button := range buttons {
		button.OnReach(func() { p.scroll.Reveal(button) })
	}
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
