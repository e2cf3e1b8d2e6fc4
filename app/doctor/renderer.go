package doctor

import (
	"path/filepath"
	"strings"
	"unicode"

	"keycase/internal/ownfile"
)

// rendererFile has the name of what draws the window, which a command line cannot ask.
const rendererFile = "renderer"

// KeepRenderer writes down in the data folder what draws the window; home is "" where
// nothing is to be left behind.
func KeepRenderer(home, name string) error {
	if home == "" {
		return nil
	}
	return ownfile.Write(filepath.Join(home, rendererFile), []byte(name+"\n"))
}

// KeptRenderer is what drew when that was tried last; "" where nobody knows.
func KeptRenderer(home string) string {
	const longest = 200 // of a name that is one
	text, err := ownfile.Read(filepath.Join(home, rendererFile), longest)
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
