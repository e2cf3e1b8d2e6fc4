package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// errBroken: the bytes are not an index that was written whole.
var errBroken = errors.New("broken index")

// head is what the first two lines of an index tell.
type head struct {
	sum        uint32
	generation int64
}

// readHead looks at the beginning of an index without checking the rest. It
// returns ErrNewerIndex, errBroken, or the head and the length of the first line.
func readHead(b []byte) (head, int, error) {
	line, rest, found := bytes.Cut(b, []byte{'\n'})
	var first struct {
		Version int64  `json:"version"`
		Sum     string `json:"crc32c"`
	}
	member := append(bytes.Clone(bytes.TrimSuffix(line, []byte{','})), '}')
	if !found || json.Unmarshal(member, &first) != nil {
		return head{}, 0, foreignVersion(b)
	}
	if first.Version > indexVersion && first.Sum == "" {
		return head{}, 0, ErrNewerIndex
	}
	sum, err := strconv.ParseUint(first.Sum, 16, 32)
	if err != nil || first.Version < 1 {
		return head{}, 0, errBroken
	}
	if first.Version > indexVersion {
		if indexSum(first.Version, rest) != uint32(sum) {
			return head{}, 0, errBroken
		}
		return head{}, 0, ErrNewerIndex
	}
	second, _, _ := bytes.Cut(rest, []byte{'\n'})
	c := cursor{s: string(second)}
	if c.text() != "generation" {
		return head{}, 0, errBroken
	}
	c.take(':')
	h := head{sum: uint32(sum), generation: c.number()}
	if c.err != nil || h.generation < 1 {
		return head{}, 0, errBroken
	}
	return h, len(line) + 1, nil
}

// foreignVersion judges a file whose first line is not ours: a JSON object with a
// higher version is left alone, anything else is damage.
func foreignVersion(b []byte) error {
	var foreign struct {
		Version int64 `json:"version"`
	}
	if json.Unmarshal(b, &foreign) == nil && foreign.Version > indexVersion {
		return ErrNewerIndex
	}
	return errBroken
}

// decodeIndex reads a whole index. Credentials whose line is the same in old
// (which may be nil) are taken from there. Errors are ErrNewerIndex and errBroken.
func decodeIndex(b []byte, old *snapshot) (*snapshot, error) {
	h, body, err := readHead(b)
	if err != nil {
		return nil, err
	}
	if indexSum(indexVersion, b[body:]) != h.sum {
		return nil, fmt.Errorf("%w: checksum", errBroken)
	}
	s, err := decodeBody(b[body:], old)
	if err != nil {
		return nil, err
	}
	s.head = h
	return s, nil
}

// decodeBody reads what follows the first line.
func decodeBody(b []byte, old *snapshot) (*snapshot, error) {
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("%w: not UTF-8", errBroken)
	}
	lines := lineReader{rest: string(b)}
	s := newSnapshot(bytes.Count(b, []byte{'\n'}))
	c := &cursor{}
	decodeTop(c, s, &lines)
	decodeRecords(c, s, &lines, old)
	if c.err != nil || len(lines.rest) != 0 {
		return nil, fmt.Errorf("%w: line %d", errBroken, lines.count)
	}
	return s, nil
}

// decodeRecords reads the credentials' lines and the last one. A comma stands at
// the end of each but the last two. The first index to be read stays in memory, and the
// strings of its records are parts of it; of a later one only the new lines stay.
func decodeRecords(c *cursor, s *snapshot, lines *lineReader, old *snapshot) {
	first := old == nil || len(old.records) == 0
	for more := true; c.err == nil; {
		line, comma := lines.next()
		if line == "]}" && !comma && (!more || len(s.records) == 0) {
			return
		}
		if !more {
			c.fail()
			return
		}
		more = comma
		r := old.sameLine(line)
		if r == nil {
			if !first {
				line = strings.Clone(line)
			}
			r = decodeRecord(c, line)
		}
		if c.err == nil && !s.insert(r) {
			c.fail()
		}
	}
}

// decodeTop reads the lines before the first credential.
func decodeTop(c *cursor, s *snapshot, lines *lineReader) {
	var store, recovery string
	var hasState bool
	c.members(lines, func(name string) {
		switch name {
		case "generation":
			s.generation = c.number()
		case "store":
			store = c.text()
		case "recovery":
			recovery = c.text()
		default:
			c.raw()
		}
	})
	s.store, s.recovery = StoreKind(store), Recovery(recovery)
	c.members(lines, func(name string) {
		hasState = name == "state"
		c.object(func(key string) { s.state[key] = json.RawMessage(c.raw()) })
	})
	line, comma := lines.next()
	headed := line == `"credentials":[` && !comma && hasState
	if !headed || s.generation < 1 || !s.store.valid() || s.store == StoreMemory || !s.recovery.valid() {
		c.fail()
	}
}

