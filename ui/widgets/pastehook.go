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

// OnPaste is asked first when a person pastes, and tells whether it took what is on the clipboard; the
// field does not get it then.
func (f *Field) OnPaste(take func() (taken bool)) {
	f.entry.onShortcut = func(shortcut fyne.Shortcut) bool {
		_, paste := shortcut.(*fyne.ShortcutPaste)
		return paste && !f.Disabled() && take()
	}
}

// read is a clipboard of which the content was read: a second look could find another one.
type read struct {
	fyne.Clipboard
	content string
}

// Content implements fyne.Clipboard.
func (r read) Content() string { return r.content }

// paste puts in what is on the clipboard where it is short enough to be laid out at once; else c says
// that it is not.
func (e *input) paste(c fyne.Canvas, from fyne.Clipboard) {
	if e.Disabled() {
		return
	}
	content, most := from.Content(), LongestLine
	if e.MultiLine {
		most = LongestText
	}
	if len(content) > most || len(e.Text)-len(e.SelectedText())+len(content) > most {
		refuse(c, len(content))
		return
	}
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: read{from, content}})
}
