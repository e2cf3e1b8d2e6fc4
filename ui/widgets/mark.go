package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// PlatformMark is a tinted square with a platform's icon.
type PlatformMark struct {
	base
	look theme.Look
	side float32
	box  *canvas.Rectangle
	icon *glyph
}

// NewPlatformMark makes a mark with the given side in Fyne units: 24, 36, 40 or 48. The look comes
// from theme.Platform.
func NewPlatformMark(look theme.Look, side float32) *PlatformMark {
	m := &PlatformMark{
		look: look,
		side: side,
		box:  newBox(theme.MarkRadius(side)),
		icon: newGlyph(look.Icon, look.Ink, markIcon(side)),
	}
	m.ExtendBaseWidget(m)
	return m
}

// markIcon is half the mark, but no smaller than an icon can be.
func markIcon(side float32) float32 { return max(14, side/2) }

// SetLook shows another platform; rows of a list are reused.
func (m *PlatformMark) SetLook(look theme.Look) {
	if m.look == look {
		return
	}
	m.look = look
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *PlatformMark) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      m,
		objects: []fyne.CanvasObject{m.box, m.icon.Image},
		min:     func() fyne.Size { return fyne.NewSquareSize(m.side) },
		layout: func(size fyne.Size) {
			placeMiddle(m.box, 0, size.Height, m.side, m.side)
			m.icon.middle((m.side-m.icon.size)/2, size.Height)
		},
		paint: func() {
			dress(m.box, m.look.Soft, "")
			m.icon.set(m.look.Icon, m.look.Ink)
		},
	})
}
