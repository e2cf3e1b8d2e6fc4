package checking

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keycase/providers"
	"keycase/providers/captured"
	"keycase/providers/check"
)

// kind is what a text is taken for.
type kind int

// The kinds, in the order in which a person chooses between them.
const (
	signature kind = iota
	stringToSign
	curl
	rawHTTP
)

// kindOf recognises a text.
func kindOf(text string) kind {
	switch captured.Detect(text) {
	case captured.FormCurl:
		return curl
	case captured.FormHTTP:
		return rawHTTP
	}
	if looksSigned(check.Bare(text)) {
		return signature
	}
	return stringToSign
}

// Lengths of the results of the usual hashes, in bytes.
var hashes = []int{16, 20, 32, 48, 64}

// looksSigned tells whether a text is as short and as random as signatures are: a
// hash in hexadecimal, or the Base64 of a hash, of its hexadecimal form, or of a
// readable pair of keys.
func looksSigned(text string) bool {
	if hexHash(text) {
		return true
	}
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding} {
		if inside, err := encoding.DecodeString(text); err == nil {
			return slices.Contains(hashes, len(inside)) || hexHash(string(inside)) || keys(string(inside))
		}
	}
	return false
}

func hexHash(text string) bool {
	return strings.Trim(text, "0123456789abcdefABCDEF") == "" && slices.Contains(hashes, len(text)/2) && len(text)%2 == 0
}

// keys tells whether a text is "id:secret".
func keys(text string) bool {
	return utf8.ValidString(text) && strings.Contains(text, ":") &&
		strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// whole tells whether the kind is a request, which carries what it was signed with.
func (k kind) whole() bool { return k == curl || k == rawHTTP }

// given is a text as the engine wants it. White space around a signature was only
// copied along, unlike what stands inside; in a string to sign each byte counts.
func (k kind) given(text string) check.Given {
	switch k {
	case signature:
		return check.Given{Signature: strings.TrimSpace(text)}
	case stringToSign:
		return check.Given{StringToSign: text}
	case curl:
		return check.Given{Curl: strings.TrimSpace(text)}
	default:
		return check.Given{HTTP: text}
	}
}

// request is what a text of a whole request holds; nil where it cannot be read.
func (k kind) request(text string) *providers.Request {
	read := captured.Curl
	switch k {
	case rawHTTP:
		read = captured.HTTP
	case curl:
	default:
		return nil
	}
	r, err := read(text)
	if err != nil {
		return nil
	}
	return r
}
