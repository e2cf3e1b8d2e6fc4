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
)

// gaps are between sign, headline, sentence, cards and sandbox, in Fyne units: as
// they should be, and as they are in a low window.
var gaps = [2][4]float32{{26, 3, 36, 22}, {12, 3, 20, 8}}

// bodyLayout puts sign, headline, sentence, cards and sandbox below each other,
// in the middle of the page.
type bodyLayout struct{}

// heights are those of the parts.
func (bodyLayout) heights(objects []fyne.CanvasObject) []float32 {
	return []float32{markSide, theme.LineDisplay, theme.LineBody, cardHeight, objects[4].MinSize().Height}
}

func sum(numbers []float32) (total float32) {
	for _, n := range numbers {
		total += n
	}
	return total
}

func (l bodyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, sum(l.heights(objects))+sum(gaps[1][:])+2*theme.Space2)
}

func (l bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	heights := l.heights(objects)
	wide := size.Width - 2*theme.PagePadding
	widths := []float32{markSide, wide, wide, min(3*cardWidth+2*cardGap, wide), objects[4].MinSize().Width}
	most, least := sum(gaps[0][:]), sum(gaps[1][:])
	free := size.Height - 2*theme.Space2 - sum(heights)
	share := min(max((free-least)/(most-least), 0), 1) // of the way from the least to the most

	y := max((free-least-share*(most-least))/2, 0) + theme.Space2
	for i, o := range objects {
		o.Move(fyne.NewPos((size.Width-widths[i])/2, y))
		o.Resize(fyne.NewSize(widths[i], heights[i]))
		if i < len(gaps[0]) {
			y += heights[i] + gaps[1][i] + share*(gaps[0][i]-gaps[1][i])
		}
	}
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
