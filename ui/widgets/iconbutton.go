package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// IconButton is a square of 32 with an icon of 16. It says what it does to screen readers, and in
// its tip.
type IconButton struct {
	waiting
	name string

	box  *canvas.Rectangle
	icon *glyph
}

// NewIconButton makes a button from a Lucide icon; tip describes the action in a word or two.
func NewIconButton(icon, tip string, action func()) *IconButton {
	b := &IconButton{
		name: icon,
		box:  newBox(theme.RadiusControl),
		icon: newGlyph(icon, theme.ColorInk2, 16),
	}
	b.label, b.action, b.wordless, b.spinner = tip, action, true, NewSpinner(theme.ColorInk2, RingTiny)
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

// SetKeyHint names the shortcut that does the same, such as "Ctrl C", for the tip; it returns b for
// chaining.
func (b *IconButton) SetKeyHint(keys string) *IconButton {
	b.keys = keys
	return b
}

// SetAction changes what the button does; rows of a list are reused for other things.
func (b *IconButton) SetAction(action func()) { b.action = action }

// typedCopy runs the copy shortcut, and passes on the others.
func typedCopy(from fyne.Widget, shortcut fyne.Shortcut, copyIt func()) {
	if _, copies := shortcut.(*fyne.ShortcutCopy); copies {
		call(copyIt)
		return
	}
	passShortcut(from, shortcut)
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
