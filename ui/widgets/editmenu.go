package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// typedInto is the part of a field that a person types into.
type typedInto interface {
	fyne.Focusable
	fyne.Shortcutable
	fyne.CanvasObject
}

// showEditMenu opens the menu of an input where the pointer is. Fyne's own one would have no edge.
// It does what the keys do, also where an input has a way of its own for them.
func showEditMenu(of typedInto, entry *widget.Entry, at fyne.Position) {
	c := canvasOf(of)
	if c == nil || entry.Disabled() && entry.Password {
		return
	}
	if !entry.Disabled() {
		c.Focus(of)
	}
	clipboard := fyne.CurrentApp().Clipboard()
	item := func(word string, shortcut fyne.Shortcut) *fyne.MenuItem {
		return fyne.NewMenuItem(lang.L(word), func() { of.TypedShortcut(shortcut) })
	}
	cut, copied := item("Cut", &fyne.ShortcutCut{Clipboard: clipboard}), item("Copy", &fyne.ShortcutCopy{Clipboard: clipboard})
	paste, all := item("Paste", &fyne.ShortcutPaste{Clipboard: clipboard}), item("Select all", &fyne.ShortcutSelectAll{})
	switch {
	case entry.Disabled():
		ShowMenuAt(c, absolute(of).Add(at), copied, all)
	case entry.Password:
		ShowMenuAt(c, absolute(of).Add(at), paste, all)
	default:
		ShowMenuAt(c, absolute(of).Add(at), item("Undo", &fyne.ShortcutUndo{}), item("Redo", &fyne.ShortcutRedo{}),
			fyne.NewMenuItemSeparator(), cut, copied, paste, all)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (e *input) TappedSecondary(at *fyne.PointEvent) { showEditMenu(e, &e.Entry, at.Position) }

// TappedSecondary implements fyne.SecondaryTappable.
func (e *wizardInput) TappedSecondary(at *fyne.PointEvent) { showEditMenu(e, &e.Entry, at.Position) }
