package providers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"keycase/internal/lazy"
)

// Values are what an operation is given, by wire name. A field of KindPairs
// holds its list as JSON text, see [ParsePairs].
type Values map[string]string

// Clone returns a copy that can be changed without touching v.
func (v Values) Clone() Values { return maps.Clone(v) }

// Pair is one name and value of a query or form; order matters to some
// signatures, so lists of them are slices and not maps.
type Pair struct {
	Name  string
	Value string
}

// ErrInput is wrapped by every error about the form of an input document.
var ErrInput = errors.New("input cannot be read")

// ParseInput reads a JSON object of values by wire name. Strings are taken as
// they are; numbers and booleans as their text; arrays and objects (a query, a
// JSON body) as their compact or original JSON text. null counts as absent.
func ParseInput(doc []byte) (Values, error) {
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(doc) {
		return nil, fmt.Errorf("%w: the text is not UTF-8", ErrInput)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(doc, &raw); err != nil {
		return nil, fmt.Errorf("%w: want one JSON object of values by name: %s", ErrInput, jsonFault(err))
	}
	values := make(Values, len(raw))
	for name, msg := range raw {
		text, present, err := valueText(msg)
		if err != nil {
			return nil, fmt.Errorf("%w: %q: %s", ErrInput, name, jsonFault(err))
		}
		if present {
			values[name] = text
		}
	}
	return values, nil
}

// replacement finds U+FFFD that somebody really wrote.
var replacement = lazy.Regexp(`\x{FFFD}|\\u[fF]{3}[dD]`)

func valueText(msg json.RawMessage) (text string, present bool, err error) {
	switch {
	case bytes.Equal(msg, []byte("null")):
		return "", false, nil
	case len(msg) > 0 && msg[0] == '"':
		if err = json.Unmarshal(msg, &text); err == nil && strings.ContainsRune(text, utf8.RuneError) && !replacement().Match(msg) {
			// The decoder put it in for half a surrogate pair: the value would
			// be another than the one that was given.
			err = errors.New("text with half a character")
		}
		return text, true, err
	default:
		return string(msg), true, nil
	}
}

// jsonFault describes a decoding error without quoting the document, which may
// hold secrets.
func jsonFault(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("not valid JSON near byte %d", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("a JSON %s near byte %d is not expected", kind.Value, kind.Offset)
	default:
		return "not valid JSON"
	}
}

// ParsePairs reads the text of a KindPairs field: a JSON array of [name, value]
// arrays whose values are strings, numbers or booleans, or an empty text for an
// empty list. The order is kept, and names may repeat.
func ParsePairs(text string) ([]Pair, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var rows [][]json.RawMessage
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return nil, fmt.Errorf("%w: want an array of [name, value]: %s", ErrInput, jsonFault(err))
	}
	pairs := make([]Pair, 0, len(rows))
	for i, row := range rows {
		if len(row) != 2 {
			return nil, fmt.Errorf("%w: row %d has %d elements, want [name, value]", ErrInput, i+1, len(row))
		}
		var p Pair
		for j, to := range []*string{&p.Name, &p.Value} {
			s, err := scalarText(row[j])
			if err != nil {
				return nil, fmt.Errorf("%w: row %d: %w", ErrInput, i+1, err)
			}
			*to = s
		}
		if p.Name == "" {
			return nil, fmt.Errorf("%w: row %d has no name", ErrInput, i+1)
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

func scalarText(msg json.RawMessage) (string, error) {
	text, _, err := valueText(msg)
	if err != nil {
		return "", errors.New(jsonFault(err))
	}
	if len(msg) > 0 && (msg[0] == '{' || msg[0] == '[') {
		return "", errors.New("a value must be a string, a number or a boolean")
	}
	return text, nil
}

// FormatPairs writes pairs as the text of a KindPairs field; ParsePairs reads
// it back.
func FormatPairs(pairs []Pair) string {
	if len(pairs) == 0 {
		return ""
	}
	rows := make([][2]string, len(pairs))
	for i, p := range pairs {
		rows[i] = [2]string{p.Name, p.Value}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return "" // strings always marshal
	}
	return string(text)
}

// trimmed drops what people copy along: white space of every kind, zero-width
// characters and a byte order mark.
func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060'
	})
}
