package snippet

import "strings"

// httpie writes the http command for a POSIX shell. The body goes in by --raw:
// HTTPie's own items would read files for "@" and build JSON by themselves. The
// space behind a header's colon keeps a value that begins with "=" or "@" from
// making one of HTTPie's longer separators of it.
func httpie(c *call) string {
	f := c.flat()
	var b strings.Builder
	b.WriteString("http --ignore-stdin ")
	if f.contains("/.") {
		b.WriteString("--path-as-is ")
	}
	b.WriteString(f.method + " " + quotePOSIX(f.url))
	for _, h := range f.headers {
		item := join(text(h.name+": "), h.value)
		if value, fixed := h.value.fixed(); fixed && value == "" {
			item = text(h.name + ";")
		}
		b.WriteString(" \\\n  " + quotePOSIX(item))
	}
	if len(f.body) > 0 {
		b.WriteString(" \\\n  --raw=" + quotePOSIX(f.joined()))
	}
	return b.String()
}
