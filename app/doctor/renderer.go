package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// rendererFile has the name of what draws the window, which a command line cannot ask.
const rendererFile = "renderer"

// KeepRenderer writes down in the data folder what draws the window; home is "" where
// nothing is to be left behind.
func KeepRenderer(home, name string) error {
	if home == "" {
		return nil
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	path := filepath.Join(home, rendererFile)
	// Whatever lies there: a pipe would be waited for, and a link leads to another file.
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the caller's folder
	if err != nil {
		return err
	}
	_, err = file.WriteString(name + "\n")
	return errors.Join(err, file.Close())
}

// KeptRenderer is what drew when that was tried last; "" where nobody knows.
func KeptRenderer(home string) string {
	const longest = 200 // of a name that is one
	path := filepath.Join(home, rendererFile)
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() > longest {
		return "" // neither waited for nor read without end
	}
	text, err := os.ReadFile(path) //nolint:gosec // the caller's folder
	if err != nil {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, string(text))
}
