package translations

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
)

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

// read returns the plural forms of every key; a plain string is the form "other".
func read(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	var raw map[string]any
	require.NoError(t, json.Unmarshal([]byte(New(lang).file), &raw))

	texts := make(map[string]map[string]string, len(raw))
	for key, value := range raw {
		forms := map[string]string{}
		switch value := value.(type) {
		case string:
			forms["other"] = value
		case map[string]any:
			for form, text := range value {
				forms[form], _ = text.(string)
			}
		}
		texts[key] = forms
	}
	return texts
}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	zh := slices.Sorted(maps.Keys(read(t, Chinese)))
	en := slices.Sorted(maps.Keys(read(t, English)))
	assert.Equal(t, zh, en)
}

func TestNoTextIsEmpty(t *testing.T) {
	for _, lang := range []string{Chinese, English} {
		for key, forms := range read(t, lang) {
			assert.NotEmpty(t, forms["other"], "%s %s", lang, key)
			for form, text := range forms {
				assert.NotEmpty(t, strings.TrimSpace(text), "%s %s %s", lang, key, form)
			}
		}
	}
}

// TestNoTextShowsAnEscape: a line feed that was escaped twice would be read as a backslash and a letter.
func TestNoTextShowsAnEscape(t *testing.T) {
	for _, lang := range []string{Chinese, English} {
		for key, forms := range read(t, lang) {
			for _, text := range forms {
				assert.NotContains(t, text, `\n`, "%s %s", lang, key)
			}
		}
	}
}

// TestPlaceholdersAgree compares the form "other"; "one" may leave the number out.
func TestPlaceholdersAgree(t *testing.T) {
	en := read(t, English)
	for key, forms := range read(t, Chinese) {
		names := func(text string) []string {
			found := placeholder.FindAllString(text, -1)
			slices.Sort(found)
			return slices.Compact(found)
		}
		assert.Equal(t, names(forms["other"]), names(en[key]["other"]), key)
	}
}

// TestFilesAreSorted keeps two people's additions apart: each lands at its own line.
func TestFilesAreSorted(t *testing.T) {
	line := regexp.MustCompile(`^  "([^"]+)": (".*"|\{.*\}),?$`)
	for _, lang := range []string{Chinese, English} {
		lines := strings.Split(strings.TrimSpace(string(New(lang).file)), "\n")
		var keys []string
		for _, text := range lines[1 : len(lines)-1] {
			match := line.FindStringSubmatch(text)
			require.NotNil(t, match, "%s.json: one key per line, two spaces before it: %s", lang, text)
			keys = append(keys, match[1])
		}
		sorted := slices.Clone(keys)
		slices.Sort(sorted)
		assert.Equal(t, sorted, keys, "%s.json is not sorted", lang)
		assert.Len(t, slices.Compact(sorted), len(keys), "%s.json says a key twice", lang)
	}
}

// TestUsedKeysExist looks for T("…") in everything that speaks to people. A key that is put together,
// T("status." + name), needs at least one text that begins so.
func TestUsedKeysExist(t *testing.T) {
	used := regexp.MustCompile(`\.T\(\s*"([^"]+)"(\s*\+)?`)
	known := slices.Sorted(maps.Keys(read(t, Chinese)))
	for _, dir := range []string{"../../ui", "../../cmd"} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" {
				return err
			}
			source, err := os.ReadFile(path) // #nosec G304 -- our own sources
			require.NoError(t, err)
			for _, match := range used.FindAllStringSubmatch(string(source), -1) {
				at, found := slices.BinarySearch(known, match[1])
				if match[2] != "" {
					found = at < len(known) && strings.HasPrefix(known[at], match[1])
				}
				assert.True(t, found, "%s: no text for %q", path, match[1])
			}
			return nil
		})
		require.NoError(t, err)
	}
}

