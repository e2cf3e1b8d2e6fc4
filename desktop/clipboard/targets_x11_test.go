//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"strings"
	"testing"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"keycase/desktop/internal/x11"
)

// numbered stands in for what a server would name the atoms.
func numbered() *holding {
	atoms := x11.Atoms{}
	for i, name := range names {
		atoms[name] = xproto.Atom(100 + i)
	}
	return &holding{atoms: atoms, since: 0x01020304}
}

func TestValueOfTarget(t *testing.T) {
	h := numbered()
	atom := func(name string) xproto.Atom { return h.atoms[name] }
	for _, c := range []struct {
		name, text, target string
		want               value
	}{
		{"UTF-8", "钥匣 k", targetUTF8, value{atom(targetUTF8), 8, []byte("钥匣 k")}},
		{"MIME", "钥匣 k", targetMIME, value{atom(targetMIME), 8, []byte("钥匣 k")}},
		{"Latin-1", "na\u00efve", targetLatin1, value{atom(targetLatin1), 8, []byte("na\xefve")}},
		{"hint", "k", targetHint, value{atom(targetHint), 8, []byte("secret")}},
		{"time", "k", targetTime, value{atom(typeInteger), 32, []byte{4, 3, 2, 1}}},
	} {
		v, ok := h.value(atom(c.target), []byte(c.text))
		require.True(t, ok, c.name)
		assert.Equal(t, c.want, v, c.name)
	}
	for name, target := range map[string]xproto.Atom{
		"none": xproto.AtomNone, "unknown": 7, "selection": atom(selection), "many inside many": atom(targetMany),
		"Chinese as Latin-1": atom(targetLatin1),
	} {
		_, ok := h.value(target, []byte("钥匣"))
		assert.False(t, ok, name)
	}
}

func TestOfferedTargets(t *testing.T) {
	h := numbered()
	common := []uint32{}
	for _, name := range []string{targetList, targetMany, targetTime, targetHint, targetUTF8, targetMIME} {
		common = append(common, uint32(h.atoms[name]))
	}
	assert.Equal(t, common, h.offered([]byte("钥匣")))
	assert.Equal(t, append(common, uint32(h.atoms[targetLatin1])), h.offered([]byte("plain")))
	assert.NotContains(t, names, "SAVE_TARGETS")
}

func TestLatin1MatchesTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune{'a', 0x7f, 0x80, 0xff, 0x100, '匣', 0x10ffff})).Draw(t, "text")
		want, err := charmap.ISO8859_1.NewEncoder().Bytes([]byte(text))
		require.Equal(t, err == nil, isLatin1([]byte(text)))
		if err == nil {
			assert.Equal(t, string(want), string(latin1([]byte(text))))
		}
	})
}

func TestTextIsZeroedAtTheEnd(t *testing.T) {
	h := &holding{text: []byte("k")}
	kept := h.text
	assert.True(t, h.held())
	assert.True(t, h.end())
	assert.False(t, h.end(), "it ends once")
	assert.False(t, h.held())
	assert.Equal(t, []byte{0}, kept)
	_, ok := h.copyText()
	assert.False(t, ok)
}

func TestRefusedTexts(t *testing.T) {
	c := &Clipboard{}
	for name, text := range map[string]string{
		"too long": strings.Repeat("k", Limit+1), "NUL": "k\x00", "broken": "k\xff",
	} {
		_, err := c.Put(text)
		assert.ErrorIs(t, err, ErrText, name)
	}
	require.NoError(t, c.Close())
	_, err := c.Put("k")
	assert.ErrorIs(t, err, ErrClosed)
}
