package vault

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tests whose names begin with TestTorture try to make a vault lose something.
// What they tried is told in docs/reliability.md.

var full = flag.Bool("full", false, "try each fault for as many rounds as docs/reliability.md tells, and count them")

// tried counts the rounds of each test by what came of them.
var tried = struct {
	sync.Mutex
	by map[string]map[string]int
}{by: map[string]map[string]int{}}

// round counts one round that went as it should.
func round(t *testing.T, came string) {
	test, _, _ := strings.Cut(t.Name(), "/")
	tried.Lock()
	defer tried.Unlock()
	if tried.by[test] == nil {
		tried.by[test] = map[string]int{}
	}
	tried.by[test][came]++
}

// tellRounds writes the figures of a full run.
func tellRounds(w io.Writer) {
	if !*full {
		return
	}
	tried.Lock()
	defer tried.Unlock()
	for _, test := range slices.Sorted(maps.Keys(tried.by)) {
		sum, parts := 0, []string(nil)
		for _, came := range slices.Sorted(maps.Keys(tried.by[test])) {
			sum += tried.by[test][came]
			parts = append(parts, fmt.Sprintf("%s %d", came, tried.by[test][came]))
		}
		_, _ = fmt.Fprintf(w, "rounds %s: %d (%s)\n", test, sum, strings.Join(parts, ", "))
	}
}

// outcome says how an operation ended for the one who asked for it.
func outcome(err error) string {
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, ErrLeftover):
		return "done but for a deletion"
	}
	return "refused"
}

// oldOrNew checks what every fault has to leave: what was acknowledged is there,
// and what was refused left the old state or the new one.
func oldOrNew(t *testing.T, old, next, got seen, err error) {
	t.Helper()
	if err == nil || errors.Is(err, ErrLeftover) {
		require.Equal(t, next, got, "acknowledged, but not there")
		return
	}
	require.Contains(t, []seen{old, next}, got, "neither the old state nor the new one")
}
