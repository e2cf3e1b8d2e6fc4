package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keycase/ui/core"
	"keycase/ui/widgets"
)

// bindKeys gives the window its keyboard. Widgets pass on what they do not use
// themselves.
func (s *Shell) bindKeys() {
	canvas := s.c.Window.Canvas()
	canvas.SetOnTypedKey(s.typedKey)
	for key, action := range map[fyne.KeyName]func(){
		fyne.KeyN:     func() { s.away(func() { s.NewCredential(s.platformHere()) }) },
		fyne.KeyF:     s.focusSearch,
		fyne.KeyL:     s.lockOrHide,
		fyne.KeyComma: func() { s.away(s.Settings) },
	} {
		s.bind(key, func() {
			if s.free() {
				action()
			}
		})
	}
	for i, key := range digits {
		s.bind(key, func() {
			if s.free() {
				s.jump(i)
			}
		})
	}
	s.bind(fyne.KeyK, s.togglePalette)
	canvas.AddShortcut(&widgets.LongPaste{}, func(shortcut fyne.Shortcut) {
		if long, ok := shortcut.(*widgets.LongPaste); ok {
			s.Toast(s.c.T("paste.too_long", "Size", long.Size()))
		}
	})
}

// digits open the pages of the sidebar from top to bottom.
var digits = []fyne.KeyName{
	fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
}

func (s *Shell) bind(key fyne.KeyName, action func()) {
	shortcut := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	s.c.Window.Canvas().AddShortcut(shortcut, func(fyne.Shortcut) { action() })
}

// free tells whether nothing stands in front of the pages.
func (s *Shell) free() bool { return s.unlock == nil && !s.dialogs.open() && s.palette == nil }

// jump opens the n-th page of the sidebar.
func (s *Shell) jump(n int) {
	if order := s.frame.sidebar.order; n < len(order) {
		s.frame.sidebar.items[order[n]].Tapped(nil)
	}
}

func (s *Shell) focusSearch() {
	if s.frame.bare {
		return
	}
	s.c.Window.Canvas().Focus(s.frame.sidebar.search.Focusable())
}

// platformHere is the platform whose page is open; "" for none.
func (s *Shell) platformHere() string {
	top := s.top()
	if top == nil || len(top.item) <= len(itemPlatform) || top.item[:len(itemPlatform)] != itemPlatform {
		return ""
	}
	return top.item[len(itemPlatform):]
}

func (s *Shell) typedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		s.escape()
		return
	}
	if !s.free() {
		return
	}
	switch key.Name {
	case fyne.KeyF1:
		s.showShortcuts()
	case fyne.KeyF5:
		if r, ok := s.page().(core.Refresher); ok {
			r.Refresh()
		}
	case fyne.KeyDown, fyne.KeyUp:
		if s.c.Window.Canvas().Focused() == nil {
			s.focusList()
		}
	default:
		if t, ok := s.page().(core.KeyTaker); ok {
			t.TakeKey(key.Name)
		}
	}
}

// escape takes away one thing, the innermost first: a tip, a dialog, the palette,
// something of the page, a toast, the page.
func (s *Shell) escape() {
	switch {
	case widgets.HideTip(s.c.Window.Canvas()):
	case s.dialogs.open():
		s.dialogs.cancel()
	case s.palette != nil:
		s.closePalette()
	case s.unlock == nil && s.escapeInside():
	case s.toasts.visible():
		s.toasts.dismiss()
	case s.unlock != nil:
	default:
		if e, ok := s.page().(core.Escaper); ok {
			e.Escape()
			return
		}
		s.Back()
	}
}

func (s *Shell) escapeInside() bool {
	p, ok := s.page().(core.Insider)
	return ok && p.EscapeInside()
}
