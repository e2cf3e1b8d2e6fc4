package doctor

import (
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
	return os.WriteFile(filepath.Join(home, rendererFile), []byte(name+"\n"), 0o600)
}

// KeptRenderer is what drew the window when it was tried last; "" where nobody knows.
func KeptRenderer(home string) string {
	const longest = 200                                         // of a name that is one
	text, err := os.ReadFile(filepath.Join(home, rendererFile)) //nolint:gosec // the caller's folder
	if err != nil || len(text) > longest {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, string(text))
}
