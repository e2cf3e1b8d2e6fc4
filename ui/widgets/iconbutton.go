package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/theme"
)

// IconButton is a square of 32 with an icon of 16. It says what it does to screen readers, and to
// whoever shows tips.
type IconButton struct {
	control
	name string
	busy bool

	// OnTip, if set, is told when the pointer comes and goes, with the button's description.
	OnTip func(button *IconButton, tip string, show bool)

	box     *canvas.Rectangle
	icon    *glyph
	spinner *Spinner
}

// NewIconButton makes a button from a Lucide icon; tip describes the action in a word or two.
func NewIconButton(icon, tip string, action func()) *IconButton {
	b := &IconButton{
		name:    icon,
		box:     newBox(theme.RadiusControl),
		icon:    newGlyph(icon, theme.ColorInk2, 16),
		spinner: NewSpinner(theme.ColorInk2, RingTiny),
	}
	b.label, b.action = tip, action
	b.spinner.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// Tip is the description of the action.
func (b *IconButton) Tip() string { return b.label }

// SetIcon changes icon and description together, as an eye that closes does.
func (b *IconButton) SetIcon(icon, tip string) {
	b.name, b.label = icon, tip
	b.Refresh()
}

// SetAction changes what the button does; rows of a list are reused for other things.
func (b *IconButton) SetAction(action func()) { b.action = action }

// SetBusy puts a spinner in the icon's place and stops the button from answering.
func (b *IconButton) SetBusy(busy bool) {
	if b.busy == busy {
		return
	}
	b.busy = busy
	if busy {
		b.spinner.Show()
	} else {
		b.spinner.Hide()
	}
	b.Refresh()
}

// Tapped implements fyne.Tappable.
func (b *IconButton) Tapped(event *fyne.PointEvent) {
	if !b.busy {
		b.control.Tapped(event)
	}
}

// TypedKey implements fyne.Focusable.
func (b *IconButton) TypedKey(key *fyne.KeyEvent) {
	if !b.busy {
		b.control.TypedKey(key)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *IconButton) MouseIn(event *desktop.MouseEvent) {
	b.control.MouseIn(event)
	b.tell(true)
}

// MouseOut implements desktop.Hoverable.
func (b *IconButton) MouseOut() {
	b.control.MouseOut()
	b.tell(false)
}

func (b *IconButton) tell(show bool) {
	if b.OnTip != nil {
		b.OnTip(b, b.label, show)
	}
}

func (b *IconButton) paint() {
	fill, ink := b.colors()
	dress(b.box, fill, "")
	if b.ring {
		dressWide(b.box, fill, theme.ColorFocus, 2)
	}
	name := b.name
	if b.busy {
		name = ""
	}
	b.icon.set(name, ink)
}

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      b,
		objects: []fyne.CanvasObject{b.box, b.icon.Image, b.spinner},
		min:     func() fyne.Size { return fyne.NewSquareSize(theme.IconButtonSize) },
		layout: func(size fyne.Size) {
			b.box.Resize(size)
			b.icon.middle((size.Width-b.icon.size)/2, size.Height)
			placeMiddle(b.spinner, (size.Width-RingTiny)/2, size.Height, RingTiny, RingTiny)
		},
		paint: b.paint,
	})
}
