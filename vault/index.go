package vault

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// snapshot is one generation of the index in memory. It is never changed once
// it is published, so that readers need no lock.
type snapshot struct {
	generation int64
	store      StoreKind // "" until one was chosen
	recovery   Recovery
	state      map[string]json.RawMessage
	records    []*record // in the order they were added
	byID       map[string]*record
	byName     map[string]*record // by nameKey

	head head        // of the encoded form
	info os.FileInfo // of the file it stands in, nil if none
}

func newSnapshot(size int) *snapshot {
	return &snapshot{
		state:   map[string]json.RawMessage{},
		records: make([]*record, 0, size),
		byID:    make(map[string]*record, size),
		byName:  make(map[string]*record, size),
	}
}

// insert adds r at the end; false if its id or name is there already.
func (s *snapshot) insert(r *record) bool {
	if s.byID[r.id] != nil || s.byName[r.key] != nil {
		return false
	}
	s.records = append(s.records, r)
	s.byID[r.id] = r
	s.byName[r.key] = r
	return true
}

// sameLine finds the record that is encoded by exactly this line.
func (s *snapshot) sameLine(line string) *record {
	const start = `{"id":"`
	if s == nil || !strings.HasPrefix(line, start) {
		return nil
	}
	id, _, _ := strings.Cut(line[len(start):], `"`)
	if r := s.byID[id]; r != nil && r.line == line {
		return r
	}
	return nil
}

// refers returns those of a store's items that the snapshot refers to.
func (s *snapshot) refers(kind StoreKind, items []string) map[string]bool {
	live := map[string]bool{}
	if len(items) == 0 || kind != s.store {
		return live
	}
	asked := map[string]bool{}
	for _, item := range items {
		asked[item] = true
	}
	live[identityItem] = true // of the store in use
	var all []string
	for _, r := range s.records {
		all = r.items(all[:0])
		for _, item := range all {
			if asked[item] {
				live[item] = true
			}
		}
	}
	return live
}

// draft is the next generation while it is being made.
type draft struct {
	next     *snapshot
	touched  map[*record]bool // clones made by this draft, still to be encoded
	released []string         // items that the next generation no longer refers to
	dirty    bool
}

func (s *snapshot) draft() *draft {
	return &draft{
		next: &snapshot{
			generation: s.generation + 1,
			store:      s.store,
			recovery:   s.recovery,
			state:      maps.Clone(s.state),
			records:    slices.Clone(s.records),
			byID:       maps.Clone(s.byID),
			byName:     maps.Clone(s.byName),
		},
		touched: map[*record]bool{},
	}
}

// edit returns the record to change in place.
func (d *draft) edit(id string) (*record, error) {
	old := d.next.byID[id]
	if old == nil {
		return nil, ErrNotFound
	}
	d.dirty = true
	if d.touched[old] {
		return old, nil
	}
	r := old.clone()
	d.next.records[slices.Index(d.next.records, old)] = r
	d.next.byID[id] = r
	d.next.byName[r.key] = r
	d.touched[r] = true
	return r, nil
}

func (d *draft) add(r *record) error {
	r.key = nameKey(r.name)
	if !d.next.insert(r) {
		return ErrExists
	}
	d.dirty = true
	d.touched[r] = true
	return nil
}

// rename gives an edited record another name.
func (d *draft) rename(r *record, name string) error {
	key := nameKey(name)
	if other := d.next.byName[key]; other != nil && other != r {
		return ErrExists
	}
	delete(d.next.byName, r.key)
	r.name, r.key = name, key
	d.next.byName[key] = r
	return nil
}

func (d *draft) remove(id string) error {
	r := d.next.byID[id]
	if r == nil {
		return ErrNotFound
	}
	d.dirty = true
	d.released = r.items(d.released)
	d.next.records = slices.DeleteFunc(d.next.records, func(x *record) bool { return x == r })
	delete(d.next.byID, id)
	delete(d.next.byName, r.key)
	delete(d.touched, r)
	return nil
}

// release notes an item that an edited record no longer refers to.
func (d *draft) release(item string) {
	if item != "" {
		d.released = append(d.released, item)
	}
}

// seal encodes what changed and hands out the finished generation. Text that the
// index could not give back gives ErrBadValue.
func (d *draft) seal() (*snapshot, error) {
	for r := range d.touched {
		r.line = encodeRecord(r)
		if !utf8.ValidString(r.line) {
			return nil, ErrBadValue
		}
	}
	return d.next, nil
}
