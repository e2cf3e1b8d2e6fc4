// Package find looks things up while a person types: by a part of the name, by
// Chinese pinyin in full or by its initials ("银行" by "yinhang" and "yh"), by the
// beginnings of Latin words, and by letters with gaps between them. It imports no
// toolkit and keeps no state between two searches.
package find

import (
	"cmp"
	"math"
	"slices"
)

// Kind is what an entry is. Of entries that match equally well, those of the
// first kind come first.
type Kind int

// The kinds.
const (
	Page Kind = iota
	Credential
	Operation
	Action
)

// Entry is something that can be found.
type Entry struct {
	ID    string // unique in an index
	Kind  Kind
	Title string
	// Subtitle and Keywords find the entry too, after those whose title matches.
	Subtitle string
	Keywords []string
}

// Range is a part of a title, in runes; End is the first rune after it.
type Range struct{ Start, End int }

// Hit is an entry that was found.
type Hit struct {
	Entry Entry
	// Marks are the parts of the title that match, in order; none where
	// something else does.
	Marks []Range
}

// Index is entries prepared for searching. It never changes, so it may be
// searched on any goroutine.
type Index struct {
	entries []Entry
	titles  []*text   // of the entries
	others  [][]*text // subtitle and keywords of the entries
	texts   []*text   // each different one once
}

// New prepares the entries. For 10,000 of them that takes tens of milliseconds,
// which do not belong on a UI goroutine.
func New(entries []Entry) *Index {
	x := &Index{entries: slices.Clone(entries)}
	b := &builder{known: map[string]*text{}, readings: map[rune][]string{}}
	for _, e := range x.entries {
		title := b.text(e.Title)
		title.loose = true
		x.titles = append(x.titles, title)
		others := make([]*text, 0, len(e.Keywords)+1)
		for _, word := range append([]string{e.Subtitle}, e.Keywords...) {
			if word != "" {
				others = append(others, b.text(word))
			}
		}
		x.others = append(x.others, others)
	}
	x.texts = b.all
	return x
}

// Search returns what matches the query, the best first, at most limit of them.
// recent are the IDs that were chosen before, the last one first: they come first
// for an empty query, and among equals for any other.
func (x *Index) Search(query string, recent []string, limit int) []Hit {
	q := parse(query)
	before := make(map[string]int, len(recent))
	for i, id := range recent {
		if _, twice := before[id]; !twice {
			before[id] = i - len(recent)
		}
	}
	m := &matcher{}
	scores := m.score(x, q)
	found := make([][]int, worst)
	for i, score := range scores {
		if score < worst {
			found[score] = append(found[score], i)
		}
	}
	var hits []Hit
	for _, equals := range found {
		if len(hits) >= limit {
			break
		}
		x.sort(equals, before, len(q.terms) == 0)
		for _, i := range equals[:min(len(equals), limit-len(hits))] {
			hits = append(hits, Hit{x.entries[i], m.marks(x.titles[i], q)})
		}
	}
	return hits
}

// sort orders entries that match equally well. Where nothing was asked for, their
// own order is the best.
func (x *Index) sort(equals []int, before map[string]int, unasked bool) {
	slices.SortFunc(equals, func(a, b int) int {
		recent := cmp.Compare(before[x.entries[a].ID], before[x.entries[b].ID])
		if unasked || recent != 0 {
			return cmp.Or(recent, cmp.Compare(a, b))
		}
		return cmp.Or(
			cmp.Compare(x.entries[a].Kind, x.entries[b].Kind),
			cmp.Compare(len(x.titles[a].cells), len(x.titles[b].cells)),
			cmp.Compare(a, b),
		)
	})
}

// worst is more than any score of what was found.
const worst = 2 * int(none)

// score says for each entry how well it matches; worst is not at all. Every
// needle meets every text once, however many entries share the text.
func (m *matcher) score(x *Index, q query) []int {
	scores := make([]int, len(x.entries))
	if len(q.terms) == 0 {
		return scores
	}
	whole := m.classes(x, &q.whole)
	var terms [][]class
	for i := range q.terms {
		if len(q.terms) > 1 {
			terms = append(terms, m.classes(x, &q.terms[i]))
		}
	}
	for i := range scores {
		scores[i] = x.best(i, whole)
		if scores[i] < worst || len(terms) == 0 {
			continue
		}
		scores[i] = 0
		for _, classes := range terms {
			scores[i] = max(scores[i], x.best(i, classes))
		}
	}
	return scores
}

func (m *matcher) classes(x *Index, n *needle) []class {
	classes := make([]class, len(x.texts))
	for i, t := range x.texts {
		classes[i] = m.match(t, n)
	}
	return classes
}

// best is the score of an entry's best text.
func (x *Index) best(entry int, classes []class) int {
	score := titleScore(classes[x.titles[entry].index])
	for _, other := range x.others[entry] {
		score = min(score, otherScore(classes[other.index]))
	}
	return score
}

func titleScore(c class) int { return 2 * int(c) }

// otherScore puts what matches elsewhere after the titles that match as well; but
// an identifier that was typed in full is meant.
func otherScore(c class) int {
	switch {
	case c == exact:
		return 2*int(exact) + 1
	case c >= scattered:
		return math.MaxInt
	default:
		return 2*int(max(c, readInside)) + 1
	}
}
