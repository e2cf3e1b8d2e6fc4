// Package translations holds every text that Keycase shows, in Chinese and English.
//
// # Adding a text
//
// Put one line into zh.json and one into en.json, under the same dotted key ("page.thing"),
// at its alphabetical place; a test refuses unsorted files, missing keys and placeholders that
// differ. A text with a number in it may have plural forms:
//
//	"overview.count": {"one": "{{.Count}} token", "other": "{{.Count}} tokens"},
//
// Chinese has one form, so a plain string does there. Show the text by
//
//	l.T("overview.count", "Count", 3)
package translations

import (
	_ "embed" // the texts
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// The languages that Keycase speaks, as New takes them.
const (
	Chinese = "zh"
	English = "en"
)

// CountName is the placeholder whose value picks the plural form.
const CountName = "Count"

var (
	//go:embed zh.json
	chinese string
	//go:embed en.json
	english string
)

// Localizer gives the texts of one language. It is safe for concurrent use.
type Localizer struct {
	lang string
	tag  language.Tag
	file file
}

// New returns the texts of lang: English for "en" and its regions ("en-GB", "en_US"), Chinese
// for everything else.
func New(lang string) *Localizer {
	if lang != Chinese && strings.HasPrefix(strings.ToLower(lang), English) {
		return &Localizer{English, language.English, file(english)}
	}
	return &Localizer{Chinese, language.Chinese, file(chinese)}
}

// Lang is the language of l: Chinese or English.
func (l *Localizer) Lang() string { return l.lang }

// T returns the text with the given key. pairs are placeholder names with their values
// ("Name", name, "Count", 3); the value of Count also picks the plural form. An unknown key comes
// back as it is, so that a slip shows up on screen instead of hiding, and so does a placeholder
// without a value.
func (l *Localizer) T(id string, pairs ...any) string {
	found, ok := l.file.find(id)
	if !ok {
		return id
	}
	if len(pairs) == 0 {
		return found.form(other)
	}
	form := other
	values := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		name, text := fmt.Sprint(pairs[i]), fmt.Sprint(pairs[i+1])
		if name == CountName {
			form = l.plural(text)
		}
		values = append(values, "{{."+name+"}}", text)
	}
	return strings.NewReplacer(values...).Replace(found.form(form))
}

// plural is the form that the language has for a number. go-i18n would know it as well,
// and fill in the placeholders, but with text/template, which looks methods up by their
// names: a program with it keeps every method of every type, a sixth of the command line.
func (l *Localizer) plural(number string) string {
	count, err := strconv.Atoi(number)
	if err == nil && plural.Cardinal.MatchPlural(l.tag, max(count, -count), 0, 0, 0, 0) == plural.One {
		return one
	}
	return other
}

// Detect picks the language from the POSIX locale variables, read through env (os.Getenv).
// Without a locale, or with C and POSIX, it is Chinese: that is who Keycase is for.
func Detect(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := env(name)
		if locale == "" {
			continue
		}
		base, _, _ := strings.Cut(locale, ".")
		if base == "C" || base == "POSIX" || strings.HasPrefix(strings.ToLower(base), Chinese) {
			return Chinese
		}
		return English
	}
	return Chinese
}
