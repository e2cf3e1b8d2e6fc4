// Package readings tells how Chinese characters are read, in pinyin without
// tones, as they are typed.
//
// The readings are those of github.com/mozillazg/go-pinyin, whose licence stands
// among those in assets/licences. The library itself would bring its dictionary
// as a map of 1 MB that each start of the program fills; the table is a fifth of
// that, and is unpacked when somebody searches. A test holds it to the library.
package readings

import (
	_ "embed"
	"strings"
	"sync"
)

// table has a line for each set of readings: the readings, separated by spaces,
// a tab, and the characters that are read so.
//
//go:embed readings.txt
var table string

type dictionary struct {
	sets   [][]string
	places []uint16 // of a character's set in sets, by character; 0 is none
}

var unpacked = sync.OnceValue(func() dictionary {
	d := dictionary{sets: [][]string{nil}, places: make([]uint16, highest+1)}
	for line := range strings.Lines(table) {
		words, characters, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		for _, r := range characters {
			d.places[r] = uint16(len(d.sets)) //nolint:gosec // there are some thousand sets
		}
		d.sets = append(d.sets, strings.Fields(words))
	}
	return d
})

// highest is beyond every character of the table.
const highest = 0x323AF

// Of lists the ways in which a character is read, the most common first, with v
// for ü; nil for what is no Chinese character or has no known reading. The slice
// is shared by all callers, who must not change it.
func Of(r rune) []string {
	if r < 0 || r > highest {
		return nil
	}
	d := unpacked()
	return d.sets[d.places[r]]
}
