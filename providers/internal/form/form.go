// Package form writes and reads lists of names and values in the encoding
// application/x-www-form-urlencoded, as queries and as bodies. Unlike
// net/url.Values it keeps their order.
package form

import (
	"net/url"
	"strings"

	"keycase/providers"
)

// ContentType is the media type of a form body.
const ContentType = "application/x-www-form-urlencoded"

// Encode writes pairs in their order: UTF-8, a space as "+", upper-case
// hexadecimal digits, and "A-Z a-z 0-9 - _ . ~" as they are.
func Encode(pairs []providers.Pair) string {
	size := 0
	for _, p := range pairs {
		size += len(p.Name) + len(p.Value) + len("=&")
	}
	var b strings.Builder
	b.Grow(size + size/4) // some of it becomes longer
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(Escape(p.Name))
		b.WriteByte('=')
		b.WriteString(Escape(p.Value))
	}
	return b.String()
}

// Escape is one name or value in the form it has on the wire.
func Escape(s string) string { return url.QueryEscape(s) }

// Decode reads what Encode writes, and every other form; the order is kept.
// Empty parts ("a=1&&b=2") are dropped. Its errors are about bad escapes and do
// not quote more than the escape itself.
func Decode(text string) ([]providers.Pair, error) {
	var pairs []providers.Pair
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		n, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		v, err := url.QueryUnescape(value)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, providers.Pair{Name: n, Value: v})
	}
	return pairs, nil
}
