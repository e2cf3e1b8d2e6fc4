package snippet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// cmd writes curl.exe for the prompt of cmd.exe. (In a batch file "%" would
// have to be doubled instead.)
func cmd(c *call) string {
	f := c.flat()
	f.toASCII()
	return curlCommand("curl.exe", " ^\n  ", f, quoteCmd)
}

// toASCII writes a JSON body in one line and in ASCII, which means the same:
// Windows hands arguments to curl.exe in a code page that is GBK in China.
func (f *flatCall) toASCII() {
	if len(f.body) != 1 {
		return
	}
	body, fixed := f.body[0].fixed()
	var compact bytes.Buffer
	if !fixed || json.Compact(&compact, []byte(body)) != nil {
		return
	}
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(compact.String())) {
		if unit < 0x7f {
			b.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	f.body[0] = text(b.String())
}

// quoteCmd quotes for the C runtime that splits curl.exe's command line
// (backslashes count only before a double quote) and for cmd.exe before it.
func quoteCmd(all pieces) string {
	if s, fixed := all.fixed(); fixed {
		return caretQuoted(s)
	}
	return variablesQuoted(all)
}

// caretQuoted escapes the quotes themselves, so that the caret works everywhere
// inside and "%" cannot begin a variable.
func caretQuoted(s string) string {
	var arg strings.Builder
	backslashes := 0
	for _, c := range s {
		switch c {
		case '\\':
			backslashes++
			continue
		case '"':
			arg.WriteString(strings.Repeat(`\`, 2*backslashes+1))
		default:
			arg.WriteString(strings.Repeat(`\`, backslashes))
		}
		backslashes = 0
		arg.WriteRune(c)
	}
	arg.WriteString(strings.Repeat(`\`, 2*backslashes))

	var b strings.Builder
	b.WriteString(`^"`)
	for _, c := range strings.ReplaceAll(arg.String(), "\r\n", "\n") {
		switch {
		case c == '\n':
			b.WriteString("^\n\n")
			continue
		case strings.ContainsRune("\"%!^&|<>()@", c):
			b.WriteByte('^')
		}
		b.WriteRune(c)
	}
	b.WriteString(`^"`)
	return b.String()
}

// variablesQuoted keeps texts and variables in quotes that cmd.exe sees, where
// nothing in a value means anything to it but a quote. What has to be escaped
// itself stands between such quotes.
func variablesQuoted(all pieces) string {
	var b strings.Builder
	open, backslashes := false, 0
	quote := func(want bool) {
		if open != want {
			if want {
				b.WriteString(strings.Repeat(`\`, backslashes)) // doubled: a quote follows
			}
			b.WriteByte('"')
			open, backslashes = want, 0
		}
	}
	for _, p := range all {
		if p.variable.Name != "" {
			quote(true)
			b.WriteString("%" + p.variable.Name + "%")
		}
		for _, c := range p.text {
			switch c {
			case '\\':
				quote(false)
				backslashes++
				b.WriteByte('\\')
				continue
			case '"':
				quote(false)
				b.WriteString(strings.Repeat(`\`, backslashes+1) + `^"`)
			case '%', '!':
				quote(false)
				b.WriteString("^" + string(c))
			case '\n':
				quote(false)
				b.WriteString("^\n\n")
			default:
				quote(true)
				b.WriteRune(c)
			}
			backslashes = 0
		}
	}
	quote(false)
	return b.String()
}
