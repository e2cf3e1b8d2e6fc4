package find

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// class is how well a text matches, the best first.
type class int

const (
	exact      class = iota // it is the text
	prefix                  // the text begins with it
	word                    // a word in it does
	readWhole               // the text is read so, or abbreviated
	readPrefix              // its beginning is
	readInside              // a part of it is
	inside                  // it is somewhere in the text
	scattered               // its characters are, in this order
	none
)

// matcher compares needles with texts. It keeps the memory between two of them.
type matcher struct {
	cells []cell
	runes []rune
	loose bool // characters may be left out

	path []int // the cells that were used
	// seen marks the steps that led nowhere with the number of the comparison,
	// so that no step is taken twice.
	seen []uint32
	now  uint32
}

// match says how well the text matches. Afterwards path holds the cells, where
// there are any.
func (m *matcher) match(t *text, n *needle) class {
	m.path = m.path[:0]
	if n.mask&^t.mask != 0 || len(n.runes) == 0 {
		return none
	}
	at := strings.Index(t.flat, n.s)
	switch {
	case at == 0 && len(n.s) == len(t.flat):
		m.take(0, n)
		return exact
	case at == 0:
		m.take(0, n)
		return prefix
	case at > 0 && m.atWord(t, n, at):
		return word
	case t.words && m.walk(t, n, false):
		return m.readClass(t)
	case at > 0:
		m.take(utf8.RuneCountInString(t.flat[:at]), n)
		return inside
	case t.loose && len(n.runes) > 1 && m.walk(t, n, true):
		return scattered
	default:
		return none
	}
}

// take makes a path of the cells from one on.
func (m *matcher) take(from int, n *needle) {
	for i := range n.runes {
		m.path = append(m.path, from+i)
	}
}

// atWord looks for the needle at the beginning of a word; the first time it
// occurs is at a byte of the flat text.
func (m *matcher) atWord(t *text, n *needle, at int) bool {
	from := utf8.RuneCountInString(t.flat[:at])
	for {
		if c := t.cells[from]; c.start && (c.reads == nil || t.cells[from-1].reads == nil) {
			m.take(from, n)
			return true
		}
		_, size := utf8.DecodeRuneInString(t.flat[at:])
		next := strings.Index(t.flat[at+size:], n.s)
		if next < 0 {
			return false
		}
		from += 1 + utf8.RuneCountInString(t.flat[at+size:at+size+next])
		at += size + next
	}
}

// walk goes along the text from each beginning of a word.
func (m *matcher) walk(t *text, n *needle, loose bool) bool {
	m.cells, m.runes, m.loose = t.cells, n.runes, loose
	if size := 2 * len(t.cells) * len(n.runes); len(m.seen) < size {
		m.seen = make([]uint32, 2*size)
		m.now = 0
	}
	m.now++
	for i := range t.cells {
		if t.cells[i].start && m.step(i, 0, false) {
			return true
		}
	}
	return false
}

// step matches the needle from its p-th character with the text from its c-th
// cell. While the rest of a word is passed over, only the next word may go on.
func (m *matcher) step(c, p int, passing bool) bool {
	if p == len(m.runes) {
		return true
	}
	if c == len(m.cells) {
		return false
	}
	state := 2 * (c*len(m.runes) + p)
	if passing {
		state++
	}
	if m.seen[state] == m.now {
		return false
	}
	m.seen[state] = m.now

	at := &m.cells[c]
	if (!passing || at.start) && m.use(c, p) {
		return true
	}
	if p == 0 {
		return false // it begins here or nowhere
	}
	switch {
	case m.loose:
		return m.step(c+1, p, false)
	case at.skip, !at.start:
		return m.step(c+1, p, true)
	default:
		return false
	}
}

// use lets the c-th cell stand for what comes next in the needle: itself, one of
// its readings in full, or the first letters of one. The last reading may be
// incomplete.
func (m *matcher) use(c, p int) bool {
	m.path = append(m.path, c)
	rest := m.runes[p:]
	if rest[0] == m.cells[c].r && m.step(c+1, p+1, false) {
		return true
	}
	for _, reading := range m.cells[c].reads {
		same := shared(reading, rest)
		if same == 0 {
			continue
		}
		if (same == len(reading) || same == len(rest)) && m.step(c+1, p+same, false) {
			return true
		}
		if same > 1 && reading[1] == 'h' && m.step(c+1, p+2, false) { // zh, ch, sh
			return true
		}
		if m.step(c+1, p+1, false) {
			return true
		}
	}
	m.path = m.path[:len(m.path)-1]
	return false
}

// shared counts the letters that a reading and the needle begin with alike.
func shared(reading string, rest []rune) int {
	for i := range min(len(reading), len(rest)) {
		if rune(reading[i]) != rest[i] {
			return i
		}
	}
	return min(len(reading), len(rest))
}

// readClass says how much of the text the path covers.
func (m *matcher) readClass(t *text) class {
	if m.path[0] > 0 {
		return readInside
	}
	for _, c := range t.cells[m.path[len(m.path)-1]+1:] {
		if c.start && !c.skip {
			return readPrefix
		}
	}
	return readWhole
}

// marks are the parts of a title that the query matches.
func (m *matcher) marks(t *text, q query) []Range {
	var used []int
	if m.match(t, &q.whole) != none {
		used = slices.Clone(m.path)
	} else {
		for i := range q.terms {
			if m.match(t, &q.terms[i]) != none {
				used = append(used, m.path...)
			}
		}
		slices.Sort(used)
	}
	var marks []Range
	for _, c := range used {
		at := t.cells[c].at
		if last := len(marks) - 1; last >= 0 && at <= marks[last].End {
			marks[last].End = at + 1
			continue
		}
		marks = append(marks, Range{at, at + 1})
	}
	return marks
}
