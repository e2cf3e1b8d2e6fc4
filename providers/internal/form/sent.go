package form

import (
	"net/url"
	"strings"

	"keycase/providers"
)

// Split cuts a URL, as somebody wrote it, into what stands before its path, the
// path and the query, without changing a byte.
func Split(address string) (origin, path, query string) {
	rest := address
	if scheme, after, ok := strings.Cut(address, "://"); ok && !strings.ContainsAny(scheme, "/?") {
		host := after
		if i := strings.IndexAny(after, "/?"); i >= 0 {
			host = after[:i]
		}
		origin = scheme + "://" + host
		rest = address[len(origin):]
	}
	path, query, _ = strings.Cut(rest, "?")
	return origin, path, query
}

// Lenient is [Decode] for what other programs wrote: an escape that is none
// stays as it is.
func Lenient(text string) []providers.Pair {
	var pairs []providers.Pair
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, providers.Pair{Name: lenient(name), Value: lenient(value)})
	}
	return pairs
}

func lenient(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// Value returns the first value of that name.
func Value(pairs []providers.Pair, name string) string {
	for _, p := range pairs {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}