// members reads a line of members, with others to follow.
func (c *cursor) members(lines *lineReader, member func(name string)) {
	line, comma := lines.next()
	if c.err != nil || !comma {
		c.fail()
		return
	}
	c.s, c.i = "{"+line+"}", 0
	c.object(member)
	_ = c.end() // sticks in c.err
}

// lineReader hands out lines, "" after the last.
type lineReader struct {
	rest  string
	count int
}

// next returns a line without its end, and whether a comma stood there.
func (l *lineReader) next() (line string, comma bool) {
	line, rest, found := strings.Cut(l.rest, "\n")
	l.count++
	l.rest = rest
	if !found {
		return "", false
	}
	return strings.CutSuffix(line, ",")
}

func decodeRecord(c *cursor, line string) *record {
	r := &record{line: line}
	c.s, c.i = line, 0
	c.object(func(name string) { decodeRecordField(c, r, name) })
	if c.end() != nil {
		return nil
	}
	if r.id == "" || r.name == "" || r.item != "" && !validItem(r.item) {
		c.fail()
	}
	r.key = nameKey(r.name)
	return r
}

func decodeRecordField(c *cursor, r *record, name string) {
	switch name {
	case "id":
		r.id = c.text()
	case "platform":
		r.platform = c.text()
	case "name":
		r.name = c.text()
	case "base_url":
		r.baseURL = c.text()
	case "public":
		r.public = decodeFields(c, c.text)
	case "item":
		r.item = c.text()
	case "secrets":
		r.secretsAt = decodeFields(c, c.time)
	case "rev":
		r.rev = c.number()
	case "created":
		r.created = c.time()
	case "updated":
		r.updated = c.time()
	case "used":
		r.used = c.time()
	case "grants":
		c.array(func() { r.grants = append(r.grants, decodeGrant(c)) })
	case "tokens":
		c.array(func() { r.tokens = append(r.tokens, decodeToken(c)) })
	default:
		c.raw()
	}
}

func decodeGrant(c *cursor) (g grantRecord) {
	c.object(func(name string) {
		switch name {
		case "id":
			g.ID = c.text()
		case "kind":
			g.Kind = c.text()
		case "subject":
			g.Subject = c.text()
		case "name":
			g.Name = c.text()
		case "public":
			g.Public = decodeFields(c, c.text).toMap()
		case "item":
			g.item = c.text()
		case "secrets":
			c.array(func() { g.Secrets = append(g.Secrets, c.text()) })
		case "selected":
			g.Selected = c.flag()
		case "bound":
			g.BoundAt = c.time()
		default:
			c.raw()
		}
	})
	if g.ID == "" || g.item != "" && !validItem(g.item) {
		c.fail()
	}
	return g
}

func decodeToken(c *cursor) (t tokenRecord) {
	c.object(func(name string) {
		switch name {
		case "id":
			t.ID = c.text()
		case "kind":
			t.Kind = c.text()
		case "subject":
			t.Subject = c.text()
		case "item":
			t.item = c.text()
		case "issued":
			t.IssuedAt = c.time()
		case "expires":
			t.ExpiresAt = c.time()
		case "never":
			t.Never = c.flag()
		case "refresh":
			t.HasRefresh = c.flag()
		case "refresh_expires":
			t.RefreshExpiresAt = c.time()
		case "attributes":
			t.Attributes = decodeFields(c, c.text).toMap()
		default:
			c.raw()
		}
	})
	if t.ID == "" || !validItem(t.item) {
		c.fail()
	}
	return t
}

func (c *cursor) time() time.Time { return time.UnixMilli(c.number()).UTC() }

// decodeFields reads an object. Of a name that is there twice the last counts.
func decodeFields[V any](c *cursor, value func() V) fields[V] {
	var all fields[V]
	sorted := true
	c.object(func(name string) {
		sorted = sorted && (len(all) == 0 || all[len(all)-1].name < name)
		all = append(all, field[V]{name, value()})
	})
	if sorted { // as the vault writes it
		return all
	}
	return fieldsOf(all.toMap())
}
