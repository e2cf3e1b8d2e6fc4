package overview

import (
	"context"
	"strings"

	"keycase/ui/core"
	"keycase/ui/find"
	"keycase/ui/present"
)

// search finds tokens by the text of the search box, as the palette does: by a part
// of a name, by pinyin in full or by its initials.
type search struct {
	p     *Page
	text  string
	index *find.Index     // of all tokens; nil until it is prepared
	found map[string]bool // by token ID; nil where nothing is searched for
	stop  func()          // ends the preparing under way; may be nil
}

// set looks for another text.
func (s *search) set(text string) {
	s.text = strings.TrimSpace(text)
	if s.text != "" && s.index == nil {
		s.prepare()
		return
	}
	s.look()
}

// reload takes other tokens into account. What was found stays until they are
// prepared.
func (s *search) reload() {
	s.index = nil
	if s.text != "" {
		s.prepare()
	}
}

// prepare makes the index away from the UI goroutine: taking thousands of names
// apart takes longer than a frame.
func (s *search) prepare() {
	s.cancel()
	tokens, l := s.p.all, s.p.c.Text
	s.stop = core.Do(s.p.c, func(context.Context) (*find.Index, error) {
		entries := make([]find.Entry, len(tokens))
		for i, t := range tokens {
			// Keywords and no title: letters with gaps between them would find too much.
			entries[i] = find.Entry{ID: t.TokenID, Keywords: t.Words(l)}
		}
		return find.New(entries), nil
	}, func(index *find.Index, _ error) {
		s.index = index
		s.look()
	})
}

// look shows what the text finds.
func (s *search) look() {
	s.found = nil
	if s.text != "" {
		s.found = map[string]bool{}
		for _, hit := range s.index.Search(s.text, nil, len(s.p.all)) {
			s.found[hit.Entry.ID] = true
		}
	}
	s.p.stale = true
	s.p.again()
}

// finds tells whether a token is among what is looked for.
func (s *search) finds(t present.Token) bool { return s.found == nil || s.found[t.TokenID] }

func (s *search) cancel() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}
