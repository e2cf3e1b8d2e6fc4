package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// mask is what is drawn in place of a secret: the same dots whatever its length.
type mask [maskDots]*canvas.Rectangle

const (
	maskDots  = 8
	maskDot   = 6
	maskGap   = 5
	maskWidth = maskDots*maskDot + (maskDots-1)*maskGap
)

func newMask() (m mask) {
	for i := range m {
		m[i] = newBox(maskDot / 2)
	}
	return m
}

// objects are for a renderer.
func (m *mask) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, dot := range m {
		all = append(all, dot)
	}
	return all
}

// paint colours the dots, or hides them.
func (m *mask) paint(shown bool) {
	for _, dot := range m {
		dress(dot, theme.ColorInk2, "")
		dot.Hidden = !shown
	}
}

// place puts the dots from x, y on, in the middle of a line of the given height.
func (m *mask) place(x, y, lineHeight float32) {
	for i, dot := range m {
		place(dot, x+float32(i)*(maskDot+maskGap), y+(lineHeight-maskDot)/2, maskDot, maskDot)
	}
}
