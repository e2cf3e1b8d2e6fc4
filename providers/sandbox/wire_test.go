package sandbox

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "abc": "abc", "a+b": "a b", "a%2Bb": "a+b", "a%2bb": "a+b",
		"%E4%B8%AD": "中", "100%25": "100%", "~*-_.": "~*-_.", "%00": "\x00",
	} {
		got, ok := decode(in, ' ')
		assert.True(t, ok, in)
		assert.Equal(t, want, got)
	}
	for _, in := range []string{"%", "%2", "a%zz", "%2g", "%g2", "x%"} {
		_, ok := decode(in, ' ')
		assert.False(t, ok, in)
	}
	got, ok := decode("a+b", '+')
	assert.True(t, ok)
	assert.Equal(t, "a+b", got, "a plus in a path is a plus")
}

func TestParsePairs(t *testing.T) {
	got, ok := parsePairs("b=2&a=1&&flag&empty=&b=3&%E4%B8%AD=x%3Dy=z")
	require.True(t, ok)
	assert.Equal(t, pairs{{"b", "2"}, {"a", "1"}, {"flag", ""}, {"empty", ""}, {"b", "3"}, {"中", "x=y=z"}}, got)
	assert.Equal(t, "2", got.get("b"), "the first counts")
	assert.Equal(t, "", got.get("B"), "names are case-sensitive")
	assert.True(t, got.has("flag"))
	assert.False(t, got.has("FLAG"))

	_, ok = parsePairs("a=1&b=%")
	assert.False(t, ok)
	_, ok = parsePairs("%=1")
	assert.False(t, ok)
}

func TestByteTables(t *testing.T) {
	// The encoders' table of the specification, row by row.
	assert.Equal(t, "aZ0-_.~+%2A%2B%2F%3D%E4%B8%AD", jdyKeyOnce().encode("aZ0-_.~ *+/=中"))
	assert.Equal(t, "aZ0-_.%7E+*%2B%2F%3D%E4%B8%AD", jdyValueOnce().encode("aZ0-_.~ *+/=中"))
	assert.Equal(t, "aZ0-_.%257E%2B%2A%252B%252F%253D%25E4%25B8%25AD", jdyValTwice().encode("aZ0-_.~ *+/=中"))
	assert.Equal(t, "aZ0-_.~%2B%252A%252B%252F%253D%25E4%25B8%25AD", jdyKeyTwice().encode("aZ0-_.~ *+/=中"))
}

// gExpected and vExpected are the two encoders by their published Go
// equivalents, which the byte tables are checked against.
func gExpected(s string) string { return url.QueryEscape(s) }

func vExpected(s string) string {
	return strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(s))
}

func TestTablesAgreeWithPublishedEquivalents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "s"))
		require.Equal(t, gExpected(s), jdyKeyOnce().encode(s))
		require.Equal(t, vExpected(s), jdyValueOnce().encode(s))
		require.Equal(t, gExpected(gExpected(s)), jdyKeyTwice().encode(s))
		require.Equal(t, gExpected(vExpected(s)), jdyValTwice().encode(s))
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "a+b", "%41", "%", "%4", "%zz", "a=b&c", "%E4%B8%AD", "\xff%ff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := decode(s, ' ')
		want, err := url.QueryUnescape(s)
		require.Equal(t, err == nil, ok)
		require.Equal(t, want, got)

		got, ok = decode(s, '+')
		want, err = url.PathUnescape(s)
		require.Equal(t, err == nil, ok)
		require.Equal(t, want, got)

		if ps, ok := parsePairs(s); ok {
			for _, p := range ps {
				require.True(t, ps.has(p.name))
			}
		}
	})
}
