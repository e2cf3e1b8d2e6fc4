package vault

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func sessionFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, sessionsDir))
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestReadersMakeNoSession(t *testing.T) {
	w, _ := furnished(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	observe(t, v)
	assert.Empty(t, sessionFiles(t, w.dir))
	require.NoError(t, v.UpdateState("k", deedState))
	assert.Empty(t, sessionFiles(t, w.dir))
	require.NoError(t, v.Remove(t.Context(), v.List()[0].ID))
	assert.Len(t, sessionFiles(t, w.dir), 2)
	require.NoError(t, v.Close())
	assert.Empty(t, sessionFiles(t, w.dir))
}

// TestLivingSessionIsLeftAlone: who opens while another is in the middle of a
// write does not undo it.
func TestLivingSessionIsLeftAlone(t *testing.T) {
	w, _ := furnished(t)
	one, err := w.process(&fate{})
	require.NoError(t, err)
	item := strings.Repeat("a", 26)
	require.NoError(t, one.startSession(t.Context()))
	require.NoError(t, one.session.note(StoreKeyring, []string{item}))
	require.NoError(t, one.store().Set(t.Context(), item, []byte("half way")))

	two, err := w.process(&fate{})
	require.NoError(t, err)
	assert.Contains(t, w.keyring.items, item)
	require.NoError(t, two.Close())
	vanish(one)
	w.settled(t)
	assert.NotContains(t, w.keyring.items, item)
}

// TestRecoveryWaitsForTheStore: items of a dead process stay listed, from one
// heir to the next, until a store lets them be deleted.
func TestRecoveryWaitsForTheStore(t *testing.T) {
	w, want := furnished(t)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	item := strings.Repeat("a", 26)
	require.NoError(t, v.startSession(t.Context()))
	require.NoError(t, v.session.note(StoreKeyring, []string{item}))
	require.NoError(t, v.store().Set(t.Context(), item, []byte("half way")))
	vanish(v)
	for range 3 {
		k := &oddKeyring{mapKeyring: w.keyring, del: func(string) error { return errFault }}
		v, err := Open(t.Context(), Options{Dir: w.dir, Keyring: k, Clock: testClock})
		require.NoError(t, err)
		assert.Equal(t, []string{"keyring " + item}, slices.Collect(keys(v.session.open)))
		assert.Len(t, sessionFiles(t, w.dir), 2, "the heir's")
		require.NoError(t, v.Close())
	}
	assert.Equal(t, want, w.settled(t))
}

func keys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestHeirTakesOverBothStores: a process that died in a move leaves items in both.
func TestHeirTakesOverBothStores(t *testing.T) {
	dir := t.TempDir()
	s := newSession(dir, osDisk{})
	require.NoError(t, s.start(rand.Reader))
	a, b := strings.Repeat("a", 26), strings.Repeat("b", 26)
	require.NoError(t, s.note(StoreKeyring, []string{a}))
	require.NoError(t, s.note(StoreFile, []string{b, identityItem, "../../x"}))
	require.NoError(t, s.close())
	heir := newSession(dir, osDisk{})
	adopted, err := heir.adopt(rand.Reader)
	require.NoError(t, err)
	assert.Equal(t, map[StoreKind][]string{StoreKeyring: {a}, StoreFile: {b, identityItem}}, adopted)
	assert.Len(t, heir.open, 3)
}

// TestListCutByAFullDisk: a line that was written half does not spoil the next.
func TestListCutByAFullDisk(t *testing.T) {
	dir := t.TempDir()
	f := &fate{effect: halfEffect}
	s := newSession(dir, faultyDisk{f})
	require.NoError(t, s.start(rand.Reader))
	a, b, c := strings.Repeat("a", 26), strings.Repeat("b", 26), strings.Repeat("c", 26)
	require.NoError(t, s.note(StoreFile, []string{a}))
	f.at = f.steps + 1
	require.Error(t, s.note(StoreFile, []string{b}))
	require.NoError(t, s.note(StoreFile, []string{c}))
	data, err := os.ReadFile(s.file(s.id, itemsSuffix))
	require.NoError(t, err)
	assert.Equal(t, map[StoreKind][]string{StoreFile: {a, c}}, openItems(data), "%q", data)
}

func TestOpenItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// A list says what a set of adds and removals says, wherever it is cut.
		names := []string{strings.Repeat("a", 26), strings.Repeat("b", 26), strings.Repeat("c", 26)}
		var text strings.Builder
		open := map[string]bool{}
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			name := rapid.SampledFrom(names).Draw(t, "name")
			sign := rapid.SampledFrom([]string{"+", "-"}).Draw(t, "sign")
			text.WriteString("\n" + sign + "keyring " + name + "\n")
			open[name] = sign == "+"
			got := openItems([]byte(text.String() + "\n+keyring " + names[0][:rapid.IntRange(0, 26).Draw(t, "cut")]))
			for _, name := range names {
				require.Equal(t, open[name], slices.Contains(got[StoreKeyring], name))
			}
		}
	})
}

func FuzzOpenItems(f *testing.F) {
	f.Add([]byte("\n+keyring aaaaaaaaaaaaaaaaaaaaaaaaaa\n-keyring aaaaaaaaaaaaaaaaaaaaaaaaaa\n+file"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for kind, items := range openItems(data) {
			require.True(t, kind.valid())
			require.NotEmpty(t, items)
			for _, item := range items {
				require.True(t, validItem(item) || entry(kind, item) == identityEntry)
			}
		}
	})
}
