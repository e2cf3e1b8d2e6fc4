package readings

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the table anew from the library")

// known lists the readings that the library has for a character, without tones.
func known(r rune) []string {
	var all []string
	for _, reading := range pinyin.SinglePinyin(r, pinyin.Args{Style: pinyin.Normal, Heteronym: true}) {
		if strings.Trim(reading, "abcdefghijklmnopqrstuvwxyz") == "" && !slices.Contains(all, reading) {
			all = append(all, reading) // not ê and m̀, which nobody types
		}
	}
	return all
}

func TestTableIsTheLibrarys(t *testing.T) {
	if *update {
		write(t)
	}
	want := 0
	for place := range pinyin.PinyinDict {
		r := rune(place) //nolint:gosec // all keys are characters
		require.Equal(t, known(r), Of(r), "%c", r)
		want += min(len(known(r)), 1)
	}
	have := 0
	for line := range strings.Lines(table) {
		_, characters, _ := strings.Cut(line, "\t")
		have += utf8.RuneCountInString(strings.TrimSpace(characters))
	}
	assert.Equal(t, want, have)
	assert.Nil(t, Of(-1))
	assert.Nil(t, Of(unicode.MaxRune))
}

func write(t *testing.T) {
	sets := map[string][]rune{}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if words := known(r); len(words) > 0 {
			key := strings.Join(words, " ")
			sets[key] = append(sets[key], r)
		}
	}
	keys := make([]string, 0, len(sets))
	for key := range sets {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(key + "\t" + string(sets[key]) + "\n")
	}
	require.NoError(t, os.WriteFile("readings.txt", []byte(b.String()), 0o600))
	t.Log("written; run again without -update")
}
