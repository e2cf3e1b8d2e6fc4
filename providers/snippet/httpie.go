package snippet

import (
	"strings"

	"al.essio.dev/pkg/shellescape"

	"keycase/providers"
)

// httpie writes the http command for a POSIX shell. The body goes in by --raw:
// HTTPie's own items would read files for "@" and build JSON by themselves.
func httpie(r *providers.Request) string {
	var b strings.Builder
	b.WriteString("http --ignore-stdin " + r.Method + " " + shellescape.Quote(r.URL))
	for _, h := range r.Headers {
		item := h.Name + ":" + escapeItem(h.Value)
		if h.Value == "" {
			item = h.Name + ";"
		}
		b.WriteString(" \\\n  " + shellescape.Quote(item))
	}
	if r.Body != "" {
		b.WriteString(" \\\n  --raw " + shellescape.Quote(r.Body))
	}
	return b.String()
}

// escapeItem keeps a value that begins like one of HTTPie's longer separators
// (":=", ":@") from being read as one.
func escapeItem(value string) string {
	if strings.HasPrefix(value, "=") || strings.HasPrefix(value, "@") {
		return `\` + value
	}
	return value
}
