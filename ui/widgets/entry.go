package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// input is Fyne's entry without its frame, which the widget around it draws. Copying out of it
// can be diverted, so that a secret does not reach the clipboard without its countdown.
type input struct {
	widget.Entry
	whole   fyne.CanvasObject // it or what it is the inside of
	label   string            // for screen readers
	onFocus func(focused bool)
	onKey   func(*fyne.KeyEvent) (handled bool)
	onCopy  func(selected string) // nil leaves copying to Fyne

	onReveal func() // of a secret, on Ctrl+E; nil where there is none

	onShortcut func(fyne.Shortcut) (handled bool) // nil for none of its own

	onPaste func(c fyne.Canvas, text string) (taken bool) // nil leaves all texts to the entry
	pasting bool                                          // the clipboard is being read
	held    []func()                                      // what came meanwhile

	content fyne.CanvasObject // what scrolls inside; nil before it is drawn
	veiled  bool              // nothing of the text is drawn, and neither how long it is
	view    fyne.CanvasObject // what draws the text; nil before it is drawn
}

// revealKeys shows and hides a secret from its field, as the eye does for the pointer.
var revealKeys = &desktop.CustomShortcut{KeyName: fyne.KeyE, Modifier: fyne.KeyModifierShortcutDefault}

// newInput makes a single line, or several with rows above 1.
func newInput(rows int) *input {
	e := &input{}
	e.whole = e
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if rows > 1 {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapBreak
		e.SetMinRowsVisible(rows)
	}
	e.ExtendBaseWidget(e)
	return e
}

// AccessibilityLabel implements fyne.Accessible.
func (e *input) AccessibilityLabel() string { return e.label }

// AccessibilityRole implements fyne.Accessible; Fyne has none for inputs yet.
func (e *input) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// FocusGained implements fyne.Focusable.
func (e *input) FocusGained() {
	e.Entry.FocusGained()
	e.onFocus(true)
}

// FocusLost implements fyne.Focusable.
func (e *input) FocusLost() {
	e.Entry.FocusLost()
	e.onFocus(false)
}

// TypedKey implements fyne.Focusable.
func (e *input) TypedKey(key *fyne.KeyEvent) {
	if HideTip(canvasOf(e)) && key.Name == fyne.KeyEscape {
		return // one thing at a time
	}
	if key.Name != fyne.KeyEscape && e.hold(func() { e.TypedKey(key) }) {
		return
	}
	if e.onKey != nil && e.onKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF5:
		passKey(e, key)
		return
	}
	e.Entry.TypedKey(key)
}

// TypedRune implements fyne.Focusable. A tip goes when a person writes.
func (e *input) TypedRune(r rune) {
	HideTip(canvasOf(e))
	if !e.hold(func() { e.TypedRune(r) }) {
		e.Entry.TypedRune(r)
	}
}

// AcceptsTab is false even for several lines: Tab leaves the field, so that nobody is trapped.
func (e *input) AcceptsTab() bool { return false }

// TypedShortcut sends copy and cut of a diverted entry to its callback; the context menu of the
// entry comes this way too. A masked entry gives nothing away, as in Fyne.
func (e *input) TypedShortcut(shortcut fyne.Shortcut) {
	cut := false
	switch shortcut.(type) {
	case *fyne.ShortcutCut:
		cut = true
	case *fyne.ShortcutCopy:
	default:
		if e.onShortcut != nil && e.onShortcut(shortcut) {
			return
		}
		if paste, ok := shortcut.(*fyne.ShortcutPaste); ok {
			e.paste(canvasOf(e), paste.Clipboard)
			return
		}
		if e.onReveal != nil && shortcut.ShortcutName() == revealKeys.ShortcutName() {
			e.onReveal()
			return
		}
		e.Entry.TypedShortcut(shortcut)
		passShortcut(e, shortcut)
		return
	}
	if e.onCopy == nil {
		e.Entry.TypedShortcut(shortcut)
		return
	}
	selected := e.SelectedText()
	if e.Password || selected == "" {
		return
	}
	e.onCopy(selected)
	if cut {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
}

// CreateRenderer implements fyne.Widget.
func (e *input) CreateRenderer() fyne.WidgetRenderer {
	r := frameless{WidgetRenderer: e.Entry.CreateRenderer()}
	for _, object := range r.WidgetRenderer.Objects() {
		scroll, ok := object.(*container.Scroll)
		if !ok {
			continue
		}
		e.content, e.view = scroll.Content, scroll
		if !e.MultiLine {
			r.pane = newPane(scroll)
			e.view = r.pane
		}
	}
	e.setVeiled(e.veiled)
	return r
}

// setVeiled hides the text, and its scroll bars with it; the value stays.
func (e *input) setVeiled(veiled bool) {
	e.veiled = veiled
	if e.view != nil && e.view.Visible() == veiled {
		if veiled {
			e.view.Hide()
		} else {
			e.view.Show()
		}
	}
}

// CaretOrigin is the object that the caret's position counts from, for what opens beside it.
func (e *input) CaretOrigin() fyne.CanvasObject { return e.content }

// frameless leaves out the rectangles of an entry: its fill and its border. A single line has a
// pane in place of its scroll.
type frameless struct {
	fyne.WidgetRenderer
	pane *pane // nil for several lines
}

func (r frameless) Objects() []fyne.CanvasObject {
	var rest []fyne.CanvasObject
	for _, object := range r.WidgetRenderer.Objects() {
		switch object.(type) {
		case *canvas.Rectangle:
			continue
		case *container.Scroll:
			if r.pane != nil {
				object = r.pane
			}
		}
		rest = append(rest, object)
	}
	return rest
}
