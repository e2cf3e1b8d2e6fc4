package form

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/providers"
)

func TestSplit(t *testing.T) {
	for address, want := range map[string][3]string{
		"https://h.example:1/a%20b?x=1?y": {"https://h.example:1", "/a%20b", "x=1?y"},
		"https://h.example?x=1":           {"https://h.example", "", "x=1"},
		"https://h.example":               {"https://h.example", "", ""},
		"/a?u=http://x/y":                 {"", "/a", "u=http://x/y"},
		"":                                {"", "", ""},
	} {
		origin, path, query := Split(address)
		assert.Equal(t, want, [3]string{origin, path, query}, address)
	}
}

// Nothing is lost or changed by splitting.
func TestSplitKeepsEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.String().Draw(t, "address")
		origin, path, query := Split(address)
		whole := origin + path
		if query != "" || strings.HasSuffix(address, "?") {
			whole += "?" + query
		}
		assert.Equal(t, address, whole)
	})
}

func TestLenient(t *testing.T) {
	pairs := Lenient("a=%zz&&b=%E4%B8%AD+1&c&=d")
	assert.Equal(t, []providers.Pair{{Name: "a", Value: "%zz"}, {Name: "b", Value: "中 1"}, {Name: "c"}, {Value: "d"}}, pairs)
	assert.Equal(t, "中 1", Value(pairs, "b"))
	assert.Empty(t, Value(pairs, "absent"))
}
