// Package licences holds the licences of everything that Keycase carries: its
// own, and those of the modules, fonts and icons that are built in on any system.
//
// scripts/licences.sh writes list.tsv and texts/ anew; a test fails where they
// do not match what is linked.
package licences

import (
	"embed"
	"strings"
)

//go:embed list.tsv texts/*.txt
var files embed.FS

// Work is something that Keycase is made of.
type Work struct {
	// Name is a module's path, or what a font or a set of icons is called.
	Name string
	// Licence is its short name, as by SPDX ("BSD-3-Clause").
	Licence string

	file string
}

// All returns every work: Keycase itself first, the others by name.
func All() []Work {
	list, err := files.ReadFile("list.tsv")
	if err != nil {
		return nil
	}
	var works []Work
	for line := range strings.Lines(string(list)) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		if len(parts) == 3 {
			works = append(works, Work{Name: parts[0], Licence: parts[1], file: parts[2]})
		}
	}
	return works
}

// Text is the licence itself, with the names of the authors.
func (w Work) Text() string {
	text, err := files.ReadFile("texts/" + w.file)
	if err != nil {
		return ""
	}
	return string(text)
}
