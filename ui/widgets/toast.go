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
	quiet bool
	box   *canvas.Rectangle
	ring  *CountdownRing
	text  *Text
}

// NewToast makes a toast without a ring.
func NewToast(text string) *Toast {
	t := &Toast{
		box:  newBox(theme.RadiusLarge),
		ring: NewCountdownRing(RingSmall),
		text: NewFitText(text, Small, theme.ColorBackground),
	}
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

// SetQuiet makes it a plain line, for the status bar, or a toast again.
func (t *Toast) SetQuiet(quiet bool) {
	t.quiet = quiet
	t.Refresh()
}

// Quiet tells whether it is a plain line.
func (t *Toast) Quiet() bool { return t.quiet }

// measures are those of the toast, or of the line.
func (t *Toast) measures() (height, padding, gap float32) {
	if t.quiet {
		return RingSmall, 0, 8
	}
	return theme.ToastHeight, 16, 14
}

func (t *Toast) textX() float32 {
	_, padding, gap := t.measures()
	if t.ring.Hidden {
		return padding
	}
	return padding + RingSmall + gap
}

func (t *Toast) paint() {
	if t.quiet {
		dress(t.box, "", "")
		t.ring.SetColors(theme.ColorAccent, theme.ColorTrack)
		t.text.SetStyle(Caption)
		t.text.SetColor(theme.ColorInk2)
		return
	}
	dress(t.box, theme.ColorInk, "")
	t.ring.SetColors(theme.ColorBackground, theme.ColorInk2)
	t.text.SetStyle(Small)
	t.text.SetColor(theme.ColorBackground)
}

// CreateRenderer implements fyne.Widget.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      t,
		objects: []fyne.CanvasObject{t.box, t.ring, t.text},
		min: func() fyne.Size {
			height, padding, _ := t.measures()
			return fyne.NewSize(t.textX()+roomFor(t.text)+padding, height)
		},
		layout: func(size fyne.Size) {
			_, padding, _ := t.measures()
			t.box.Resize(size)
			placeMiddle(t.ring, padding, size.Height, RingSmall, RingSmall)
			placeMiddle(t.text, t.textX(), size.Height, max(size.Width-t.textX()-padding, 0), t.text.style.Line)
		},
		paint: t.paint,
	})
}
