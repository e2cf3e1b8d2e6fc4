package jdy

import "bytes"

// The gateway's two percent-encoders. Both write upper-case hex of UTF-8 and a
// space as "+". They differ in two characters only, which is why most homemade
// clients work until a value holds "*" or "~". Checked against 19 results of
// the vendor's own client (apigwclient 0.1.5).
//
// They append to a buffer, because a signature runs every value through both;
// a property test holds them to net/url.

// asIs is a set of bytes that an encoder leaves alone.
type asIs [256]bool

func leaving(extra string) *asIs {
	set := &asIs{}
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_." + extra) {
		set[c] = true
	}
	return set
}

var (
	// strict encodes the path, the names (both times) and the values the
	// second time.
	strict = leaving("~")
	// wire encodes the values the first time, which is also how they travel.
	wire = leaving("*")
)

const upperHex = "0123456789ABCDEF"

func appendEncoded[T string | []byte](dst []byte, set *asIs, s T) []byte {
	from := 0 // of the run that is copied as it is
	for i := 0; i < len(s); i++ {
		c := s[i]
		if set[c] {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		if c == ' ' {
			dst = append(dst, '+')
		} else {
			dst = append(dst, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return append(dst, s[from:]...)
}

func (set *asIs) encode(s string) string { return string(appendEncoded(nil, set, s)) }

// appendAgain encodes by strict what is encoded already. Only three characters
// can need it then, and searching for them is faster than looking at each byte.
func appendAgain(dst, once []byte) []byte {
	first := len(once)
	for _, c := range []byte("%+*") {
		if i := bytes.IndexByte(once[:first], c); i >= 0 {
			first = i
		}
	}
	dst = append(dst, once[:first]...)
	return appendEncoded(dst, strict, once[first:])
}
