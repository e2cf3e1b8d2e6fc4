package licences

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/licences/internal/collect"
)

// TestEverythingLinkedIsHere asks the go tool and the module cache anew. Where it
// fails after a change of the dependencies, run scripts/licences.sh.
func TestEverythingLinkedIsHere(t *testing.T) {
	works, err := collect.All(context.Background(), "../..")
	require.NoError(t, err)
	want, texts := collect.Files(works)
	got, err := os.ReadFile("list.tsv")
	require.NoError(t, err)
	const advice = "scripts/licences.sh brings the list up to date"
	assert.Empty(t, without(want, string(got)), "linked and not in the list: "+advice)
	assert.Empty(t, without(string(got), want), "in the list and not linked: "+advice)
	require.True(t, want == string(got), "another order: "+advice)

	entries, err := os.ReadDir("texts")
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.Equal(t, slices.Sorted(maps.Keys(texts)), names)
	for name, text := range texts {
		written, err := os.ReadFile("texts/" + name) // #nosec G304 -- the names above
		require.NoError(t, err)
		assert.Equal(t, text, string(written), name)
	}
}

// without are the lines of a list that another one lacks.
func without(list, other string) (lines []string) {
	known := map[string]bool{}
	for line := range strings.Lines(other) {
		known[line] = true
	}
	for line := range strings.Lines(list) {
		if !known[line] {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestEveryWorkHasItsText(t *testing.T) {
	all := All()
	require.Greater(t, len(all), 20)
	assert.Equal(t, "Keycase", all[0].Name)
	seen := map[string]bool{}
	size := 0
	for _, w := range all {
		assert.Greater(t, len(w.Text()), 400, w.Name)
		assert.NotEmpty(t, w.Licence, w.Name)
		assert.False(t, seen[w.Name], w.Name)
		seen[w.Name] = true
		if !seen[w.file] {
			size += len(w.Text())
			seen[w.file] = true
		}
	}
	assert.Less(t, size, 300_000, "bytes in the programs")
	for _, name := range []string{"Go", "Noto Sans SC", "JetBrains Mono", "Lucide", "GLFW", "fyne.io/fyne/v2", "github.com/spf13/cobra"} {
		assert.True(t, seen[name], name)
	}
}

func TestOwnLicenceIsTheOneOfTheProject(t *testing.T) {
	text, err := os.ReadFile("../../LICENSE")
	require.NoError(t, err)
	assert.Equal(t, string(text), All()[0].Text())
}

func TestUnknownWorkHasNoText(t *testing.T) {
	assert.Empty(t, Work{file: "nowhere.txt"}.Text())
}
