package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// Toggle is a switch between off and on.
type Toggle struct {
	control

	// OnChanged is told the new state.
	OnChanged func(on bool)

	on         bool
	states     [2]string // off and on, in words
	box, thumb *canvas.Rectangle
}

const (
	toggleWidth  = 36
	toggleHeight = 20
	toggleThumb  = 16
)

// NewToggle makes a switch that is off; label is for screen readers.
func NewToggle(label string) *Toggle {
	t := &Toggle{box: newBox(toggleHeight / 2), thumb: newBox(toggleThumb / 2)}
	t.label = label
	t.action = func() {
		t.SetOn(!t.on)
		if t.OnChanged != nil {
			t.OnChanged(t.on)
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// SetStates gives screen readers the words for off and on; it returns t for chaining.
func (t *Toggle) SetStates(off, on string) *Toggle {
	t.states = [2]string{off, on}
	return t
}

// On tells the state.
func (t *Toggle) On() bool { return t.on }

// SetOn changes the state without a callback.
func (t *Toggle) SetOn(on bool) { t.change(&t.on, on) }

// dressing is filled when on and an outline when off, so that the colour does not say it alone.
func (t *Toggle) dressing() dressing {
	switch {
	case t.disabled && t.on:
		return dressing{theme.ColorDisabled, "", theme.ColorSurface}
	case t.disabled:
		return dressing{theme.ColorDisabledFill, theme.ColorDisabled, theme.ColorDisabled}
	case t.on && t.hovered:
		return dressing{theme.ColorAccentHover, "", theme.ColorOnAccent}
	case t.on:
		return dressing{theme.ColorAccent, "", theme.ColorOnAccent}
	case t.hovered:
		return dressing{theme.ColorHover, theme.ColorInk2, theme.ColorInk2}
	default:
		return dressing{theme.ColorSurface, theme.ColorInk3, theme.ColorInk3}
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Toggle) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      t,
		objects: []fyne.CanvasObject{t.box, t.thumb},
		min:     func() fyne.Size { return fyne.NewSize(toggleWidth, theme.IconButtonSize) },
		layout: func(size fyne.Size) {
			placeMiddle(t.box, 0, size.Height, toggleWidth, toggleHeight)
			x := float32(2)
			if t.on {
				x = toggleWidth - 2 - toggleThumb
			}
			placeMiddle(t.thumb, x, size.Height, toggleThumb, toggleThumb)
		},
		paint: func() {
			look := t.dressing()
			dress(t.box, look.fill, look.stroke)
			if t.ring {
				dressWide(t.box, look.fill, theme.ColorInk, 2)
			}
			dress(t.thumb, look.ink, "")
		},
	})
}
