package clipboard

import "strings"

// MaxText is how much of a text is read, in bytes; what follows is cut off.
const MaxText = 64 << 20

// Text reads the text on the clipboard; "" for none. It waits for the program that
// has it, a few seconds at most: one that hangs may never answer. The errors are
// ErrBusy, errors.ErrUnsupported, and those of the window system.
func Text() (string, error) {
	read, err := text()
	// Some programs end it with a NUL, as C does.
	read, _, _ = strings.Cut(read, "\x00")
	return strings.ToValidUTF8(read, "\ufffd"), err
}
