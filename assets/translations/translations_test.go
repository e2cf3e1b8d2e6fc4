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
	data, err := files.ReadFile(lang + ".json")
	require.NoError(t, err)
	var raw map[string]any
	require.NoError(t, json.Unmarshal(data, &raw))

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
		data, err := files.ReadFile(lang + ".json")
		require.NoError(t, err)
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
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

// TestPlurals adds a message of its own: the texts of the product may change any day.
func TestPlurals(t *testing.T) {
	b := bundle()
	_, err := b.ParseMessageFileBytes([]byte(`{"test.count": {"one": "{{.Count}} key of {{.Name}}", "other": "{{.Count}} keys of {{.Name}}"}}`), "en.json")
	require.NoError(t, err)
	_, err = b.ParseMessageFileBytes([]byte(`{"test.count": "{{.Name}} 的 {{.Count}} 个密钥"}`), "zh.json")
	require.NoError(t, err)
	assert.Contains(t, b.LanguageTags(), language.English)

	assert.Equal(t, "1 key of A", New("en").T("test.count", CountName, 1, "Name", "A"))
	assert.Equal(t, "2 keys of {{.B}}", New("en").T("test.count", CountName, 2, "Name", "{{.B}}"), "values are data, not templates")
	assert.Equal(t, "A 的 1 个密钥", New("zh").T("test.count", CountName, 1, "Name", "A"))
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{nil, Chinese},
		{map[string]string{"LANG": "C"}, Chinese},
		{map[string]string{"LANG": "C.UTF-8"}, Chinese},
		{map[string]string{"LANG": "POSIX"}, Chinese},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, Chinese},
		{map[string]string{"LANG": "zh_TW"}, Chinese},
		{map[string]string{"LANG": "en_US.UTF-8"}, English},
		{map[string]string{"LANG": "de_DE.UTF-8"}, English},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, English},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, Chinese},
	} {
		assert.Equal(t, c.want, Detect(func(name string) string { return c.env[name] }), "%v", c.env)
	}
}
