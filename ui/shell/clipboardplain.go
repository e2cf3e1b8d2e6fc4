package shell

import (
	"crypto/sha256"
	"errors"

	"fyne.io/fyne/v2"
)

// errNotAsked is why nobody is known to own the clipboard before it was asked.
var errNotAsked = errors.New("nobody asked yet")

// owner is whose the clipboard is; err where nobody tells, see
// SecretClipboard.Owner.
type owner struct {
	number uint64
	err    error
}

// plain is a secret on a clipboard that cannot mark it. It remembers what it copied
// only as a checksum, and belongs to the UI goroutine, as Fyne's clipboard does.
//
// Whether it is still there only reading tells, and reading waits for the program
// that owns the clipboard, on the goroutine that draws the window: where that program
// hangs, so would the window. Nor can Fyne's clipboard be read elsewhere, since its
// driver takes such calls on the main thread only. So the system is first asked who
// owns the clipboard, which waits for nobody else and may be done anywhere. While
// that is Fyne, its driver has the text at hand.
type plain struct {
	clipboard fyne.Clipboard
	sum       [sha256.Size]byte
	copied    owner // just after it was copied
}

func putPlain(clipboard fyne.Clipboard, value string) *plain {
	clipboard.SetContent(value)
	return &plain{clipboard, sha256.Sum256([]byte(value)), owner{err: errNotAsked}}
}

// clear takes the secret away if it is still there; now is who owns the clipboard.
// Where nobody can tell, an empty clipboard is better than a secret on it.
func (p *plain) clear(now owner) {
	readable := errors.Is(now.err, errors.ErrUnsupported)
	known := now.err == nil && p.copied.err == nil
	switch {
	case known && now.number != p.copied.number:
		return
	case (known || readable) && sha256.Sum256([]byte(p.clipboard.Content())) != p.sum:
		return
	}
	p.clipboard.SetContent("")
}
