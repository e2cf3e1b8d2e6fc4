package about

import "strings"

// reflow lets the lines of a licence, which were broken for a terminal, run
// together again. Blank lines and what begins a line of its own stay.
func reflow(text string) string {
	var b strings.Builder
	before := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case before == "" && line == "":
			continue
		case line == "" || before == "" || begins(line) || ruled(before):
			b.WriteString("\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(line)
		before = line
	}
	return strings.Trim(b.String(), "\n")
}

// begins tells whether a line is an item of a list, a name of an author or a rule.
func begins(line string) bool {
	if ruled(line) || strings.HasPrefix(line, "Copyright") || strings.ContainsAny(line[:1], "*-•") {
		return true
	}
	head, _, spaced := strings.Cut(line, " ")
	return spaced && len(head) <= 4 && strings.ContainsAny(head[len(head)-1:], ".)") && strings.Trim(head, "(.)abcdefghi0123456789") == ""
}

// ruled tells whether a line is drawn.
func ruled(line string) bool { return len(line) > 3 && strings.Trim(line, "-=*_—") == "" }
