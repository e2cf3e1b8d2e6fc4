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

var (
	testName = regexp.MustCompile(`\b(?:Test|Fuzz|Benchmark)[A-Z]\w*`)
	defined  = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)[A-Z]\w*)\(`)
	folder   = regexp.MustCompile("`((?:app|backup|broker|cmd|desktop|internal|pairing|providers|service|transfer|ui|vault)(?:/[a-z0-9_-]+)*(?:/[a-z0-9_]+\\.(?:go|txtar))?)`")
)

// TestPromisesAreShown holds the pages that name tests to the tests that there are.
func TestPromisesAreShown(t *testing.T) {
	tests := map[string]bool{}
	require.NoError(t, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "build" || strings.HasPrefix(entry.Name(), ".git")) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, "_test.go") {
			code, err := os.ReadFile(path)
			require.NoError(t, err)
			for _, m := range defined.FindAllSubmatch(code, -1) {
				tests[string(m[1])] = true
			}
		}
		return nil
	}))
	for _, path := range []string{"../SECURITY.md", "reliability.md"} {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		names := testName.FindAllString(string(text), -1)
		assert.NotEmpty(t, names, path)
		for _, name := range names {
			assert.True(t, tests[name], "%s names %s, which is no test", path, name)
		}
		for _, m := range folder.FindAllStringSubmatch(string(text), -1) {
			_, err := os.Stat(filepath.Join("..", filepath.FromSlash(m[1])))
			assert.NoError(t, err, path)
		}
	}
}
