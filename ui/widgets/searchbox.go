package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keycase/ui/theme"
)

// SearchBox is a single line with a magnifier and a key hint. Esc empties it first, and then calls
// OnEscape.
type SearchBox struct {
	base

	// OnChanged is told each text, OnSubmitted the text on Enter. OnDown is called when Arrow Down
	// asks to move into the results.
	OnChanged   func(text string)
	OnSubmitted func(text string)
	OnDown      func()
	OnEscape    func()

	focused bool
	box     *canvas.Rectangle
	icon    *glyph
	entry   *input
	hint    *Text
}

// NewSearchBox makes a box with a placeholder and a hint such as "Ctrl K".
func NewSearchBox(placeholder, keys string) *SearchBox {
	s := &SearchBox{
		box:   newBox(theme.RadiusControl),
		icon:  newGlyph("search", theme.ColorInk2, 16),
		entry: newInput(1),
		hint:  NewText(keys, KeyHint, theme.ColorInk3),
	}
	s.entry.label = placeholder
	s.entry.SetPlaceHolder(placeholder)
	s.entry.onFocus = func(focused bool) {
		s.focused = focused
		s.Refresh()
	}
	s.entry.onKey = s.typedKey
	s.entry.OnChanged = func(text string) {
		if s.OnChanged != nil {
			s.OnChanged(text)
		}
		s.Refresh()
	}
	s.entry.OnSubmitted = func(text string) {
		if s.OnSubmitted != nil {
			s.OnSubmitted(text)
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// Text is what was typed.
func (s *SearchBox) Text() string { return s.entry.Text }

// SetText fills the box.
func (s *SearchBox) SetText(text string) { s.entry.SetText(text) }

// SetPlaceHolder changes the placeholder.
func (s *SearchBox) SetPlaceHolder(text string) {
	s.entry.label = text
	s.entry.SetPlaceHolder(text)
}

// Focusable is the part that takes the keyboard, for canvas.Focus.
func (s *SearchBox) Focusable() fyne.Focusable { return s.entry }

// Tapped brings the keyboard to the box from wherever it is hit.
func (s *SearchBox) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s.entry)
	}
}

func (s *SearchBox) typedKey(key *fyne.KeyEvent) bool {
	switch {
	case key.Name == fyne.KeyEscape && s.entry.Text != "":
		s.entry.SetText("")
		return true
	case key.Name == fyne.KeyEscape && s.OnEscape != nil:
		s.OnEscape()
		return true
	case key.Name == fyne.KeyDown && s.OnDown != nil:
		s.OnDown()
		return true
	}
	return false
}

// CreateRenderer implements fyne.Widget.
func (s *SearchBox) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(renderer{
		of:      s,
		objects: []fyne.CanvasObject{s.box, s.icon.Image, s.entry, s.hint},
		min:     func() fyne.Size { return fyne.NewSize(120, theme.NavItemHeight) },
		layout: func(size fyne.Size) {
			s.box.Resize(size)
			s.icon.middle(12, size.Height)
			hint := s.hint.MinSize()
			placeMiddle(s.hint, size.Width-11-hint.Width, size.Height, hint.Width, hint.Height)
			right := float32(8)
			if !s.hint.Hidden {
				right = 11 + hint.Width
			}
			// The entry pads its text by 8, so that it begins at 35.
			placeMiddle(s.entry, 27, size.Height, size.Width-27-right, s.entry.MinSize().Height)
		},
		paint: func() {
			dress(s.box, theme.ColorSurface, theme.ColorBorder)
			if s.focused {
				dressWide(s.box, theme.ColorSurface, theme.ColorFocus, 2)
			}
			s.icon.set("search", theme.ColorInk2)
			s.hint.Hidden = s.focused || s.entry.Text != ""
		},
	})
}
