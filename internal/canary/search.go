package canary

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Search looks for canaries, and counts where it has looked.
type Search struct {
	known map[string]bool   // values of canaries
	forms map[uint64][]form // by their first eight bytes
	first [1 << 16]bool     // which two bytes any of them begins with

	// Canaries is how many there are, Places where was looked, Bytes how much that was.
	Canaries, Places int
	Bytes            int64
}

// Hit is a canary that was found.
type Hit struct {
	// Canary is its name.
	Canary string
	// Form says which part of it, and how it was written.
	Form string
	// Where is the place that was searched.
	Where string
}

// String names the place and not the secret.
func (h Hit) String() string { return fmt.Sprintf("%s: %s (%s)", h.Where, h.Canary, h.Form) }

// head is how many bytes of each form lead to it.
const head = 8

// NewSearch looks for these canaries.
func NewSearch(canaries ...Canary) *Search {
	s := &Search{known: map[string]bool{}, forms: map[uint64][]form{}}
	s.Add(canaries...)
	return s
}

// Add looks for further ones from now on; values that are known already are left out.
// It panics for a value that is so short that it would be found by chance.
func (s *Search) Add(canaries ...Canary) {
	for _, c := range canaries {
		if len(c.Value) < head {
			panic("canary: " + c.Name + " is too short")
		}
		if s.known[c.Value] {
			continue
		}
		s.known[c.Value] = true
		s.Canaries++
		for _, f := range forms(c) {
			s.first[binary.LittleEndian.Uint16(f.bytes)] = true
			key := binary.LittleEndian.Uint64(f.bytes)
			s.forms[key] = append(s.forms[key], f)
		}
	}
}

// Text looks through what a place holds.
func (s *Search) Text(where string, data []byte) []Hit {
	s.Places++
	s.Bytes += int64(len(data))
	found := map[Hit]bool{}
	for i := 0; i+head <= len(data); i++ {
		if !s.first[binary.LittleEndian.Uint16(data[i:])] {
			continue
		}
		for _, f := range s.forms[binary.LittleEndian.Uint64(data[i:])] {
			if bytes.HasPrefix(data[i:], f.bytes) {
				found[Hit{f.canary, f.name, where}] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b Hit) int { return strings.Compare(a.String(), b.String()) })
}

// Tree looks through every file below a folder, its name, and what a link says. What
// goes away while it looks is no error.
func (s *Search) Tree(dir string) ([]Hit, error) {
	var hits []Hit
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := content(path, entry)
		hits = append(hits, s.Text(path, append([]byte(name+"\n"), data...))...)
		return err
	})
	return hits, err
}

// content is what a file or a link says; pipes and sockets say nothing.
func content(path string, entry fs.DirEntry) (data []byte, err error) {
	switch {
	case entry.Type().IsRegular():
		data, err = os.ReadFile(path) // #nosec G304,G122 -- a test's own folder
	case entry.Type()&fs.ModeSymlink != 0:
		var to string
		to, err = os.Readlink(path)
		data = []byte(to)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return data, err
}

// Processes looks through the arguments of every process that can be seen, and through
// the environments of those that environ wants to know of. It needs a /proc.
func (s *Search) Processes(environ func(pid string) bool) []Hit {
	all, _ := filepath.Glob("/proc/[0-9]*") // the pattern is a good one
	var hits []Hit
	for _, process := range all {
		names := []string{"cmdline"}
		if environ(filepath.Base(process)) {
			names = append(names, "environ")
		}
		for _, name := range names {
			path := filepath.Join(process, name)
			if data, err := os.ReadFile(path); err == nil { // #nosec G304 -- others have ended or are another user's
				hits = append(hits, s.Text(path, data)...)
			}
		}
	}
	return hits
}
