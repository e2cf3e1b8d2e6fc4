package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// SetHelp changes the sentence below the field.
func (f *Field) SetHelp(sentence string) {
	if f.frame.help == sentence {
		return
	}
	f.frame.help = sentence
	f.Refresh()
}

// OnFocus adds a listener for when the keyboard comes to the field.
func (f *Field) OnFocus(listen func()) {
	inner := f.entry.onFocus
	f.entry.onFocus = func(focused bool) {
		inner(focused)
		if focused {
			listen()
		}
	}
}

// OnKey lets handle see each key before the field does; a key that it handled goes no further.
func (f *Field) OnKey(handle func(*fyne.KeyEvent) (handled bool)) { f.entry.onKey = handle }

// SelectAll selects the whole text, so that what is typed or pasted next takes its place.
func (f *Field) SelectAll() { f.entry.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetUnchosen takes the choice back, where a person has to make it; Selected is -1 then.
func (s *Segmented) SetUnchosen() {
	if s.selected >= 0 {
		s.selected = -1
		s.Refresh()
	}
}

// SuitFont draws what stands in a monospaced field in the text font where the monospaced one lacks
// characters, as it does Chinese ones. To be called when the text changes.
func (f *Field) SuitFont() {
	if f.options.Mono || f.options.Secret {
		f.entry.suitFont()
	}
}

func (e *input) suitFont() {
	visible := e.Text
	if visible == "" {
		visible = e.PlaceHolder
	}
	if mono := strings.IndexFunc(visible, foreign) < 0; mono != e.TextStyle.Monospace {
		e.TextStyle.Monospace = mono
		e.Refresh()
	}
}
