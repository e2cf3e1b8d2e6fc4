package sandbox

import (
	"slices"
	"strings"
)

// The sandbox reads a request from the bytes on the wire, with a decoder and
// with byte tables of its own. It deliberately uses neither net/url nor the
// encoders of the signer: a fault in one of them must not hide in both.

// pair is one name and value of a query or form, decoded.
type pair struct{ name, value string }

// pairs are the names and values of a query or form in the order of the wire.
type pairs []pair

// get returns the first value of name, or "" where there is none. Names are
// compared case by case.
func (ps pairs) get(name string) string {
	for _, p := range ps {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

// has reports whether name occurs, be it with an empty value.
func (ps pairs) has(name string) bool {
	return slices.ContainsFunc(ps, func(p pair) bool { return p.name == name })
}

// parsePairs decodes a raw query or an x-www-form-urlencoded body. It reports
// false where a percent sign is not followed by two hex digits.
func parsePairs(raw string) (pairs, bool) {
	var out pairs
	for piece := range strings.SplitSeq(raw, "&") {
		if piece == "" {
			continue
		}
		rawName, rawValue, _ := strings.Cut(piece, "=")
		name, okName := decode(rawName, ' ')
		value, okValue := decode(rawValue, ' ')
		if !okName || !okValue {
			return nil, false
		}
		out = append(out, pair{name, value})
	}
	return out, true
}

// decode undoes percent-encoding. plus is what a plus sign stands for: a space
// in queries and forms, itself in paths. It reports false for a percent sign
// without two hex digits behind it.
func decode(s string, plus byte) (string, bool) {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '+':
			out = append(out, plus)
		case '%':
			if i+2 >= len(s) || nibble(s[i+1]) < 0 || nibble(s[i+2]) < 0 {
				return "", false
			}
			out = append(out, byte(nibble(s[i+1])<<4|nibble(s[i+2]))) //nolint:gosec // two nibbles fit a byte
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return string(out), true
}

// nibble is the worth of a hex digit, or -1.
func nibble(c byte) int { return strings.IndexByte("0123456789abcdef", lower(c)) }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// byteTable says what each byte becomes in an encoded text.
type byteTable [256]string

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// newByteTable makes a table that leaves the bytes of literal as they are,
// writes a space as space, and every other byte as prefix and two upper-case
// hex digits.
func newByteTable(literal, space, prefix string) *byteTable {
	const digits = "0123456789ABCDEF"
	size := len(prefix) + 2
	codes := make([]byte, 0, 256*size)
	for b := range 256 {
		codes = append(append(codes, prefix...), digits[b>>4], digits[b&15])
	}
	text := string(codes)
	var t byteTable
	for b := range t {
		t[b] = text[b*size : (b+1)*size]
	}
	t[' '] = space
	for i, c := range []byte(literal) {
		t[c] = literal[i : i+1]
	}
	return &t
}

// encode writes s through the table.
func (t *byteTable) encode(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(t[s[i]])
	}
	return b.String()
}

// onlyOf reports whether s is not empty and has no byte outside of set.
func onlyOf(s, set string) bool {
	return s != "" && strings.Trim(s, set) == ""
}
