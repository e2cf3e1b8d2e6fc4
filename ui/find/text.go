package find

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"keycase/ui/find/readings"
)

// text is a title or a keyword, taken apart.
type text struct {
	cells []cell
	flat  string // the cells' characters
	mask  uint64 // of all that can be typed for it
	words bool   // it has Chinese characters or several words
	loose bool   // it may be found by letters with gaps between them
	index int    // in Index.texts
}

// cell is one character that is not a space.
type cell struct {
	r     rune
	start bool     // a word begins here; each Chinese character is one
	skip  bool     // punctuation: nobody has to type it
	at    int      // its place in the original, in runes
	reads []string // how a Chinese character is read
}

// fold writes a character as it is compared: narrow and in lower case.
func fold(r rune) rune {
	if narrow := width.LookupRune(r).Folded(); narrow != 0 {
		r = narrow
	}
	return unicode.ToLower(r)
}

// builder takes texts apart, each different one once.
type builder struct {
	known    map[string]*text
	all      []*text
	readings map[rune][]string
}

func (b *builder) text(s string) *text {
	if t, ok := b.known[s]; ok {
		return t
	}
	runes := []rune(s)
	t := &text{index: len(b.all), cells: make([]cell, 0, len(runes))}
	b.known[s] = t
	b.all = append(b.all, t)

	var flat strings.Builder
	start, chinese := true, false // the first word, and the one before, see below
	for at, r := range runes {
		r = fold(r)
		if unicode.IsSpace(r) {
			start = true
			continue
		}
		c := cell{r: r, at: at, reads: b.read(r), skip: !unicode.IsLetter(r) && !unicode.IsNumber(r)}
		c.start = start || c.skip || c.reads != nil || chinese
		start, chinese = c.skip, c.reads != nil
		t.words = t.words || c.reads != nil || c.start && len(t.cells) > 0
		t.mask |= bit(r)
		for _, reading := range c.reads {
			for _, letter := range reading {
				t.mask |= bit(letter)
			}
		}
		t.cells = append(t.cells, c)
		flat.WriteRune(r)
	}
	t.flat = flat.String()
	return t
}

// bit stands for a character in a mask: letters and digits have one of their own.
func bit(r rune) uint64 {
	switch {
	case 'a' <= r && r <= 'z':
		return 1 << (r - 'a')
	case '0' <= r && r <= '9':
		return 1 << (26 + r - '0')
	default:
		return 1 << (36 + uint32(r)%28) // #nosec G115 -- only equal characters have to be equal
	}
}

// read lists how a Chinese character can be typed; nil for others.
func (b *builder) read(r rune) []string {
	if !unicode.Is(unicode.Han, r) {
		return nil
	}
	if known, ok := b.readings[r]; ok {
		return known
	}
	var all []string
	for _, reading := range readings.Of(r) {
		all = append(all, reading)
		if strings.Contains(reading, "v") { // ü is typed both ways
			all = append(all, strings.ReplaceAll(reading, "v", "u"))
		}
	}
	b.readings[r] = all
	return all
}

// needle is what is looked for.
type needle struct {
	runes []rune
	s     string
	mask  uint64
}

// query is what was typed: as a whole, and in the terms of which each may be in
// another text.
type query struct {
	whole needle
	terms []needle
}

// longest is how many characters of a query count. Names and identifiers that
// begin with so many alike do not occur.
const longest = 63

// parse cuts a query at spaces, and where Chinese and other characters meet.
func parse(s string) query {
	var q query
	var term []rune
	end := func() {
		if len(term) > 0 {
			q.terms = append(q.terms, newNeedle(term))
		}
		term = nil
	}
	var all []rune
	for _, r := range s {
		r = fold(r)
		if unicode.IsSpace(r) {
			end()
			continue
		}
		if len(all) == longest {
			break
		}
		if len(term) > 0 && unicode.Is(unicode.Han, r) != unicode.Is(unicode.Han, term[len(term)-1]) {
			end()
		}
		term, all = append(term, r), append(all, r)
	}
	end()
	q.whole = newNeedle(all)
	return q
}

func newNeedle(runes []rune) needle {
	n := needle{runes: runes, s: string(runes)}
	for _, r := range runes {
		n.mask |= bit(r)
	}
	return n
}
