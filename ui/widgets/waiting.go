package widgets

import "fyne.io/fyne/v2"

// waiting is what every button embeds: it may wait for what it began, and copies.
type waiting struct {
	control
	busy    bool
	spinner *Spinner
	onCopy  func() // may be nil
}

// OnCopy sets what the copy shortcut does while the keyboard is here: a button of a row answers for
// its row.
func (w *waiting) OnCopy(copyIt func()) { w.onCopy = copyIt }

// SetBusy puts a spinner in the icon's place and stops the button from answering.
func (w *waiting) SetBusy(busy bool) {
	if w.busy == busy {
		return
	}
	w.busy = busy
	if busy {
		w.spinner.Show()
	} else {
		w.spinner.Hide()
	}
	w.Refresh()
}

// Busy tells whether the button waits.
func (w *waiting) Busy() bool { return w.busy }

// Tapped implements fyne.Tappable.
func (w *waiting) Tapped(event *fyne.PointEvent) {
	if !w.busy {
		w.control.Tapped(event)
	}
}

// TypedKey implements fyne.Focusable.
func (w *waiting) TypedKey(key *fyne.KeyEvent) {
	if !w.busy || !presses(key) {
		w.control.TypedKey(key)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (w *waiting) TypedShortcut(shortcut fyne.Shortcut) { typedCopy(w.outer, shortcut, w.onCopy) }
