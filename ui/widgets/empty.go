package widgets

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// emptyWidth is that of the column in Fyne units.
const emptyWidth = 240

// EmptyState says in one sentence that there is nothing here yet, and offers the one thing to do.
type EmptyState struct {
	base
	text   *Text
	button *Button
}

// NewEmptyState makes the sentence and the button; buttonText empty means no button.
func NewEmptyState(sentence, buttonText, buttonIcon string, action func()) *EmptyState {
	e := &EmptyState{
		text:   NewParagraph(sentence, Body, theme.ColorInk2).SetAlign(fyne.TextAlignCenter),
		button: NewButton(buttonText, buttonIcon, Primary, action),
	}
	e.button.Hidden = buttonText == ""
	e.ExtendBaseWidget(e)
	return e
}

// Set changes sentence and button text.
func (e *EmptyState) Set(sentence, buttonText string) {
	e.text.SetText(sentence)
	e.button.SetText(buttonText)
	e.button.Hidden = buttonText == ""
	e.Refresh()
}

// Button is the state's button.
func (e *EmptyState) Button() *Button { return e.button }

func (e *EmptyState) height() float32 {
	height := e.text.HeightFor(emptyWidth)
	if !e.button.Hidden {
		height += theme.Space4 + e.button.MinSize().Height
	}
	return height
}

// CreateRenderer implements fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      e,
		objects: []fyne.CanvasObject{e.text, e.button},
		min:     func() fyne.Size { return fyne.NewSize(emptyWidth, e.height()) },
		layout: func(size fyne.Size) {
			y := (size.Height - e.height()) / 2
			text := e.text.HeightFor(emptyWidth)
			place(e.text, (size.Width-emptyWidth)/2, y, emptyWidth, text)
			button := e.button.MinSize()
			place(e.button, (size.Width-button.Width)/2, y+text+theme.Space4, button.Width, button.Height)
		},
	})
}
