package transfer

import (
	"strings"

	"keycase/internal/lazy"
)

var (
	brunoBlock = lazy.Regexp(`^vars(:secret)?\s*([{\[])\s*(.*)$`)
	brunoPair  = lazy.Regexp(`^(~?)\s*("(?:\\"|[^"])*"|[^\s:]+)\s*:\s*(.*)$`)
)

// brunoQuotes begin and end a value of several lines.
const brunoQuotes = "'''"

// readBruno reads an environment of Bruno: `vars { name: value }`, and the names
// of `vars:secret [ … ]`, whose values Bruno keeps elsewhere.
func readBruno(in string) (*document, bool) {
	d := &document{format: FormatBruno}
	lines := strings.Split(in, "\n")
	known := false
	for i := 0; i < len(lines); i++ {
		m := brunoBlock().FindStringSubmatch(strings.TrimSpace(lines[i]))
		switch {
		case m == nil:
			continue
		case m[2] == "[":
			known = true
			i = d.brunoNames(lines, i, m[3])
		case m[1] == "":
			known = true
			i = d.brunoPairs(lines, i+1)
		}
	}
	return d, known
}

// brunoPairs reads up to the line that closes the block, and returns its number.
func (d *document) brunoPairs(lines []string, i int) int {
	for ; i < len(lines) && !strings.HasPrefix(lines[i], "}"); i++ {
		m := brunoPair().FindStringSubmatch(strings.TrimSpace(lines[i]))
		if m == nil || strings.HasPrefix(m[2], "@") {
			continue // an empty line, or a description
		}
		f := finding{name: unquoted(m[2]), value: strings.TrimSpace(m[3]), line: i + 1, off: m[1] != ""}
		if f.value == brunoQuotes {
			var inside []string
			for i++; i < len(lines) && strings.TrimSpace(lines[i]) != brunoQuotes; i++ {
				inside = append(inside, strings.TrimSpace(lines[i]))
			}
			f.value = strings.TrimSpace(strings.Join(inside, "\n"))
		}
		d.add(f)
	}
	return i
}

func unquoted(name string) string {
	if inside, ok := strings.CutPrefix(name, `"`); ok {
		return strings.ReplaceAll(strings.TrimSuffix(inside, `"`), `\"`, `"`)
	}
	return name
}

// brunoNames reads the names of a list that begins with rest on line i.
func (d *document) brunoNames(lines []string, i int, rest string) int {
	for {
		inside, _, closed := strings.Cut(rest, "]")
		for _, name := range strings.Split(inside, ",") {
			name = strings.TrimSpace(name)
			bare := strings.TrimPrefix(name, "~")
			if bare != "" {
				d.add(finding{name: bare, line: i + 1, secret: true, kept: true, off: bare != name})
			}
		}
		if closed || i+1 >= len(lines) {
			return i
		}
		i++
		rest = lines[i]
	}
}
