package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// How long the text of an input gets by pasting, in bytes. Laying out more would stop the window for
// seconds, and the keys pressed meanwhile would come to another page.
const (
	LongestLine = 4 << 10  // a single line
	LongestText = 64 << 10 // several lines
)

// LongPaste is the shortcut that the window gets instead of a text too long to be pasted, so that it
// says so.
type LongPaste struct {
	Bytes int // that are on the clipboard
}

// ShortcutName implements fyne.Shortcut.
func (*LongPaste) ShortcutName() string { return "LongPaste" }

// Size is how much there is, such as "300 KB" or "2.1 MB".
func (p *LongPaste) Size() string {
	const kilo, mega = 1 << 10, 1 << 20
	if p.Bytes < mega {
		return fmt.Sprintf("%d KB", (p.Bytes+kilo-1)/kilo)
	}
	return fmt.Sprintf("%.1f MB", float64(p.Bytes)/mega)
}

// ReadClipboard is the shortcut by which an input asks the window for the text on the clipboard. Fyne
// reads it on the UI goroutine, and on X11 waits for ever where the program that copied it hangs.
type ReadClipboard struct {
	// From is where to read where the window knows no better way.
	From fyne.Clipboard
	// Got is to be called once on the UI goroutine; ok is false where nothing could be read.
	Got func(text string, ok bool)
	// Taken is set by a window that will call Got.
	Taken bool
}

// ShortcutName implements fyne.Shortcut.
func (*ReadClipboard) ShortcutName() string { return "ReadClipboard" }

func readClipboard(c fyne.Canvas, from fyne.Clipboard, got func(text string, ok bool)) {
	ask := &ReadClipboard{From: from, Got: got}
	if window, ok := c.(fyne.Shortcutable); ok {
		window.TypedShortcut(ask)
	}
	if !ask.Taken {
		got(from.Content(), true)
	}
}

// Paste reads the text on the clipboard for a page, and calls got on the UI goroutine. Where nothing can
// be read, the window says so.
func Paste(c fyne.Canvas, got func(text string)) {
	readClipboard(c, fyne.CurrentApp().Clipboard(), func(text string, ok bool) {
		if ok {
			got(text)
		}
	})
}

// RefusesPaste tells whether a text is longer than what any input takes, and has the window say so.
func RefusesPaste(c fyne.Canvas, text string) bool {
	if len(text) <= LongestText {
		return false
	}
	refuse(c, len(text))
	return true
}

func refuse(c fyne.Canvas, bytes int) {
	if window, ok := c.(fyne.Shortcutable); ok {
		window.TypedShortcut(&LongPaste{Bytes: bytes})
	}
}

// OnPaste is asked first when a person pastes a text, and tells whether it took it; the field does not
// get it then.
func (f *Field) OnPaste(take func(text string) (taken bool)) {
	f.entry.onPaste = func(_ fyne.Canvas, text string) bool { return take(text) }
}

// read is a clipboard of which the content was read.
type read struct {
	fyne.Clipboard
	content string
}

// Content implements fyne.Clipboard.
func (r read) Content() string { return r.content }

// paste puts in what is on the clipboard, once it is read. What is typed meanwhile comes after it.
func (e *input) paste(c fyne.Canvas, from fyne.Clipboard) {
	if e.Disabled() || e.hold(func() { e.paste(c, from) }) {
		return
	}
	e.pasting = true
	later := false
	readClipboard(c, from, func(content string, ok bool) {
		e.pasting = false
		if later && absolute(e.whole).IsZero() { // the input has gone from the screen
			e.held = nil
			return
		}
		if ok && !e.Disabled() && (e.onPaste == nil || !e.onPaste(c, content)) {
			e.insert(c, from, content)
		}
		e.release()
	})
	later = true
}

// hold keeps for later what a person does to an input while it waits for the clipboard, and tells
// whether it does.
func (e *input) hold(do func()) bool {
	if e.pasting {
		e.held = append(e.held, do)
	}
	return e.pasting
}

// release does what was held.
func (e *input) release() {
	held := e.held
	e.held = nil
	for _, do := range held {
		do() // a second paste holds the rest again
	}
}

// insert puts in a text that is short enough to be laid out at once; else c says that it is not.
func (e *input) insert(c fyne.Canvas, from fyne.Clipboard, content string) {
	most := LongestLine
	if e.MultiLine {
		most = LongestText
	}
	if len(content) > most || len(e.Text)-len(e.SelectedText())+len(content) > most {
		refuse(c, len(content))
		return
	}
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: read{from, content}})
}
