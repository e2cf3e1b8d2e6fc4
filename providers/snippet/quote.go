package snippet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// quoteJS writes a literal of JavaScript, which may also stand in a page: its
// "<" is escaped, and encoding/json escapes the line ends U+2028 and U+2029.
func quoteJS(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""` // strings always encode
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "<", `\u003c`)
}

// quotePython writes a literal of Python.
func quotePython(s string) string { return escaped(s, `\x%02x`, "") }

// quoteASCII writes a literal of Java or C# in ASCII, because older compilers
// read sources in the system's encoding. Java turns \uXXXX into the character
// before it looks for the end of a literal; what could end one has escapes of
// its own.
func quoteASCII(s string) string { return escaped(s, `\u%04x`, `\u%04x`) }

// escaped writes a literal in double quotes; control is the format of a control
// character, unit that of each UTF-16 unit beyond ASCII, or "" to leave
// printable ones alone.
func escaped(s, control, unit string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, control, r)
		case r < 0x7f || unit == "" && unicode.IsPrint(r):
			b.WriteRune(r)
		case unit == "":
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, unit, u)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}

// quotePHP writes single quotes, in which nothing but "'" and "\" means
// anything. Control characters, which editors change, come in double ones.
func quotePHP(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			control, known := phpControls[r]
			if !known {
				control = fmt.Sprintf(`\x%02x`, r)
			}
			b.WriteString(`' . "` + control + `" . '`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "'' . "), " . ''")
}

var phpControls = map[rune]string{'\n': `\n`, '\r': `\r`, '\t': `\t`}
