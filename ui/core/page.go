package core

import "fyne.io/fyne/v2"

// What a page can do besides being shown. The frame asks for these abilities and
// does without those that a page lacks.

// Reloader is a page that shows what is stored. Reload is called on the UI
// goroutine after credentials, tokens or grants have changed, by this window or
// by another process.
type Reloader interface{ Reload() }

// Filterer is a page that the search box narrows down; an empty text shows all.
type Filterer interface{ SetFilter(text string) }

// Lister is a page with a list that the arrow keys walk through. FocusList moves
// the keyboard to it.
type Lister interface{ FocusList() }

// Refresher is a page on which F5 fetches anew what is due.
type Refresher interface{ Refresh() }

// KeyTaker is a page with keys of its own, which reach it while no widget that
// uses them has the keyboard.
type KeyTaker interface{ TakeKey(key fyne.KeyName) }

// Masker is a page that can show secrets. Mask hides them again: when the window
// loses the focus, and when the store is locked.
type Masker interface{ Mask() }

// Escaper is a page that has a say when a person wants to leave it by Esc: it may
// first close something of its own, or ask about what was typed. It goes back by
// itself.
type Escaper interface{ Escape() }

// Keeper is a page that can hold something typed and not saved. While Dirty is
// true the frame asks before it leaves for another page.
type Keeper interface{ Dirty() bool }

// Closer is a page that says for itself what closing the window would lose, in a
// sentence for people; "" for nothing. It has this instead of the question of a
// [Keeper].
type Closer interface{ Closing() (lost string) }

// Resumer is a page that knows where the keyboard belongs on it. Resume puts it
// there: after a question, or when what had it has gone. It may leave that to the
// frame.
type Resumer interface{ Resume() }

// Insider is a page on which Esc can mean something else than leaving it.
// EscapeInside takes away one thing, the innermost first, and reports whether there
// was one.
type Insider interface{ EscapeInside() (used bool) }
