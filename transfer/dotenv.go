package transfer

import (
	"strings"

	"keycase/internal/lazy"
)

var (
	envName = lazy.Regexp(`^\s*(?:export\s+|set\s+|\$env:)?([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(.*)$`)
	envPart = lazy.Regexp(`^\[([^\[\]]+)\]$`)
	envRef  = lazy.Regexp(`^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))`)
)

// readEnv reads NAME=value lines, also under [sections]. It does not use a library: those that there are
// lose the line, the order and all but the last of several values, cut what
// follows a $ out of a key, and quote the text in their errors.
//
// A reference to a variable above is replaced by its value. Any other $ belongs
// to the value: the environment of this process is nobody's business here.
func readEnv(in string) (*document, bool) {
	d := &document{format: FormatEnv}
	e := envReader{lines: strings.Split(in, "\n"), doc: d, above: map[string]string{}}
	var comments []string
	title, section := "", ""
	for e.at < len(e.lines) {
		line := strings.TrimSpace(e.lines[e.at])
		m := envName().FindStringSubmatch(line)
		switch {
		case line == "":
			title = ""
		case strings.HasPrefix(line, "#"):
			title = strings.TrimSpace(strings.TrimLeft(line, "# "))
			comments = append(comments, title)
		case m == nil:
			part := envPart().FindStringSubmatch(line)
			if part == nil {
				return nil, false
			}
			section = part[1] + "."
		default:
			if !e.assign(section+m[1], m[2], title) {
				return nil, false
			}
			continue
		}
		e.at++
	}
	d.plain = strings.Join(comments, "\n")
	return d, len(d.found) > 0
}

type envReader struct {
	lines []string
	at    int // the line that is next
	doc   *document
	above map[string]string
}

// assign reads the value that begins with rest on this line, and goes on to the
// line after it. It is false where a quote is not closed.
func (e *envReader) assign(name, rest, title string) bool {
	f := finding{name: name, title: title, line: e.at + 1}
	e.at++
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		value, closed := e.quoted(rest)
		if !closed {
			return false
		}
		f.value = value
	} else {
		f.value = e.plain(uncommented(rest))
	}
	e.doc.add(f)
	e.above[name] = f.value
	return true
}

// quoted reads up to the closing quote, over several lines if need be.
// Backslashes and references mean something in double quotes only.
func (e *envReader) quoted(rest string) (value string, closed bool) {
	quote := rest[0]
	var b strings.Builder
	for rest = rest[1:]; ; rest = e.lines[e.at-1] {
		for i := 0; i < len(rest); i++ {
			switch {
			case rest[i] == quote:
				return b.String(), true
			case quote == '"' && rest[i] == '\\' && i+1 < len(rest):
				i++
				b.WriteString(escapedInEnv(rest[i]))
			case quote == '"' && rest[i] == '$':
				value, length := e.reference(rest[i:])
				b.WriteString(value)
				i += length - 1
			default:
				b.WriteByte(rest[i])
			}
		}
		if e.at >= len(e.lines) {
			return "", false
		}
		b.WriteByte('\n')
		e.at++
	}
}

// escapedInEnv is what a backslash and c stand for in double quotes.
func escapedInEnv(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case '\\', '"', '\'', '`', '$':
		return string(c)
	}
	return `\` + string(c)
}

// plain is the value of a text without quotes, in which a backslash is just one,
// but before a $.
func (e *envReader) plain(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == '$':
			i++
			b.WriteByte('$')
		case text[i] == '$':
			value, length := e.reference(text[i:])
			b.WriteString(value)
			i += length - 1
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// reference is what a text that begins with $ stands for, and how much of it: a
// variable above, else just the $.
func (e *envReader) reference(text string) (value string, length int) {
	m := envRef().FindStringSubmatch(text)
	if m == nil {
		return "$", 1
	}
	if v := e.above[m[1]+m[2]]; v != "" {
		return v, len(m[0])
	}
	return "$", 1
}

// uncommented drops what follows " #", and the space around a value.
func uncommented(value string) string {
	for i := range len(value) {
		if value[i] == '#' && (i == 0 || value[i-1] == ' ' || value[i-1] == '\t') {
			value = value[:i]
			break
		}
	}
	return strings.TrimSpace(value)
}
