package vault

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// damages are what can become of a file: "" if it is gone. Those that draw a place
// are tried at many.
var damages = []struct {
	name  string
	drawn bool
	do    func(data, older string, r *rand.Rand) string
}{
	{"intact", false, func(data, _ string, _ *rand.Rand) string { return data }},
	{"deleted", false, func(string, string, *rand.Rand) string { return "" }},
	{"put back", false, func(_, older string, _ *rand.Rand) string { return older }},
	{"zeroed", false, func(data, _ string, _ *rand.Rand) string { return strings.Repeat("\x00", len(data)) }},
	{"newer", false, func(data, _ string, _ *rand.Rand) string {
		_, body, _ := strings.Cut(data, "\n")
		return fmt.Sprintf("{\"version\":%d,\"crc32c\":\"%08x\",\n%s", indexVersion+1, indexSum(indexVersion+1, []byte(body)), body)
	}},
	{"cut", true, func(data, _ string, r *rand.Rand) string { return data[:1+r.IntN(len(data)-1)] }},
	{"half-written", true, func(data, _ string, r *rand.Rand) string {
		n := r.IntN(len(data))
		return data[:n] + strings.Repeat("\x00", len(data)-n)
	}},
	{"bit flipped", true, func(data, _ string, r *rand.Rand) string {
		flipped := []byte(data)
		flipped[r.IntN(len(flipped))] ^= 1 << r.IntN(8)
		return string(flipped)
	}},
}

// TestTortureIndexFiles: the index, its second copy and the older generation are
// damaged in every combination. The vault opens as it was, or refuses and touches
// nothing, or says that it had to fall back on something older; it never opens as if
// nothing was.
func TestTortureIndexFiles(t *testing.T) {
	for _, index := range damages {
		for _, second := range damages {
			// One whole file is all that tells a newest state from an older one.
			if (index.name == "put back" || second.name == "put back") && index.name != "intact" && second.name != "intact" {
				continue
			}
			t.Run(fmt.Sprintf("%s, second copy %s", index.name, second.name), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(6, 2))
				w := newWorld(t, StoreKeyring)
				furnish(t, w)
				whole := w.settled(t)
				before := w.files(t)
				times := 1
				if index.drawn || second.drawn {
					times = rounds(1, 100)
				}
				for _, third := range damages {
					for range times {
						w.put(t, indexName, index.do(before[indexName], before[olderName], r))
						w.put(t, copyName, second.do(before[copyName], before[olderName], r))
						w.put(t, olderName, third.do(before[olderName], "", r))
						came := w.damaged(t, whole)
						w.restore(t, before)
						require.Equal(t, whole, w.settled(t), "putting the files back repairs it")
						w.restore(t, before)
						round(t, came)
					}
				}
			})
		}
	}
}

// TestTortureEachByte: the index is cut at each length, and each of its bits flipped;
// its second copy gives back all of it.
func TestTortureEachByte(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	whole := w.settled(t)
	before := w.files(t)
	index := before[indexName]
	for at := 0; at < len(index); at += rounds(23, 1) {
		w.put(t, indexName, index[:at])
		require.Equal(t, "as it was", w.damaged(t, whole), "cut at %d", at)
		round(t, "cut, as it was")
		for bit := at % rounds(8, 1); bit < 8; bit += rounds(8, 1) {
			w.restore(t, before)
			w.put(t, indexName, index[:at]+string([]byte{index[at] ^ 1<<bit})+index[at+1:])
			require.Equal(t, "as it was", w.damaged(t, whole), "bit %d of byte %d", bit, at)
			round(t, "flipped, as it was")
		}
		w.restore(t, before)
	}
}

// damaged opens a damaged vault and tells what came of it.
func (w *world) damaged(t *testing.T, whole seen) string {
	t.Helper()
	files, items := w.files(t), w.stored(t)
	v, err := w.process(&fate{})
	if err != nil {
		require.True(t, errors.Is(err, ErrCorrupt) || errors.Is(err, ErrNewerIndex), "%v", err)
		require.Equal(t, files, w.files(t), "refused, but changed")
		require.Equal(t, items, w.stored(t), "refused, but deleted secrets")
		if errors.Is(err, ErrNewerIndex) {
			return "refused as newer"
		}
		return "refused as damaged"
	}
	got, _, err := readWhole(t.Context(), v)
	told := v.Recovery() != RecoveryNone
	require.NoError(t, v.Close())
	require.Equal(t, items, w.stored(t), "it deleted secrets")
	if told {
		return "fell back and said so"
	}
	require.NoError(t, err)
	require.Equal(t, whole, got, "something is lost, and it does not say so")
	return "as it was"
}

// put writes a file of the vault's folder, or removes it if data is "".
func (w *world) put(t *testing.T, name, data string) {
	t.Helper()
	path := filepath.Join(w.dir, name)
	require.NoError(t, osDisk{}.Remove(path))
	if data != "" {
		require.NoError(t, os.WriteFile(path, []byte(data), fileMode))
	}
}

// restore puts all files back as they were.
func (w *world) restore(t *testing.T, files map[string]string) {
	t.Helper()
	for name := range w.files(t) {
		w.put(t, name, "")
	}
	for name, data := range files {
		w.put(t, name, data)
	}
}
