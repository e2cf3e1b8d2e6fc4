package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Toast is a short message in inverted colours, with a ring where it counts down to something.
// Whoever shows it decides for how long.
type Toast struct {
	base
	box  *canvas.Rectangle
	ring *CountdownRing
	text *Text
}

// NewToast makes a toast without a ring.
func NewToast(text string) *Toast {
	t := &Toast{
		box:  newBox(theme.RadiusLarge),
		ring: NewCountdownRing(RingSmall),
		text: NewText(text, Small, theme.ColorBackground),
	}
	t.ring.SetColors(theme.ColorBackground, theme.ColorInk2)
	t.ring.Set(StatusAccent, 1)
	t.ring.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// Set changes the text.
func (t *Toast) Set(text string) {
	t.text.SetText(text)
	t.Refresh()
}

// SetFraction shows the ring with what is left, 0 to 1.
func (t *Toast) SetFraction(fraction float32) {
	t.ring.Show()
	t.ring.SetFraction(fraction)
	t.Refresh()
}

// HideRing takes the ring away.
func (t *Toast) HideRing() {
	t.ring.Hide()
	t.Refresh()
}

func (t *Toast) textX() float32 {
	if t.ring.Hidden {
		return 16
	}
	return 16 + RingSmall + 14
}

// CreateRenderer implements fyne.Widget.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      t,
		objects: []fyne.CanvasObject{t.box, t.ring, t.text},
		min: func() fyne.Size {
			return fyne.NewSize(t.textX()+t.text.MinSize().Width+16, theme.ToastHeight)
		},
		layout: func(size fyne.Size) {
			t.box.Resize(size)
			placeMiddle(t.ring, 16, size.Height, RingSmall, RingSmall)
			placeMiddle(t.text, t.textX(), size.Height, t.text.MinSize().Width, theme.LineSmall)
		},
		paint: func() { dress(t.box, theme.ColorInk, "") },
	})
}
