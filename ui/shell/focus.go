package shell

import (
	"keycase/ui/core"
	"keycase/ui/pages/parts"
)

// refocus gives the keyboard to the page where nothing that can be seen has it.
func (s *Shell) refocus() {
	page := s.page()
	if page == nil || s.closed || !s.inFront() || !parts.Adrift(s.c) {
		return
	}
	if s.unlock != nil {
		page.Shown() // which does nothing else
		return
	}
	switch p := page.(type) {
	case core.Resumer:
		p.Resume()
		if parts.Adrift(s.c) {
			s.focusFirst()
		}
	case core.Lister:
		p.FocusList()
	default:
		s.focusFirst()
	}
}

// keepFocus is refocus only where what had the keyboard is gone: a person who
// clicked beside everything has put it away.
func (s *Shell) keepFocus() {
	if s.c.Window.Canvas().Focused() != nil {
		s.refocus()
	}
}

// refocusSoon is refocus one turn later: the key that closed a dialog is followed by
// its character, and what the answer leads to comes first.
func (s *Shell) refocusSoon() { s.c.Worker.OnUI(s.refocus) }

// inFront tells whether nothing stands in front of the pages, Fyne's own menus and
// dialogs included.
func (s *Shell) inFront() bool { return s.c.Window.Canvas().Overlays().Top() == nil }

// focusFirst goes to the first thing on the page. Tab comes to it from the end of the
// sidebar.
func (s *Shell) focusFirst() {
	canvas := s.c.Window.Canvas()
	if !s.frame.bare {
		canvas.Focus(s.frame.sidebar.items[itemSettings])
	}
	canvas.FocusNext()
}
