package vault

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tests whose names begin with TestTorture try to make a vault lose something.
// What they tried is told in docs/reliability.md.

var full = flag.Bool("full", false, "try each fault for as many rounds as docs/reliability.md tells, and count them")

// rounds is how often to try: a few times in everyday tests.
func rounds(few, many int) int {
	if *full {
		return many
	}
	return few
}

// tortured are the deeds to try: all of them, or every day only those that have the
// most steps.
func tortured() map[string]func(context.Context, *Vault) error {
	if *full {
		return deeds
	}
	return map[string]func(context.Context, *Vault) error{"apply": deeds["apply"], "remove": deeds["remove"]}
}

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

// tellRoundsOf passes on the figures of a test that ran in a process of its own.
func tellRoundsOf(output string) {
	for line := range strings.Lines(output) {
		if strings.HasPrefix(line, "rounds ") {
			_, _ = io.WriteString(os.Stdout, line)
		}
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

// blow is a way in which one call of a process goes wrong.
type blow struct {
	effect       effect
	deadly, lies bool
}

// blows are a failing call, the death of the process, and a success that is a lie;
// in each case without an effect, with half of it, or with all of it.
var blows = []blow{
	{effect: noEffect}, {effect: halfEffect}, {effect: fullEffect},
	{effect: noEffect, deadly: true}, {effect: halfEffect, deadly: true}, {effect: fullEffect, deadly: true},
	{effect: noEffect, lies: true}, {effect: halfEffect, lies: true},
}

// eachBlow has a process struck in each of those ways at each of its steps.
func eachBlow(do func(f *fate)) {
	for _, b := range blows {
		for at, struck := 1, true; struck; at++ {
			f := &fate{at: at, effect: b.effect, deadly: b.deadly, lies: b.lies}
			do(f)
			struck = f.struck
		}
	}
}

// end ends a process as its fate wants.
func (f *fate) end(v *Vault) {
	if f.deadly {
		vanish(v)
		return
	}
	_ = v.Close()
}
