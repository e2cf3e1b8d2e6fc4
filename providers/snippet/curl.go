package snippet

import (
	"net/http"
	"strings"

	"al.essio.dev/pkg/shellescape"
)

// option is one option of curl with its value, or without one.
type option struct {
	name  string // "header"; "" for the URL itself
	value pieces // nil for a switch
}

// curlOptions lists what curl is told, in an order that reads well.
func curlOptions(f *flatCall) []option {
	var all []option
	if f.method != http.MethodGet || len(f.body) > 0 {
		all = append(all, option{"request", text(f.method)})
	}
	if f.contains("/.") {
		all = append(all, option{name: "path-as-is"})
	}
	if f.contains("[") || f.contains("{") {
		all = append(all, option{name: "globoff"})
	}
	all = append(all, option{"", f.url})
	for _, h := range f.headers {
		line := join(text(h.name+": "), h.value)
		if value, fixed := h.value.fixed(); fixed && value == "" {
			line = text(h.name + ";") // how curl is told to send an empty value
		}
		all = append(all, option{"header", line})
	}
	for _, part := range f.body {
		// Not data: it would read a file named after a leading "@".
		all = append(all, option{"data-raw", part})
	}
	if len(f.body) == 0 && f.method != http.MethodGet {
		// A call without body still needs its Content-Length: 0.
		all = append(all, option{"data-raw", text("")})
	}
	return all
}

// contains looks for what curl would interpret in a URL.
func (f *flatCall) contains(s string) bool {
	for _, p := range f.url {
		if strings.Contains(p.text, s) {
			return true
		}
	}
	return false
}

// shortOptions are the names that curl's users know better.
var shortOptions = map[string]string{"request": "-X", "header": "-H"}

// curlCommand writes curl for a shell. A header or a part of the body begins a
// line.
func curlCommand(program, continued string, f *flatCall, quote func(pieces) string) string {
	var b strings.Builder
	b.WriteString(program)
	for _, o := range curlOptions(f) {
		if o.name == "header" || o.name == "data-raw" {
			b.WriteString(continued)
		} else {
			b.WriteByte(' ')
		}
		switch short, ok := shortOptions[o.name]; {
		case ok:
			b.WriteString(short)
		case o.name != "":
			b.WriteString("--" + o.name)
		}
		if o.name != "" && o.value != nil {
			b.WriteByte(' ')
		}
		switch {
		case o.name == "request":
			b.WriteString(f.method)
		case o.value != nil:
			b.WriteString(quote(o.value))
		}
	}
	return b.String()
}

// bash writes curl for bash and zsh.
func bash(c *call) string { return curlCommand("curl", " \\\n  ", c.flat(), quotePOSIX) }

// quotePOSIX puts texts in single quotes and variables in double ones.
func quotePOSIX(all pieces) string {
	if len(all) == 0 {
		return "''"
	}
	var b strings.Builder
	for _, p := range all {
		if p.variable.Name != "" {
			b.WriteString(`"$` + p.variable.Name + `"`)
			continue
		}
		quoted := shellescape.Quote(p.text)
		if !strings.HasPrefix(quoted, "'") {
			quoted = "'" + quoted + "'" // zsh reads a bare "=name" as the path of a program
		}
		b.WriteString(quoted)
	}
	return b.String()
}
