package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
)

// maxPassphrase is the longest passphrase that is read from a file, in bytes.
const maxPassphrase = 4096

// ErrOpenPassphrase is a passphrase file that every user of the machine can
// read: it would protect nothing.
var ErrOpenPassphrase = errors.New("the passphrase file can be read by everybody")

// ReadPassphrase reads a passphrase from a file, without the line break at its
// end. Its errors are those of reading, and [ErrOpenPassphrase].
func ReadPassphrase(path string) (passphrase []byte, err error) {
	f, err := os.Open(path) //nolint:gosec // the person names it
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	// Windows has no such bits, and a pipe belongs to who opened it.
	if runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o004 != 0 {
		return nil, fmt.Errorf("%w: %s", ErrOpenPassphrase, path)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxPassphrase))
	return bytes.TrimRight(text, "\r\n"), err
}
