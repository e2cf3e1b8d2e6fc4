package kis

import (
	"errors"
	"slices"
	"strings"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// shortLabel leaves out the wire name behind a label: "Enterprise number (eid)".
func shortLabel(f providers.Field, l *translations.Localizer) string {
	short, _, _ := strings.Cut(f.Label.In(providers.Lang(l.Lang())), " (")
	return short
}

// problems are the sentences about fields, by name.
type problems map[string]string

// missing is what keeps the account from being checked: empty, wrong or stray values. What is stored and
// not typed anew is neither.
func (f *flow) missing(l *translations.Localizer, platform *providers.Platform, stored *vault.Credential) problems {
	wrong := problems{}
	_, _, err := platform.CheckCredential(f.values)
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			wrong[p.Field] = p.Text.In(providers.Lang(l.Lang()))
		}
	}
	for _, name := range order {
		if f.values[name] == "" && holds(stored, name) {
			delete(wrong, name)
		}
		if s := strayIn(f.values[name]); s.certain() {
			wrong[name] = tidy(l, "wizard.kis.stray.found", "What", s.parts(l))
		}
	}
	return wrong
}

func holds(stored *vault.Credential, name string) bool {
	return stored != nil && (stored.Public[name] != "" || slices.Contains(stored.Secrets, name))
}

// unusual is what is worth a second look at a value that is accepted.
func unusual(l *translations.Localizer, f providers.Field, value string) string {
	if value == "" {
		return ""
	}
	return f.Rule.Warn(value).In(providers.Lang(l.Lang()))
}

// joined names several things in a row: "企业号、访问口令".
func joined(l *translations.Localizer, names []string) string {
	return strings.Join(names, l.T("wizard.kis.stray.and"))
}

// tidy puts words into a text, set off from Chinese where they begin or end in Latin or a digit.
func tidy(l *translations.Localizer, key string, pairs ...any) string {
	if l.Lang() != translations.Chinese {
		return l.T(key, pairs...)
	}
	for i, word := range pairs {
		if word, ok := word.(string); ok && i%2 == 1 {
			pairs[i] = parts.Spaced(word)
		}
	}
	return parts.Tidy(l.T(key, pairs...))
}
