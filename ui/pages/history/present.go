package history

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"keycase/app/history"
	"keycase/assets/translations"
	"keycase/ui/pages/parts"
	"keycase/vault"
)

// about are the records of a binding; all of them for "".
func about(records []history.Record, subject string) []history.Record {
	if subject == "" {
		return records
	}
	return slices.DeleteFunc(slices.Clone(records), func(r history.Record) bool { return r.Subject != subject })
}

// subjectsOf lists what the records are about, and the one that is shown: what the
// credential is bound to first, in its order, then what it was bound to once.
func subjectsOf(cred vault.Credential, records []history.Record, shown string) []string {
	known := map[string]bool{}
	for _, r := range records {
		known[r.Subject] = true
	}
	known[shown] = true
	delete(known, "")
	var subjects, gone []string
	for _, g := range cred.Grants {
		if known[g.Subject] {
			subjects = append(subjects, g.Subject)
			delete(known, g.Subject)
		}
	}
	for subject := range known {
		gone = append(gone, subject)
	}
	slices.Sort(gone)
	return append(subjects, gone...)
}

// nameOf is what people call a binding.
func nameOf(cred vault.Credential, subject string) string {
	if g, ok := grantOf(cred, subject); ok && g.Name != "" {
		return g.Name
	}
	return subject
}

func grantOf(cred vault.Credential, subject string) (vault.Grant, bool) {
	i := slices.IndexFunc(cred.Grants, func(g vault.Grant) bool { return g.Subject == subject })
	if i < 0 {
		return vault.Grant{}, false
	}
	return cred.Grants[i], true
}

// lineOf is the second line of a record: what it was about, and who wanted it.
func lineOf(l *translations.Localizer, cred vault.Credential, r history.Record) string {
	by := l.T("history.by.person")
	if r.By == history.Auto {
		by = l.T("history.by.auto")
	}
	if r.Subject == "" {
		return by
	}
	said := []string{r.Subject, by}
	if g, ok := grantOf(cred, r.Subject); ok {
		if g.Name != "" {
			said = []string{g.Name, r.Subject, by}
		} else {
			said = []string{parts.KindName(l, g.Kind), r.Subject, by}
		}
	}
	return strings.Join(said, " · ")
}

// fileName is what an export is called: "历史记录-晨光商贸-20251121.csv".
func fileName(title, name string, at time.Time, ending string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, name)
	return title + "-" + plain + "-" + at.Format("20060102") + ending
}
