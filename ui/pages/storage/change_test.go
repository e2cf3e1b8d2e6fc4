package storage

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
	"keycase/ui/core"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// inDialog is a change as a page, as wide as in a dialog.
type inDialog struct {
	*Change
	content fyne.CanvasObject
}

func (d inDialog) Content() fyne.CanvasObject { return d.content }
func (d inDialog) Shown()                     {}
func (d inDialog) Hidden()                    {}

// dialogWidth is that of the window's dialogs, without their margins.
const dialogWidth = 440 - 2*theme.Space6

func newInDialog(b *pagetest.Bench) inDialog {
	var d inDialog
	card := container.NewVBox()
	d.Change = NewChange(b.Ctx, func() {}, func() { card.Refresh() })
	d.content = container.NewCenter(container.New(wide{}, widgets.NewCard(d.Change.Content(), theme.Space6)))
	return d
}

// wide gives its object the width of a dialog.
type wide struct{}

func (wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(dialogWidth+2*theme.Space6, objects[0].MinSize().Height)
}

func (wide) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

var _ core.Page = inDialog{}

func TestChangeFits(t *testing.T) {
	for _, lang := range []string{translations.Chinese, translations.English} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			b := pagetest.NewIn(t, lang, mode)
			b.Resize(960, 600)
			d := newInDialog(b)
			d.old.SetText("correct horse")
			d.first.SetText("correct horse battery")
			d.again.SetText("correct horse batteries")
			d.submit()
			b.Show(d)
			assert.Empty(t, b.CheckLayout(), "words that are cut")
			name := map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark"}[mode]
			b.Picture("storage-change-"+lang+"-"+name, 1)
		}
	}
}

func TestStrengthOfANewPassphraseIsTold(t *testing.T) {
	b := pagetest.New(t)
	d := newInDialog(b)
	b.Show(d)
	canvas := b.Window.Canvas()
	canvas.Focus(d.first.Focusable())
	d.first.SetText("1234567")
	assert.Empty(t, d.first.Error(), "it is being typed")
	canvas.Focus(d.again.Focusable())
	assert.Equal(t, "太短，至少 8 位", d.first.Error())
	canvas.Focus(d.first.Focusable())
	d.first.SetText("correct horse battery")
	assert.Empty(t, d.first.Error())
}
