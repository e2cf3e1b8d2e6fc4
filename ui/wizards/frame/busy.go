package frame

import "fyne.io/fyne/v2"

// SetBusy says in the primary button what is under way, such as "authorising…", and locks the body and
// the steps until SetBusy("", nil). The way back becomes one to cancel: it ends the wait and then calls
// cancel, as Esc does and leaving the page; with a nil cancel there is no way but to wait. What was locked before stays
// locked after.
func (f *Frame) SetBusy(text string, cancel func()) {
	began := f.busy == "" && text != ""
	ended := f.busy != "" && text == ""
	f.busy, f.cancel = text, cancel
	f.steps.SetLocked(text != "")
	switch {
	case began:
		f.lock()
	case ended:
		f.unlock()
	}
	f.showFoot()
	if ended && f.shown && f.before != nil {
		f.c.Window.Canvas().Focus(f.before)
	}
	if ended {
		f.before = nil
	}
}

// Busy tells whether something is under way.
func (f *Frame) Busy() bool { return f.busy != "" }

// lock takes the keyboard away: an Enter too many must not press what takes the place of the back
// button.
func (f *Frame) lock() {
	canvas := f.c.Window.Canvas()
	if f.shown {
		f.before = canvas.Focused()
		canvas.Unfocus()
	}
	f.body.walk(func(object fyne.CanvasObject) bool {
		if d, ok := object.(fyne.Disableable); ok && !d.Disabled() {
			d.Disable()
			f.locked = append(f.locked, d)
		}
		return true
	})
}

func (f *Frame) unlock() {
	for _, d := range f.locked {
		d.Enable()
	}
	f.locked = nil
}

// stop cancels what is under way, if that is possible.
func (f *Frame) stop() {
	if f.busy == "" || f.cancel == nil {
		return
	}
	cancel := f.cancel
	f.SetBusy("", nil)
	cancel()
}
