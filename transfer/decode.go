package transfer

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// MaxText is the longest text that is read, in bytes as they come.
const MaxText = 1 << 20

// The errors of [Read].
var (
	// ErrTooLong: the text is longer than MaxText.
	ErrTooLong = errors.New("the text is too long")
	// ErrNotText: the bytes are no text in UTF-8, UTF-16 or GB 18030.
	ErrNotText = errors.New("this is no text")
	// ErrNothing: there is no value in the text that could belong to a credential.
	ErrNothing = errors.New("nothing of use was found")
)

// Encoding is how the bytes of a text were read.
type Encoding string

// The encodings. GBK and GB 2312 are parts of GB 18030.
const (
	UTF8    Encoding = "UTF-8"
	UTF16   Encoding = "UTF-16"
	GB18030 Encoding = "GB 18030"
)

// decode makes text of bytes as files and clipboards hold them, with \n at the
// end of lines. What is valid UTF-8 is taken for nothing else.
func decode(data []byte) (string, Encoding, error) {
	if len(data) > MaxText {
		return "", "", ErrTooLong
	}
	text, as, err := decoded(data)
	if err != nil {
		return "", "", err
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.ContainsFunc(text, binary) {
		return "", "", ErrNotText
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), as, nil
}

func decoded(data []byte) (string, Encoding, error) {
	if order, ok := utf16Order(data); ok {
		text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil || len(data)%2 != 0 {
			return "", "", ErrNotText
		}
		return string(text), UTF16, nil
	}
	if utf8.Valid(data) {
		return string(data), UTF8, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", "", ErrNotText
	}
	return string(text), GB18030, nil
}

// utf16Order tells whether data is UTF-16, and which byte comes first where no
// byte order mark says so: names of values are ASCII, so every other byte of a
// text that has some is zero as a rule.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	}
	var zeros [2]int
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	few, many := len(data)/100, len(data)/4
	switch {
	case zeros[1] > many && zeros[0] <= few:
		return unicode.LittleEndian, true
	case zeros[0] > many && zeros[1] <= few:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// binary characters are in no text: controls that neither move on nor begin a
// line. ESC is one of them; it would give orders to a terminal.
func binary(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v'
}
