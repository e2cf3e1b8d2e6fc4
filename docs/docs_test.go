// Package docs_test checks that the user guide holds together: its links and
// pictures, its two languages, and that the commands and the words of the window
// in it are those of the program.
package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// page is a Markdown file by its path from this folder.
type page struct{ path, text string }

const readme = "../README.md"

// pages are all of the guide, and the README.
func pages(t *testing.T) []page {
	t.Helper()
	paths := []string{readme}
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".md" {
			paths = append(paths, path)
		}
		return err
	}))
	var all []page
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		all = append(all, page{path, string(text)})
	}
	return all
}

// guide are the pages of one language by their names.
func guide(t *testing.T, lang string) map[string]page {
	t.Helper()
	found := map[string]page{}
	for _, p := range pages(t) {
		if filepath.Dir(p.path) == lang {
			found[filepath.Base(p.path)] = p
		}
	}
	require.NotEmpty(t, found, lang)
	return found
}

// here is this folder as the README names it.
var here = filepath.Join("..", "docs") + string(filepath.Separator)

var link = regexp.MustCompile(`(!?)\[[^\]]*\]\(([^)\s]+)\)`)

// links are the targets within the project, by their paths from this folder.
func (p page) links(pictures bool) []string {
	var targets []string
	for _, m := range link.FindAllStringSubmatch(p.text, -1) {
		target, _, _ := strings.Cut(m[2], "#")
		if strings.Contains(m[2], "://") || target == "" || pictures && m[1] == "" {
			continue
		}
		target = filepath.Join(filepath.Dir(p.path), filepath.FromSlash(target))
		if within, ok := strings.CutPrefix(target, here); ok {
			target = within
		}
		targets = append(targets, target)
	}
	return targets
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, p := range pages(t) {
		for _, target := range p.links(false) {
			_, err := os.Stat(target)
			assert.NoError(t, err, "linked in %s", p.path)
		}
	}
}

func TestEveryPageIsInTheIndex(t *testing.T) {
	var index []string
	for _, p := range pages(t) {
		if p.path == "README.md" {
			index = p.links(false)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		for _, p := range guide(t, lang) {
			assert.Contains(t, index, p.path)
		}
	}
}

func TestEveryPictureIsShown(t *testing.T) {
	shown := map[string]bool{}
	for _, p := range pages(t) {
		for _, target := range p.links(true) {
			shown[target] = true
		}
	}
	pictures, err := filepath.Glob(filepath.Join("images", "*"))
	require.NoError(t, err)
	require.NotEmpty(t, pictures)
	for _, picture := range pictures {
		assert.True(t, shown[picture], "%s is in no page", picture)
	}
}

func TestBothLanguagesHaveTheSamePages(t *testing.T) {
	zh, en := guide(t, "zh"), guide(t, "en")
	for name := range en {
		assert.Contains(t, zh, name)
	}
	for name, p := range zh {
		other, ok := en[name]
		if assert.True(t, ok, "%s is not in English", name) {
			assert.Equal(t, p.shape(), other.shape(), name)
		}
	}
}

var (
	named = regexp.MustCompile(`/(zh|en)-`)
	step  = regexp.MustCompile(`^\d+\.$`)
)

// shape is what both languages have in common: headings by their depth, rows of
// tables, steps, pictures, and blocks of code, in their order.
func (p page) shape() []string {
	var shape []string
	code := false
	for line := range strings.SplitSeq(p.text, "\n") {
		mark, _, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
			shape = append(shape, line)
		case code:
		case strings.HasPrefix(line, "#"), strings.HasPrefix(line, "|"), mark == "-":
			shape = append(shape, mark)
		case step.MatchString(mark):
			shape = append(shape, mark)
		case strings.HasPrefix(line, "!"):
			shape = append(shape, named.ReplaceAllString(link.FindStringSubmatch(line)[2], "/"))
		}
	}
	return shape
}
