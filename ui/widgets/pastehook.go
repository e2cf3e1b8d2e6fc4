package widgets

import "fyne.io/fyne/v2"

// OnPaste is asked first when a person pastes, and tells whether it took what is on the clipboard; the
// field does not get it then.
func (f *Field) OnPaste(take func() (taken bool)) {
	f.entry.onShortcut = func(shortcut fyne.Shortcut) bool {
		_, paste := shortcut.(*fyne.ShortcutPaste)
		return paste && !f.Disabled() && take()
	}
}
