package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// base is what every widget of this package embeds.
type base struct{ widget.BaseWidget }

// control is what everything that answers to pointer and keyboard embeds. The outer widget gives
// it the action and the name for screen readers, and draws the state.
type control struct {
	base
	disabled bool
	hovered  bool
	pressed  bool
	focused  bool
	ring     bool // focus came by keyboard, so it has to be seen

	label  string // for screen readers
	action func() // may be nil
	outer  fyne.Widget

	// onHover, if set, lets a row know that the pointer is on a button inside it, because the
	// row itself is told that the pointer left.
	onHover func(inside bool)
	onReach func() // may be nil
}

var (
	_ fyne.Tappable      = (*control)(nil)
	_ fyne.Focusable     = (*control)(nil)
	_ fyne.Disableable   = (*control)(nil)
	_ fyne.Accessible    = (*control)(nil)
	_ desktop.Hoverable  = (*control)(nil)
	_ desktop.Mouseable  = (*control)(nil)
	_ desktop.Cursorable = (*control)(nil)
)

// ExtendBaseWidget implements fyne.Widget and remembers the widget that embeds this control.
func (c *control) ExtendBaseWidget(outer fyne.Widget) {
	c.outer = outer
	c.base.ExtendBaseWidget(outer)
}

// Tapped runs the action.
func (c *control) Tapped(*fyne.PointEvent) { c.act() }

func (c *control) act() {
	if c.disabled || c.action == nil {
		return
	}
	c.action()
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.change(&c.hovered, true)
	c.tellHover(true)
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.pressed = false
	c.change(&c.hovered, false)
	c.tellHover(false)
}

func (c *control) tellHover(inside bool) {
	if c.onHover != nil {
		c.onHover(inside)
	}
}

// MouseDown implements desktop.Mouseable.
func (c *control) MouseDown(*desktop.MouseEvent) { c.change(&c.pressed, true) }

// MouseUp implements desktop.Mouseable.
func (c *control) MouseUp(*desktop.MouseEvent) { c.change(&c.pressed, false) }

// Cursor is the hand where there is something to press.
func (c *control) Cursor() desktop.Cursor {
	if c.disabled || c.action == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained shows the ring unless the pointer brought the focus.
func (c *control) FocusGained() {
	c.ring = !c.pressed
	c.change(&c.focused, true)
	if c.ring {
		call(c.onReach)
	}
}

// OnReach sets who is told when the keyboard comes to the widget. What a pointer brings tells
// nobody: it is in sight, and must not move away under the pointer.
func (c *control) OnReach(listen func()) { c.onReach = listen }

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.ring = false
	c.change(&c.focused, false)
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(rune) {}

// TypedKey runs the action on Enter and Space.
func (c *control) TypedKey(key *fyne.KeyEvent) {
	if presses(key) {
		c.act()
		return
	}
	passKey(c.outer, key)
}

func presses(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		return true
	default:
		return false
	}
}

// Enable implements fyne.Disableable.
func (c *control) Enable() { c.change(&c.disabled, false) }

// Disable implements fyne.Disableable.
func (c *control) Disable() { c.change(&c.disabled, true) }

// Disabled implements fyne.Disableable.
func (c *control) Disabled() bool { return c.disabled }

// AccessibilityLabel implements fyne.Accessible.
func (c *control) AccessibilityLabel() string { return c.label }

// AccessibilityRole implements fyne.Accessible.
func (c *control) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// hot is the state that the pointer shows.
func (c *control) hot() bool { return c.hovered && !c.disabled }

func (c *control) change(state *bool, value bool) {
	if *state == value {
		return
	}
	*state = value
	c.Refresh()
}
