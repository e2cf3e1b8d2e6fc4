package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
)

// Piece is how many bytes of a secret's beginning or end are enough to be found.
const Piece = 12

// form is bytes that give a canary away.
type form struct {
	canary, name string
	bytes        []byte
}

// forms are what the beginning and the end of a canary can have become.
func forms(c Canary) []form {
	pieces := map[string]string{"beginning": c.Value, "end": c.Value}
	if len(c.Value) > Piece {
		pieces["beginning"], pieces["end"] = c.Value[:Piece], c.Value[len(c.Value)-Piece:]
	}
	var all []form
	for part, piece := range pieces {
		ways := encodings(piece)
		for _, name := range slices.Sorted(maps.Keys(ways)) {
			encoded := ways[name]
			known := slices.ContainsFunc(all, func(f form) bool { return bytes.Equal(f.bytes, encoded) })
			if !known {
				all = append(all, form{c.Name, part + ", " + name, encoded})
			}
		}
	}
	return all
}

// encodings are the ways to write a text down, by name.
func encodings(text string) map[string][]byte {
	raw := []byte(text)
	all := map[string][]byte{
		"as it is":      raw,
		"hex":           []byte(hex.EncodeToString(raw)),
		"HEX":           []byte(strings.ToUpper(hex.EncodeToString(raw))),
		"query":         []byte(url.QueryEscape(text)),
		"query twice":   []byte(url.QueryEscape(url.QueryEscape(text))),
		"path":          []byte(url.PathEscape(text)),
		"file path":     []byte((&url.URL{Path: text}).EscapedPath()),
		"all escaped":   []byte("%" + strings.ReplaceAll(fmt.Sprintf("% X", raw), " ", "%")),
		"quoted":        []byte(strings.Trim(fmt.Sprintf("%q", text), `"`)),
		"decimal bytes": []byte(strings.Trim(fmt.Sprintf("%d", raw), "[]")),
		"hex bytes":     []byte(strings.ReplaceAll(fmt.Sprintf("% #x", raw), " ", ", ")),
		"UTF-16LE":      wide(text, binary.LittleEndian),
		"UTF-16BE":      wide(text, binary.BigEndian),
	}

	if quoted, err := json.Marshal(text); err == nil {
		all["in JSON"] = bytes.Trim(quoted, `"`)
	}
	for name, code := range map[string]*base64.Encoding{"Base64": base64.RawStdEncoding, "Base64 of URLs": base64.RawURLEncoding} {
		for before := range 3 {
			all[fmt.Sprintf("%s after %d", name, before)] = certain(code, raw, before)
		}
	}
	return all
}

func wide(text string, order binary.AppendByteOrder) []byte {
	var all []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		all = order.AppendUint16(all, unit)
	}
	return all
}

// certain are the letters of Base64 that a text has, however it goes on, where some
// bytes stand between it and the last multiple of three.
func certain(code *base64.Encoding, text []byte, before int) []byte {
	encoded := code.EncodeToString(append(make([]byte, before), text...))
	const byteBits, letterBits = 8, 6
	from := (before*byteBits + letterBits - 1) / letterBits
	to := (before + len(text)) * byteBits / letterBits
	return []byte(encoded[from:to])
}
