package welcome

import (
	"fyne.io/fyne/v2"

	"keycase/ui/theme"
)

// Sizes of the first page in Fyne units.
const (
	markSide   = 56
	cardWidth  = 304
	cardHeight = 340
	cardGap    = 24
	bodyHeight = 576 // from the sign to the sandbox
)

// bodyLayout puts sign, headline, sentence, cards and sandbox below each other,
// in the middle of the page.
type bodyLayout struct{}

func (bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, bodyHeight+theme.Space4)
}

func (bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top := max((size.Height-bodyHeight)/2, theme.Space2)
	centred := func(o fyne.CanvasObject, y, width, height float32) {
		o.Move(fyne.NewPos((size.Width-width)/2, top+y))
		o.Resize(fyne.NewSize(width, height))
	}
	centred(objects[0], 0, markSide, markSide)
	centred(objects[1], 82, size.Width-2*theme.PagePadding, theme.LineDisplay)
	centred(objects[2], 125, size.Width-2*theme.PagePadding, theme.LineBody)
	centred(objects[3], 181, min(3*cardWidth+2*cardGap, size.Width-2*theme.PagePadding), cardHeight)
	sandbox := objects[4].MinSize()
	centred(objects[4], 543, sandbox.Width, sandbox.Height)
}

// cardLayout gives the cards equal widths.
type cardLayout struct{}

func (cardLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, cardHeight) }

func (cardLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	width := min(cardWidth, (size.Width-cardGap*(n-1))/n)
	x := (size.Width - width*n - cardGap*(n-1)) / 2
	for _, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + cardGap
	}
}
