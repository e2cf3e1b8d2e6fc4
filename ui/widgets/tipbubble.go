package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// tipBubble is a tip as it is seen: inverted as a toast, with a shortcut at the end.
type tipBubble struct {
	base
	said tip
	box  *canvas.Rectangle
	text *Text
	keys *Text
}

const (
	tipWidth    = 360 // at most
	tipLines    = 16  // at most
	tipPaddingX = 10
	tipPaddingY = 6
	tipKeysGap  = 10
)

func newTipBubble() *tipBubble {
	b := &tipBubble{
		box:  newBox(theme.RadiusInner),
		text: NewParagraph("", Caption, theme.ColorBackground).SetMaxLines(tipLines),
		keys: NewText("", KeyHint, theme.ColorBorderStrong),
	}
	b.ExtendBaseWidget(b)
	return b
}

func (b *tipBubble) set(said tip) {
	b.said = said
	style := Caption
	if said.mono {
		style = MonoSmall
	}
	b.text.SetStyle(style)
	b.text.SetText(said.text)
	b.keys.SetText(said.keys)
	b.Refresh()
}

// keysWidth is what the shortcut takes up with the gap before it.
func (b *tipBubble) keysWidth() float32 {
	if b.said.keys == "" {
		return 0
	}
	return tipKeysGap + b.keys.MinSize().Width
}

func (b *tipBubble) textWidth() float32 {
	return min(roomFor(b.text), tipWidth-2*tipPaddingX-b.keysWidth())
}

// CreateRenderer implements fyne.Widget.
func (b *tipBubble) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      b,
		objects: []fyne.CanvasObject{b.box, b.text, b.keys},
		min: func() fyne.Size {
			text := b.textWidth()
			return fyne.NewSize(text+b.keysWidth()+2*tipPaddingX, b.text.HeightFor(text)+2*tipPaddingY)
		},
		layout: func(size fyne.Size) {
			b.box.Resize(size)
			text := b.textWidth()
			place(b.text, tipPaddingX, tipPaddingY, text, b.text.HeightFor(text))
			keys := b.keys.MinSize()
			place(b.keys, tipPaddingX+text+tipKeysGap, tipPaddingY, keys.Width, keys.Height)
		},
		paint: func() { dress(b.box, theme.ColorInk, "") },
	})
}
