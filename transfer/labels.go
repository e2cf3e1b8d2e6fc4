package transfer

import (
	"slices"
	"strings"
	"unicode"

	"keycase/internal/lazy"
)

// gap is what stands between the columns of a page that was copied.
var gap = lazy.Regexp(`\t+| {2,}`)

// mostBare is how many values without a name a person can tell apart.
const mostBare = 12

// labelReader reads names and values as pages show them: `name: value` with any
// colon, in columns, with the value on the next line, or as a table with a head.
type labelReader struct {
	v    *vocabulary
	doc  *document
	open string // a name whose value is to come
	bare int
}

func (v *vocabulary) readLabels(in string) *document {
	r := &labelReader{v: v, doc: &document{format: FormatText, plain: in}}
	lines := strings.Split(fold(in), "\n")
	for i := 0; i < len(lines); i++ {
		if rows := r.table(lines[i:], i+1); rows > 0 {
			i += rows
			continue
		}
		if !r.line(lines[i], i+1) {
			r.doc.unread++
		}
	}
	return r.doc
}

// table reads a head of at least two known names in columns and the rows below
// it, and returns how many rows there were. Several rows do not belong together.
func (r *labelReader) table(lines []string, line int) (rows int) {
	head := cells(lines[0])
	known := 0
	for _, name := range head {
		if r.known(name) {
			known++
		}
	}
	if known < 2 || known*2 < len(head) {
		return 0
	}
	for rows+1 < len(lines) {
		row := cells(lines[rows+1])
		if len(row) != len(head) || slices.ContainsFunc(row, r.known) {
			break
		}
		for i, value := range row {
			r.doc.add(finding{scope: rows, name: head[i], value: cleaned(value), line: line + rows + 1})
		}
		rows++
	}
	return rows
}

func cells(line string) []string {
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	return gap().Split(line, -1)
}

// line reads one line, column by column. It is false where it says nothing.
func (r *labelReader) line(line string, number int) bool {
	understood := false
	for _, cell := range r.pairs(cells(line)) {
		name, value := r.split(cell)
		switch {
		case name != "" && value != "":
			r.open = ""
			r.add(name, value, number)
		case name != "":
			r.open = name
		case r.open != "" && !isButton(value):
			r.add(r.open, value, number)
			r.open = ""
		case !r.alone(value, number):
			continue
		}
		understood = true
	}
	return understood || strings.TrimSpace(line) == ""
}

// farthest is how far behind a comma a name may end, in bytes.
const farthest = 64

// pairs takes cells apart where a comma is followed by a known name: several
// pairs on a line, as in code and in messages.
func (r *labelReader) pairs(cells []string) []string {
	var all []string
	for _, cell := range cells {
		start := 0
		for i := range len(cell) {
			if strings.IndexByte(",;&", cell[i]) < 0 {
				continue
			}
			rest := cell[i+1 : min(len(cell), i+1+farthest)]
			if at := strings.IndexAny(rest, ":="); at > 0 && r.known(stripped(rest[:at])) {
				all = append(all, cell[start:i])
				start = i + 1
			}
		}
		all = append(all, cell[start:])
	}
	return all
}

func (r *labelReader) add(name, value string, line int) {
	if value = cleaned(value); value != "" {
		r.doc.add(finding{name: name, value: value, line: line})
	}
}

// alone takes a value without a name, which a person has to say more about.
func (r *labelReader) alone(value string, line int) bool {
	value = cleaned(value)
	if !looksBare(value) || r.bare >= mostBare {
		return false
	}
	r.bare++
	r.doc.add(finding{value: value, line: line, secret: true})
	return true
}

// split takes a cell apart. name is empty where none is known; then value is all
// of it.
func (r *labelReader) split(cell string) (name, value string) {
	if at := strings.IndexAny(cell, ":="); at >= 0 {
		if name := stripped(cell[:at]); r.known(name) {
			return name, strings.TrimLeft(cell[at+1:], " :=>")
		}
	}
	if name := stripped(cell); r.known(name) {
		return name, ""
	}
	// "App ID 200916": the longest beginning that is a name.
	for at := len(cell); at > 0; at = strings.LastIndexByte(cell[:at], ' ') {
		if at < len(cell) {
			if name := stripped(cell[:at]); r.known(name) {
				return name, strings.TrimSpace(cell[at:])
			}
		}
	}
	return "", cell
}

func (r *labelReader) known(name string) bool {
	senses, _ := r.v.meaning(finding{name: name, words: words(name)})
	return senses != nil && !looksBare(name)
}

// stripped drops what surrounds a name in code and in lists.
func stripped(name string) string {
	return strings.Trim(name, " \t\"'`*•·-{,(")
}

// cleaned drops what surrounds a value in code, and the buttons of a page that
// were copied along behind it.
func cleaned(value string) string {
	value = strings.TrimSpace(value)
	for {
		head, tail, found := cutLast(value)
		if !found || !isButton(tail) {
			break
		}
		value = strings.TrimSpace(head)
	}
	value = strings.TrimRight(value, ",; ")
	if value == "" || strings.IndexByte("\"'`", value[0]) < 0 {
		return value
	}
	if end := strings.LastIndexByte(value, value[0]); end > 0 && strings.Trim(value[end+1:], ")}];, ") == "" {
		return value[1:end]
	}
	return value
}

func cutLast(value string) (head, tail string, found bool) {
	at := strings.LastIndexFunc(value, unicode.IsSpace)
	if at < 0 {
		return value, "", false
	}
	return value[:at], strings.TrimSpace(value[at:]), true
}

func isButton(word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(buttons, func(button string) bool { return strings.HasPrefix(word, button) })
}
