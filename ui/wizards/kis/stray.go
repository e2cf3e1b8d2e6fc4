package kis

import (
	"strings"
	"unicode"

	"keycase/assets/translations"
)

// stray counts the characters of a value that came along when it was copied.
type stray struct {
	spaces int // line breaks among them
	hidden int // such as a byte order mark
	wide   int // letters and digits as wide as Chinese characters
}

func strayIn(value string) (s stray) {
	for _, r := range value {
		switch {
		case unicode.IsSpace(r):
			s.spaces++
		case !unicode.IsPrint(r):
			s.hidden++
		case isWide(r):
			s.wide++
		}
	}
	return s
}

func (s stray) any() bool { return s != stray{} }

// certain tells whether the value cannot be meant as it is. Wide letters are unlikely in a secret, but
// nobody knows.
func (s stray) certain() bool { return s.spaces+s.hidden > 0 }

// cleaned is the value without them; wide letters become narrow ones.
func cleaned(value string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), !unicode.IsPrint(r):
			return -1
		case isWide(r):
			return r - wideFirst + narrowFirst
		}
		return r
	}, value)
}

const (
	wideFirst   = '\uFF01'
	wideLast    = '\uFF5E'
	narrowFirst = '!'
)

func isWide(r rune) bool { return r >= wideFirst && r <= wideLast }

// parts names what was found: "2 个空格、1 个看不见的字符".
func (s stray) parts(l *translations.Localizer) string {
	var said []string
	for _, kind := range []struct {
		key   string
		count int
	}{{"wizard.kis.stray.spaces", s.spaces}, {"wizard.kis.stray.hidden", s.hidden}, {"wizard.kis.stray.wide", s.wide}} {
		if kind.count > 0 {
			said = append(said, l.T(kind.key, translations.CountName, kind.count))
		}
	}
	return joined(l, said)
}
