package vault

import (
	"encoding/json"
	"errors"
	"math"
)

// cursor reads JSON of a known shape without reflection. The first fault sticks
// and turns every further call into a no-op, so that callers check err once.
type cursor struct {
	s     string
	i     int
	depth int
	err   error
}

var errSyntax = errors.New("not the index's JSON")

// maxDepth bounds the nesting of values that are skipped.
const maxDepth = 64

func (c *cursor) fail() {
	if c.err == nil {
		c.err = errSyntax
	}
	c.i = len(c.s)
}

// peek returns the next byte that is no white space, or 0 at the end.
func (c *cursor) peek() byte {
	for c.i < len(c.s) {
		switch c.s[c.i] {
		case ' ', '\t', '\r', '\n':
			c.i++
		default:
			return c.s[c.i]
		}
	}
	return 0
}

// take moves past want, or fails.
func (c *cursor) take(want byte) {
	if c.peek() != want {
		c.fail()
		return
	}
	c.i++
}

// end fails if anything but white space is left.
func (c *cursor) end() error {
	if c.peek() != 0 || c.i < len(c.s) {
		c.fail()
	}
	return c.err
}

// object calls member for each member; it has to read or skip the value.
func (c *cursor) object(member func(name string)) {
	c.sequence('{', '}', func() {
		name := c.text()
		c.take(':')
		if c.err == nil {
			member(name)
		}
	})
}

// array calls element for each element; it has to read or skip the value.
func (c *cursor) array(element func()) { c.sequence('[', ']', element) }

func (c *cursor) sequence(open, shut byte, one func()) {
	c.take(open)
	if c.depth++; c.depth > maxDepth {
		c.fail()
	}
	defer func() { c.depth-- }()
	if c.peek() == shut {
		c.i++
		return
	}
	for c.err == nil {
		one()
		if c.peek() == ',' {
			c.i++
			continue
		}
		c.take(shut)
		return
	}
}

// text reads a string. Without escapes it is a part of what is read, and keeps all of
// that in memory.
func (c *cursor) text() string {
	c.take('"')
	start := c.i
	for escaped := false; c.i < len(c.s); c.i++ {
		switch b := c.s[c.i]; {
		case b == '"':
			c.i++
			if escaped {
				return c.unescape(c.s[start-1 : c.i])
			}
			return c.s[start : c.i-1]
		case b == '\\':
			escaped = true
			c.i++ // whatever follows does not end the string
		case b < ' ':
			c.fail()
		}
	}
	c.fail()
	return ""
}

// unescape leaves the rare strings with escapes to the standard library.
func (c *cursor) unescape(quoted string) string {
	var s string
	if json.Unmarshal([]byte(quoted), &s) != nil {
		c.fail()
	}
	return s
}

// number reads an integer as JSON writes it. The library's parser would take a
// tenth of all the time it takes to open a large index.
func (c *cursor) number() int64 {
	negative := c.peek() == '-'
	if negative {
		c.i++
	}
	start := c.i
	var n int64 // counted down, for the range is larger there
	for ; c.i < len(c.s) && c.s[c.i] >= '0' && c.s[c.i] <= '9'; c.i++ {
		digit := int64(c.s[c.i] - '0')
		if n < (math.MinInt64+digit)/10 {
			c.fail()
			return 0
		}
		n = n*10 - digit
	}
	digits := c.i - start
	leadingZero := digits > 1 && c.s[start] == '0'
	if digits == 0 || leadingZero || !negative && n == math.MinInt64 {
		c.fail()
		return 0
	}
	if negative {
		return n
	}
	return -n
}

func (c *cursor) flag() bool {
	switch c.peek() {
	case 't':
		c.word("true")
		return true
	case 'f':
		c.word("false")
	default:
		c.fail()
	}
	return false
}

func (c *cursor) word(want string) {
	if len(c.s)-c.i < len(want) || c.s[c.i:c.i+len(want)] != want {
		c.fail()
		return
	}
	c.i += len(want)
}

// raw reads any value and returns its bytes.
func (c *cursor) raw() []byte {
	c.peek()
	start := c.i
	c.skip()
	if c.err != nil {
		return nil
	}
	value := []byte(c.s[start:c.i])
	if !json.Valid(value) {
		c.fail()
	}
	return value
}

// skip moves past any value; only raw checks that the value is well-formed.
func (c *cursor) skip() {
	switch c.peek() {
	case '{':
		c.object(func(string) { c.skip() })
	case '[':
		c.array(c.skip)
	case '"':
		c.text()
	case 0:
		c.fail()
	default:
		start := c.i
		for c.i < len(c.s) && !isDelimiter(c.s[c.i]) {
			c.i++
		}
		if c.i == start {
			c.fail()
		}
	}
}

func isDelimiter(b byte) bool {
	switch b {
	case ',', ']', '}', ':', ' ', '\t', '\r', '\n', '"', '[', '{':
		return true
	}
	return false
}
