package transfer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// longestName bounds a name, in bytes; what is longer is none.
const longestName = 256

// words takes a name apart: at signs and spaces, where small letters turn to
// capitals, and between Chinese characters, which have no gaps. All of
// X-Api-ClientID, xApiClientId and x_api_client_id give the same words.
func words(name string) []string {
	if len(name) > longestName {
		return nil
	}
	var all []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			all = append(all, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(fold(name))
	for i, r := range runes {
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			all = append(all, string(r))
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			end()
		}
		word = append(word, r)
	}
	end()
	return all
}

// key is equal for names that are written differently and mean the same.
func key(words []string) string { return strings.Join(words, "") }

// holds tells whether part stands in all, its words one after another.
func holds(all, part []string) bool {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return len(part) > 0
		}
	}
	return false
}

// fold narrows full-width letters, digits and signs, and takes out what cannot
// be seen. It keeps the number of lines.
func fold(text string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
			return -1
		case '\u00a0', '\u3000':
			return ' '
		}
		if p := width.LookupRune(c); p.Kind() == width.EastAsianFullwidth {
			if narrow := p.Narrow(); narrow != 0 {
				return narrow
			}
		}
		return c
	}, text)
}
