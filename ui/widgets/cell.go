package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/theme"
)

// Cell is an input of a table: 36 units high, without a label of its own.
type Cell struct {
	base

	// OnChanged is told each value, OnSubmitted about Enter. OnKey sees each key first; a key that
	// it handled goes no further.
	OnChanged   func(text string)
	OnSubmitted func()
	OnKey       func(*fyne.KeyEvent) (handled bool)
	OnFocus     func() // when the keyboard comes
	// OnMove is told that the row is to go one up, or one down.
	OnMove func(by int)

	failed, focused bool
	box             *canvas.Rectangle
	alert           *glyph
	entry           *input
}

const (
	cellPadding = 4
	cellAlert   = 14
)

// NewCell makes an empty cell in the monospaced font.
func NewCell(placeholder string) *Cell {
	c := &Cell{box: newBox(theme.RadiusControl), alert: newGlyph("", theme.ColorErrText, cellAlert), entry: newInput(1)}
	c.entry.label = placeholder
	c.entry.SetPlaceHolder(placeholder)
	c.entry.suitFont()
	c.entry.onFocus = func(focused bool) {
		c.focused = focused
		c.Refresh()
		if focused {
			call(c.OnFocus)
		}
	}
	c.entry.onKey = func(key *fyne.KeyEvent) bool { return c.OnKey != nil && c.OnKey(key) }
	c.entry.onShortcut = c.move
	c.entry.OnChanged = func(text string) {
		c.entry.suitFont()
		if c.OnChanged != nil {
			c.OnChanged(text)
		}
	}
	c.entry.OnSubmitted = func(string) { call(c.OnSubmitted) }
	c.ExtendBaseWidget(c)
	return c
}

// The keys that move a row of a table.
var (
	rowUp   = &desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt}
	rowDown = &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}
)

func (c *Cell) move(shortcut fyne.Shortcut) (handled bool) {
	if c.OnMove == nil || c.Disabled() {
		return false
	}
	switch shortcut.ShortcutName() {
	case rowUp.ShortcutName():
		c.OnMove(-1)
	case rowDown.ShortcutName():
		c.OnMove(1)
	default:
		return false
	}
	return true
}

// Text is what was typed.
func (c *Cell) Text() string { return c.entry.Text }

// SetText fills the cell.
func (c *Cell) SetText(text string) { c.entry.SetText(text) }

// SetFailed marks a wrong value with its frame and an icon; the table says in words what is wrong.
func (c *Cell) SetFailed(failed bool) {
	if c.failed != failed {
		c.failed = failed
		c.Refresh()
	}
}

// Focusable is the part that takes the keyboard, for canvas.Focus.
func (c *Cell) Focusable() fyne.Focusable { return c.entry }

// Enable implements fyne.Disableable.
func (c *Cell) Enable() {
	c.entry.Enable()
	c.Refresh()
}

// Disable implements fyne.Disableable; what was typed stays readable.
func (c *Cell) Disable() {
	c.entry.Disable()
	c.Refresh()
}

// Disabled implements fyne.Disableable.
func (c *Cell) Disabled() bool { return c.entry.Disabled() }

func (c *Cell) paint() {
	fill, stroke, width := theme.ColorSurface, theme.ColorBorderStrong, float32(1)
	switch {
	case c.Disabled():
		fill, stroke = theme.ColorDisabledFill, theme.ColorBorder
	case c.focused:
		stroke, width = theme.ColorFocus, 2
	case c.failed:
		stroke = theme.ColorErr
	}
	dressWide(c.box, fill, stroke, width)
	icon := ""
	if c.failed {
		icon = "circle-alert"
	}
	c.alert.set(icon, theme.ColorErrText)
}

// CreateRenderer implements fyne.Widget.
func (c *Cell) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      c,
		objects: []fyne.CanvasObject{c.box, c.alert.Image, c.entry},
		min:     func() fyne.Size { return fyne.NewSize(64, theme.InputHeightTable) },
		layout: func(size fyne.Size) {
			c.box.Resize(size)
			alert := c.alert.width(2 * cellPadding)
			c.alert.middle(size.Width-2*cellPadding-cellAlert, size.Height)
			placeMiddle(c.entry, cellPadding, size.Height, size.Width-2*cellPadding-alert, c.entry.MinSize().Height)
		},
		paint: c.paint,
	})
}
