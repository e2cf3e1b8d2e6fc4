package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/providers"
)

var (
	manual     = flag.String("manual", "", "write the manual pages into this folder, as packages want them")
	manualDate = flag.Int64("manual-date", 0, "of the pages, in Unix seconds")
)

// TestManualPages makes the manual pages of all commands in both languages out of
// the same texts as --help. The packages get theirs from here: the program itself
// does without what writes them.
func TestManualPages(t *testing.T) {
	folder := *manual
	if folder == "" {
		folder = t.TempDir()
	}
	for lang, sub := range map[string]string{translations.English: "man1", translations.Chinese: "zh_CN/man1"} {
		dir := filepath.Join(folder, filepath.FromSlash(sub))
		require.NoError(t, os.MkdirAll(dir, 0o750))
		texts := translations.New(lang)
		root := newRoot(&cli{printer: printer{
			Localizer: texts, lang: providers.Lang(lang), out: &bytes.Buffer{}, err: &bytes.Buffer{},
		}}, nil)
		quieten(root)
		date := time.Unix(*manualDate, 0).UTC()
		require.NoError(t, doc.GenManTree(root, &doc.GenManHeader{
			Section: "1", Date: &date, Source: "Keycase " + app.Version, Manual: texts.T("app.title"),
		}, dir))

		page, err := fs.ReadFile(os.DirFS(dir), "keycase-cli-sign.1")
		require.NoError(t, err)
		assert.Contains(t, string(page), texts.T("cli.flag.json"))
		assert.True(t, strings.HasPrefix(string(page), ".nh\n.TH"), "no manual page: %.40q", page)
		head, _, _ := strings.Cut(string(page), ".SH")
		assert.Less(t, len(head), 100, "what does not fit into a line is printed over: %s", head)
	}
}

// quieten leaves out the line that says by what tool and when pages were made.
func quieten(cmd *cobra.Command) {
	cmd.DisableAutoGenTag = true
	for _, sub := range cmd.Commands() {
		quieten(sub)
	}
}
