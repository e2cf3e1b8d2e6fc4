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
	"cmp"
	_ "embed" // the texts
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

var (
	//go:embed zh.json
	chinese string
	//go:embed en.json
	english string
)

// Localizer gives the texts of one language. It is safe for concurrent use.
type Localizer struct {
	lang string
	file file

	mu        sync.Mutex
	bundle    *i18n.Bundle // of the texts with placeholders that were asked for; nil before
	localizer *i18n.Localizer
	added     map[string]bool
}

// New returns the texts of lang: English for "en" and its regions ("en-GB", "en_US"), Chinese
// for everything else.
func New(lang string) *Localizer {
	if lang != Chinese && strings.HasPrefix(strings.ToLower(lang), English) {
		return &Localizer{lang: English, file: file(english)}
	}
	return &Localizer{lang: Chinese, file: file(chinese)}
}

// Lang is the language of l: Chinese or English.
func (l *Localizer) Lang() string { return l.lang }

// T returns the text with the given key. pairs are placeholder names with their values
// ("Name", name, "Count", 3); the value of Count also picks the plural form. An unknown key comes
// back as it is, so that a slip shows up on screen instead of hiding.
func (l *Localizer) T(id string, pairs ...any) string {
	found, ok := l.file.find(id)
	if !ok {
		return id
	}
	if len(pairs) == 0 {
		return found.forms()[other]
	}
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			data[name] = pairs[i+1]
		}
	}
	text, err := l.localize(id, found, &i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: data[CountName]})
	if err != nil && text == "" {
		return id
	}
	return text
}

// localize has the text filled in, and its plural form chosen. Taking apart all of the texts
// would cost a short command most of its time, so each is handed over when it is first asked for.
func (l *Localizer) localize(id string, found value, config *i18n.LocalizeConfig) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bundle == nil {
		l.bundle = i18n.NewBundle(language.Make(l.lang))
		l.localizer = i18n.NewLocalizer(l.bundle, l.lang)
		l.added = map[string]bool{}
	}
	if !l.added[id] {
		forms := found.forms()
		if err := l.bundle.AddMessages(language.Make(l.lang), &i18n.Message{ID: id, One: cmp.Or(forms[one], forms[other]), Other: forms[other]}); err != nil {
			return "", err
		}
		l.added[id] = true
	}
	return l.localizer.Localize(config)
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