func TestLocalizer(t *testing.T) {
	assert.Equal(t, "总览", New("zh").T("nav.overview"))
	assert.Equal(t, "Overview", New("en").T("nav.overview"))
	assert.Equal(t, "Overview", New("en-GB").T("nav.overview"))
	assert.Equal(t, "总览", New("").T("nav.overview"), "the product speaks Chinese first")
	assert.Equal(t, "no.such.key", New("en").T("no.such.key"))
	assert.Equal(t, "no.such.key", New("zh").T("no.such.key", "Name", "x"))
	assert.Equal(t, English, New("en_US").Lang())
}

// TestEveryTextIsFound compares the search in the files with a decoder that reads them whole.
func TestEveryTextIsFound(t *testing.T) {
	for _, lang := range []string{Chinese, English} {
		l := New(lang)
		for key, forms := range read(t, lang) {
			v, ok := l.file.find(key)
			require.True(t, ok, key)
			for form, text := range forms {
				assert.Equal(t, text, v.form(form), key)
			}
			assert.Equal(t, forms[other], v.form("none such"), key)
			for _, near := range []string{key + " ", key + "!", key + "~", key[:len(key)-1] + "\x00", " " + key} {
				_, ok := l.file.find(near)
				assert.False(t, ok, near)
			}
		}
		for _, strange := range []string{"", "}", "{", "\"", "\n", "~"} {
			assert.Equal(t, strange, l.T(strange))
		}
	}
}

// TestPlurals brings texts of its own: those of the product may change any day.
func TestPlurals(t *testing.T) {
	en := &Localizer{English, language.English, "{\n" + `  "test.count": {"one": "{{.Count}} key of {{.Name}}", "other": "{{.Count}} keys of {{.Name}}"},` + "\n" +
		`  "test.quote": "\"{{.Name}}\"\n",` + "\n" + `  "test.same": {"other": "{{.Count}} of them"}` + "\n}\n"}
	zh := &Localizer{Chinese, language.Chinese, "{\n" + `  "test.count": "{{.Name}} 的 {{.Count}} 个密钥"` + "\n}\n"}

	assert.Equal(t, "1 key of A", en.T("test.count", CountName, 1, "Name", "A"))
	assert.Equal(t, "1 key of A", en.T("test.count", "Name", "A", CountName, int64(1)))
	assert.Equal(t, "-1 key of A", en.T("test.count", CountName, -1, "Name", "A"))
	assert.Equal(t, "0 keys of A", en.T("test.count", CountName, 0, "Name", "A"))
	assert.Equal(t, "many keys of A", en.T("test.count", CountName, "many", "Name", "A"))
	assert.Equal(t, "1 key of {{.Name}}", en.T("test.count", CountName, 1), "a slip shows")
	assert.Equal(t, "2 keys of {{.B}}", en.T("test.count", CountName, 2, "Name", "{{.B}}"), "values are data, not templates")
	assert.Equal(t, "1 of them", en.T("test.same", CountName, 1))
	assert.Equal(t, "\"A\"\n", en.T("test.quote", "Name", "A"))
	assert.Equal(t, "A 的 1 个密钥", zh.T("test.count", CountName, 1, "Name", "A"))
}

// TestPlaceholdersAreNames: what else a template could hold is not filled in.
func TestPlaceholdersAreNames(t *testing.T) {
	name := regexp.MustCompile(`^{{\.[A-Z][A-Za-z]*}}$`)
	for _, lang := range []string{Chinese, English} {
		for key, forms := range read(t, lang) {
			for _, text := range forms {
				found := placeholder.FindAllString(text, -1)
				assert.Len(t, found, strings.Count(text, "{{"), "%s %s", lang, key)
				for _, one := range found {
					assert.Regexp(t, name, one, "%s %s", lang, key)
				}
			}
		}
	}
}

func BenchmarkT(b *testing.B) {
	l := New(English)
	for _, one := range []struct {
		key   string
		pairs []any
	}{{"nav.overview", nil}, {"about.licences_detail", nil}, {"backup.done", []any{CountName, 200}}, {"about.copy", []any{"Name", "A"}}} {
		b.Run(one.key, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.T(one.key, one.pairs...)
			}
		})
	}
}
