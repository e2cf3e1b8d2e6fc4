package vault

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNoNameIsTakenForAnID(t *testing.T) {
	v, _ := memoryVault(t)
	ctx := t.Context()
	first, err := v.Add(ctx, Credential{Name: "a"}, nil)
	require.NoError(t, err)
	second, err := v.Add(ctx, Credential{Name: "b"}, nil)
	require.NoError(t, err)
	for _, name := range []string{first.ID, strings.ToUpper(first.ID), " " + first.ID, "abcdefghijklmn27"} {
		_, err := v.Add(ctx, Credential{Name: name}, nil)
		require.ErrorIs(t, err, ErrBadName, "%q", name)
		_, err = v.Edit(ctx, second.ID, func(c *Credential, _ map[string]string) error { c.Name = name; return nil })
		require.ErrorIs(t, err, ErrBadName, "%q", name)
	}
	for _, name := range []string{first.ID[1:], first.ID + "a", "abcdefghijklmn-7"} {
		_, err = v.Edit(ctx, second.ID, func(c *Credential, _ map[string]string) error { c.Name = name; return nil })
		assert.NoError(t, err, "%q", name)
	}
	found, err := v.Find(first.ID)
	require.NoError(t, err)
	assert.Equal(t, first, found)
}

func TestFindPrefersTheName(t *testing.T) {
	v, _ := memoryVault(t)
	named, err := v.Add(t.Context(), Credential{Name: "till"}, nil)
	require.NoError(t, err)
	// No vault makes such an id, but an index that was edited by hand may have it.
	require.NoError(t, v.index.commit(t.Context(), func(d *draft) error { return d.add(&record{id: "till", name: "other"}) }))
	found, err := v.Find("till")
	require.NoError(t, err)
	assert.Equal(t, named, found)
}

func TestCleanName(t *testing.T) {
	good := map[string]string{
		"longest":            strings.Repeat("门", maxName),
		"joined emoji":       "\U0001F469\u200d\U0001F4BB",
		"Persian non-joiner": "\u0645\u06cc\u200c\u062e",
		"right to left":      "\u05d7\u05e0\u05d5\u05ea",
		"ideographic space":  "一\u3000二",
		"replacement":        "\ufffd",
	}
	for what, name := range good {
		got, err := cleanName(name)
		require.NoError(t, err, what)
		assert.Equal(t, name, got, what)
	}
	bad := map[string]string{
		"too long":             strings.Repeat("a", maxName+1),
		"far too long":         strings.Repeat("a", 100_000),
		"right-to-left cover":  "a\u202egnp.exe",
		"isolate":              "a\u2066b",
		"zero-width space":     "a\u200bb",
		"byte order mark":      "\ufeffa",
		"soft hyphen":          "a\u00adb",
		"tag":                  "a\U000e0041",
		"line separator":       "a\u2028b",
		"paragraph separator":  "a\u2029b",
		"C1 control":           "a\u0085b",
		"Hangul filler":        "\u3164",
		"nothing but a joiner": " \u200d ",
		"not UTF-8":            "a\xff",
		"cut UTF-8":            "\xe9\x97",
	}
	for what, name := range bad {
		_, err := cleanName(name)
		assert.ErrorIs(t, err, ErrBadName, what)
		assert.ErrorIs(t, CheckName(name), ErrBadName, what)
	}
	assert.NoError(t, CheckName(" a "))
	trimmed, err := cleanName(" \u200d a\u200c\t")
	require.NoError(t, err)
	assert.Equal(t, "a", trimmed, "a joiner that joins nothing")
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"", "a", " 门店 ", "Cafe\u0301", "\u200d\u0301", "\u202e", "\xff", "abcdefghijklmn27", "ABCDEFGHIJKLMN27 "} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean, err := cleanName(name)
		if err != nil {
			require.ErrorIs(t, err, ErrBadName)
			return
		}
		again, err := cleanName(clean)
		require.NoError(t, err)
		require.Equal(t, clean, again)
		require.True(t, utf8.ValidString(clean))
		require.LessOrEqual(t, utf8.RuneCountInString(clean), maxName)
		require.False(t, idShaped(clean))
	})
}

func TestNameKeyIsTheFoldedName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.OneOf(
			rapid.Rune(), rapid.RuneFrom(nil, unicode.Han), rapid.RuneFrom([]rune("aZÄßŉ\u0301\uac00ｋＫ〇\u4dff\u4e00\u9fff\ua000ǅ")),
		)).Draw(t, "name")
		assert.Equal(t, norm.NFC.String(cases.Fold().String(name)), nameKey(name))
	})
}
