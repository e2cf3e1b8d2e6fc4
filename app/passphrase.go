package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"unicode/utf8"
)

// MinPassphrase is the least length of the passphrase of a new file store, in
// characters. scrypt makes each guess slow; what is left to the person is to be
// long enough, and not among the first that are tried. A store that is there opens with whatever it was made with.
const MinPassphrase = 8

// ShortPassphrase tells whether a passphrase is too short for a new file store.
func ShortPassphrase(passphrase string) bool {
	return utf8.RuneCountInString(passphrase) < MinPassphrase
}

// WeakPassphrase tells whether a passphrase will not do for a new file store or a
// backup: it is too short, or guessed at once.
func WeakPassphrase(passphrase string) bool {
	return ShortPassphrase(passphrase) || GuessablePassphrase(passphrase)
}

// maxPassphrase is the longest passphrase file, in bytes.
const maxPassphrase = 4096

// ErrOpenPassphrase is a passphrase file that every user of the machine can
// read, which would protect nothing, or that others than its owner can write.
var ErrOpenPassphrase = errors.New("the passphrase file can be read or changed by others")

// ErrPassphraseLines is a file of several lines or of unlikely length. It is no
// passphrase, and most likely another file than was meant.
var ErrPassphraseLines = errors.New("the passphrase file is not one line of at most 4 KiB")

// ReadPassphrase reads a passphrase from a file, without the byte order mark and
// the line break that editors add. Its errors are those of reading,
// [ErrOpenPassphrase] and [ErrPassphraseLines].
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
	if exposed(info) {
		return nil, fmt.Errorf("%w: %s", ErrOpenPassphrase, path)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxPassphrase+1))
	if err != nil {
		return nil, err
	}
	return onlyLine(text)
}

// exposed tells whether others than the owner can write a file, or others than
// its group read it. Windows has no such bits, and a pipe belongs to who opened
// it.
func exposed(info fs.FileInfo) bool {
	return runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o026 != 0
}

func onlyLine(text []byte) ([]byte, error) {
	line := bytes.TrimRight(bytes.TrimPrefix(text, []byte("\uFEFF")), "\r\n")
	if len(text) > maxPassphrase || bytes.ContainsAny(line, "\r\n") {
		return nil, ErrPassphraseLines
	}
	return line, nil
}
