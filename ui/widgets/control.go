package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// base is what every widget of this package embeds.
type base struct{ widget.BaseWidget }

// control is what everything that answers to pointer and keyboard embeds. The outer widget gives
// it the action and the name for screen readers, and draws the state.
type control struct {
	pointed
	focused bool
	ring    bool // focus came by keyboard, so it has to be seen

	onReach func() // may be nil
}

var _ fyne.Focusable = (*control)(nil)

// FocusGained shows the ring unless the pointer brought the focus.
func (c *control) FocusGained() {
	c.ring = !c.pressed
	c.change(&c.focused, true)
	if c.ring {
		call(c.onReach)
		c.await()
	}
}

// OnReach sets who is told when the keyboard comes to the widget. What a pointer brings tells
// nobody: it is in sight, and must not move away under the pointer.
func (c *control) OnReach(listen func()) { c.onReach = listen }

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.ring = false
	c.change(&c.focused, false)
	c.drop()
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(rune) {}

// TypedKey runs the action on Enter and Space. A tip goes with any key; Esc does one thing at a
// time, and it is the window that knows which.
func (c *control) TypedKey(key *fyne.KeyEvent) {
	if key.Name != fyne.KeyEscape {
		c.drop()
	}
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
