// Package clipboard puts secrets on the system's clipboard so that clipboard managers and
// histories leave them out, and takes them back.
//
// # X11
//
// The secret is never handed to the server: this process owns the selection and answers each
// program that pastes. It says x-kde-passwordManagerHint=secret, which the managers of KDE and
// others go by, and it does not offer to be saved, so nothing is left when the process ends.
//
// # Windows
//
// The secret is handed over together with the three formats that keep it out of the history, of the
// cloud and of programs that watch the clipboard. Windows keeps it after the process has ended, so
// a program has to Close on its way out.
//
// # What stays in memory
//
// The bytes that a claim keeps are zeroed when it ends. The string given to Put is the caller's, and
// copies under way to other programs are left to the garbage collector.
package clipboard

import (
	"errors"
	"strings"
	"sync"
	"unicode/utf8"
)

// Limit is the longest text in bytes that can be put: what fits into one request to an X server.
const Limit = 250_000

var (
	// ErrText is the error for a text longer than Limit, or with a NUL or broken UTF-8 in it, which
	// no clipboard carries.
	ErrText = errors.New("clipboard: the text cannot lie on a clipboard")
	// ErrBusy is the error when other programs keep the clipboard to themselves.
	ErrBusy = errors.New("clipboard: another program keeps the clipboard open")
	// ErrClosed is the error after Close.
	ErrClosed = errors.New("clipboard: closed")
)

// Clipboard is the system's clipboard. Its methods can be called from any goroutine; they can wait
// for up to about four seconds where the system does not answer.
type Clipboard struct {
	mu     sync.Mutex
	last   *Claim
	closed bool
}

// Open finds the clipboard. The error is errors.ErrUnsupported on systems without support here, and
// that of the connection where there is no X server.
func Open() (*Clipboard, error) {
	if err := probe(); err != nil {
		return nil, err
	}
	return &Clipboard{}, nil
}

// Put replaces what lies on the clipboard by a secret text. An earlier claim ends with that. No
// error contains any of the text.
func (c *Clipboard) Put(text string) (*Claim, error) {
	if len(text) > Limit || strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		return nil, ErrText
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, ErrClosed
	}
	h, err := hold(text)
	if err != nil {
		return nil, err
	}
	if c.last != nil {
		c.last.h.forget()
	}
	c.last = &Claim{h}
	return c.last, nil
}

// Close takes back what still lies on the clipboard from Put. Nothing can be put after it.
func (c *Clipboard) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.last == nil {
		return nil
	}
	return c.last.Clear()
}

// Owner is the window that put there what lies on the clipboard, as the window system numbers it; 0
// for none. Asking for it waits for no other program, as reading would. The error is
// errors.ErrUnsupported on systems where reading does not wait either, and that of the window system.
func Owner() (uint64, error) { return owner() }

// Claim is one text on the clipboard. Its methods can be called from any goroutine.
type Claim struct{ h *holding }

// Held tells whether the text still lies on the clipboard. It does not wait.
func (c *Claim) Held() bool { return c.h.held() }

// Clear empties the clipboard if the text still lies on it; what others have put there since stays.
// After an ErrBusy it can be tried again.
func (c *Claim) Clear() error { return c.h.clear() }
