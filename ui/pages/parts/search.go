package parts

import (
	"context"
	"math"
	"strings"

	"keycase/ui/core"
	"keycase/ui/find"
)

// Search finds the rows of a page by the text of the search box, as the palette does:
// by a part of a name, by pinyin in full or by its initials. Its methods belong to the
// UI goroutine.
type Search struct {
	c       *core.Context
	changed func()
	text    string
	entries func() []find.Entry
	index   *find.Index     // of all rows; nil until it is prepared
	found   map[string]bool // by the entry's ID; nil where nothing is searched for
	stop    func()          // ends the preparing under way; may be nil
}

// NewSearch makes a search that finds every row; changed is told when it finds others.
func NewSearch(c *core.Context, changed func()) *Search { return &Search{c: c, changed: changed} }

// Text is what is looked for, without spaces around it; "" for nothing.
func (s *Search) Text() string { return s.text }

// Set looks for another text.
func (s *Search) Set(text string) {
	s.text = strings.TrimSpace(text)
	if s.text != "" && s.index == nil {
		s.prepare()
		return
	}
	s.look()
}

// Reload takes other rows into account, which entries describes away from the UI
// goroutine. What was found stays until they are prepared. An entry has keywords and no
// title: letters with gaps between them would find too much.
func (s *Search) Reload(entries func() []find.Entry) {
	s.entries, s.index = entries, nil
	if s.text != "" {
		s.prepare()
	}
}

// prepare makes the index away from the UI goroutine: taking thousands of names apart
// takes longer than a frame.
func (s *Search) prepare() {
	s.Cancel()
	entries := s.entries
	s.stop = core.Do(s.c, func(context.Context) (*find.Index, error) {
		return find.New(entries()), nil
	}, func(index *find.Index, _ error) {
		s.index = index
		s.look()
	})
}

func (s *Search) look() {
	s.found = nil
	if s.text != "" {
		s.found = map[string]bool{}
		for _, hit := range s.index.Search(s.text, nil, math.MaxInt) {
			s.found[hit.Entry.ID] = true
		}
	}
	s.changed()
}

// Finds tells whether the row of that ID is among what is looked for.
func (s *Search) Finds(id string) bool { return s.found == nil || s.found[id] }

// Cancel ends the preparing under way. The page is to call it when it is hidden, and
// Reload when it is shown again.
func (s *Search) Cancel() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}
