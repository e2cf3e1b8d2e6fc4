package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/theme"
)

// pointed is what everything that answers to the pointer embeds. Tab passes by what is no more
// than that; the keyboard needs another way to do the same.
type pointed struct {
	base
	disabled bool
	hovered  bool
	pressed  bool

	outer  fyne.Widget
	label  string // for screen readers
	action func() // may be nil

	wordless bool    // an icon alone: its tip is its label
	keys     string  // the shortcut for the tip
	texts    []*Text // those that may end with an ellipsis

	// onHover, if set, lets a row know that the pointer is on a button inside it, because the
	// row itself is told that the pointer left.
	onHover func(inside bool)
}

var (
	_ fyne.Tappable      = (*pointed)(nil)
	_ fyne.Disableable   = (*pointed)(nil)
	_ fyne.Accessible    = (*pointed)(nil)
	_ desktop.Hoverable  = (*pointed)(nil)
	_ desktop.Mouseable  = (*pointed)(nil)
	_ desktop.Cursorable = (*pointed)(nil)
)

// ExtendBaseWidget implements fyne.Widget and remembers the widget that embeds this one.
func (p *pointed) ExtendBaseWidget(outer fyne.Widget) {
	p.outer = outer
	p.base.ExtendBaseWidget(outer)
}

// Tapped runs the action.
func (p *pointed) Tapped(*fyne.PointEvent) { p.act() }

func (p *pointed) act() {
	if p.disabled || p.action == nil {
		return
	}
	p.action()
}

// MouseIn implements desktop.Hoverable.
func (p *pointed) MouseIn(*desktop.MouseEvent) {
	p.change(&p.hovered, true)
	p.tellHover(true)
	if p.wordless {
		p.await()
	}
}

// MouseMoved implements desktop.Hoverable.
func (p *pointed) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *pointed) MouseOut() {
	p.pressed = false
	p.change(&p.hovered, false)
	p.tellHover(false)
	p.drop()
}

func (p *pointed) tellHover(inside bool) {
	if p.onHover != nil {
		p.onHover(inside)
	}
}

// MouseDown implements desktop.Mouseable.
func (p *pointed) MouseDown(*desktop.MouseEvent) {
	p.change(&p.pressed, true)
	HideTip(canvasOf(p.outer))
}

// MouseUp implements desktop.Mouseable.
func (p *pointed) MouseUp(*desktop.MouseEvent) { p.change(&p.pressed, false) }

// Cursor is the hand where there is something to press.
func (p *pointed) Cursor() desktop.Cursor {
	if p.disabled || p.action == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable implements fyne.Disableable.
func (p *pointed) Enable() { p.change(&p.disabled, false) }

// Disable implements fyne.Disableable.
func (p *pointed) Disable() { p.change(&p.disabled, true) }

// Disabled implements fyne.Disableable.
func (p *pointed) Disabled() bool { return p.disabled }

// AccessibilityLabel implements fyne.Accessible.
func (p *pointed) AccessibilityLabel() string { return p.label }

// AccessibilityRole implements fyne.Accessible.
func (p *pointed) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// hot is the state that the pointer shows.
func (p *pointed) hot() bool { return p.hovered && !p.disabled }

// colors are those of a button that is an icon alone; it has a fill only under the pointer.
func (p *pointed) colors() (fill, ink fyne.ThemeColorName) {
	switch {
	case p.disabled:
		return "", theme.ColorDisabled
	case p.hovered && p.pressed:
		return theme.ColorPressed, theme.ColorInk
	case p.hovered:
		return theme.ColorHover, theme.ColorInk
	default:
		return "", theme.ColorInk2
	}
}

func (p *pointed) change(state *bool, value bool) {
	if *state == value {
		return
	}
	*state = value
	p.Refresh()
}

// cuts takes in the texts of the widget that may end with an ellipsis.
func (p *pointed) cuts(texts ...*Text) {
	p.texts = texts
	for _, text := range texts {
		text.host = p
	}
}

// tip implements tipped: what an icon means, or what is cut off.
func (p *pointed) tip() tip {
	if p.wordless {
		return tip{text: p.label, keys: p.keys}
	}
	said := tip{}
	for _, text := range p.texts {
		one := text.tip()
		switch {
		case !text.Visible() || one.text == "":
		case said.text == "":
			said = one
		default:
			said = tip{text: said.text + "\n" + one.text, mono: said.mono && one.mono}
		}
	}
	return said
}

func (p *pointed) await() {
	if of, ok := p.outer.(tipped); ok {
		awaitTip(of)
	}
}

func (p *pointed) drop() {
	if of, ok := p.outer.(tipped); ok {
		dropTip(of)
	}
}
