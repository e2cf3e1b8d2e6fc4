package about

import (
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"keycase/assets/licences"
)

func TestReflow(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb\n\n\nc\n":                        "a b\n\nc",
		"  1. one\n     two\n  2. three":       "1. one two\n2. three",
		"(a) one\n(b) two":                     "(a) one\n(b) two",
		"* one\n  two\n* three":                "* one two\n* three",
		"MIT\n\nCopyright 1\nCopyright 2\nAll": "MIT\n\nCopyright 1\nCopyright 2 All",
		"----\nTITLE\n----\ntext":              "----\nTITLE\n----\ntext",
		"the end.\nNext":                       "the end. Next",
		"":                                     "",
	} {
		assert.Equal(t, want, reflow(text), text)
	}
}

// FuzzReflow moves no word and adds none.
func FuzzReflow(f *testing.F) {
	f.Add("MIT\n\nCopyright 1\n  1. one\n     two\n----\nend")
	f.Add("\x00\n \r\n-\n1.\u00a0")
	f.Fuzz(func(t *testing.T, text string) {
		assert.Equal(t, strings.Fields(text), strings.Fields(reflow(text)))
	})
}

func TestNoWordOfALicenceIsLost(t *testing.T) {
	for _, w := range licences.All() {
		assert.Equal(t, strings.Fields(w.Text()), strings.Fields(reflow(w.Text())), w.Name)
	}
}

func TestVersionOf(t *testing.T) {
	info := &debug.BuildInfo{Deps: []*debug.Module{{Path: "a", Version: "v1.0.0"}, {Path: "fyne.io/fyne/v2", Version: "v2.8.1"}}}
	assert.Equal(t, "2.8.1", versionOf(info, "fyne.io/fyne/v2"))
	assert.Empty(t, versionOf(info, "b"))
	assert.Empty(t, versionOf(nil, "a"))
	goVersion, _ := built()
	assert.Regexp(t, `^\d.* · \w+/\w+$`, goVersion)
}

func TestShortName(t *testing.T) {
	for name, want := range map[string]string{
		"Keycase":                          "Keycase",
		"github.com/spf13/cobra":           "spf13/cobra",
		"golang.org/x/text":                "golang.org/x/text",
		"github.com/clipperhouse/uax29/v2": "clipperhouse/uax29/v2",
		"github.com/zalando/go-keyring/internal/shellescape": "internal/shellescape",
		strings.Repeat("x", 40):                              strings.Repeat("x", 40),
	} {
		assert.Equal(t, want, shortName(name))
	}
	seen := map[string]string{}
	for _, w := range licences.All() {
		short := shortName(w.Name)
		assert.Empty(t, seen[short], "%s could be %s", short, w.Name)
		seen[short] = w.Name
	}
}
