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
	"embed"
	"encoding/json"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// The languages that Keycase speaks, as New takes them.
const (
	Chinese = "zh"
	English = "en"
)

// CountName is the placeholder whose value picks the plural form.
const CountName = "Count"

//go:embed zh.json en.json
var files embed.FS

// bundle is read once; the files are part of the program, so a defect in them is a defect of
// the program and is caught by the tests.
var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.Chinese)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, lang := range []string{Chinese, English} {
		if _, err := b.LoadMessageFileFS(files, lang+".json"); err != nil {
			panic("translations: " + lang + ".json: " + err.Error())
		}
	}
	return b
})

// Localizer gives the texts of one language. It is safe for concurrent use.
type Localizer struct {
	lang      string
	localizer *i18n.Localizer
}

// New returns the texts of lang: English for "en" and its regions ("en-GB", "en_US"), Chinese
// for everything else.
func New(lang string) *Localizer {
	if lang != Chinese && strings.HasPrefix(strings.ToLower(lang), English) {
		lang = English
	} else {
		lang = Chinese
	}
	return &Localizer{lang: lang, localizer: i18n.NewLocalizer(bundle(), lang)}
}

// Lang is the language of l: Chinese or English.
func (l *Localizer) Lang() string { return l.lang }

// T returns the text with the given key. pairs are placeholder names with their values
// ("Name", name, "Count", 3); the value of Count also picks the plural form. An unknown key comes
// back as it is, so that a slip shows up on screen instead of hiding.
func (l *Localizer) T(id string, pairs ...any) string {
	config := &i18n.LocalizeConfig{MessageID: id}
	if len(pairs) > 0 {
		data := make(map[string]any, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			if name, ok := pairs[i].(string); ok {
				data[name] = pairs[i+1]
			}
		}
		config.TemplateData = data
		config.PluralCount = data[CountName]
	}
	text, err := l.localizer.Localize(config)
	if err != nil && text == "" {
		return id
	}
	return text
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
