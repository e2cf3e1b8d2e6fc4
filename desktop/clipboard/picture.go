package clipboard

import "errors"

// ErrNoPicture is the error where no picture lies on the clipboard.
var ErrNoPicture = errors.New("clipboard: there is no picture on it")

// MaxPicture is how large a picture may be, in bytes.
const MaxPicture = 64 << 20

// Picture reads the picture on the clipboard as the bytes of a PNG, JPEG or BMP
// file. It can wait for up to about ten seconds for the program that has it. The
// errors are ErrNoPicture, ErrBusy, errors.ErrUnsupported, and those of the window
// system.
func Picture() ([]byte, error) { return picture() }
