package parts

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"keycase/assets/translations"
	"keycase/vault"
)

// KindName is the word for a kind of grant; one that has no word keeps its name.
func KindName(l *translations.Localizer, kind string) string {
	key := "grant.kind." + kind
	if name := l.T(key); name != key {
		return name
	}
	return kind
}

// GrantLine is the line below the name of a grant: its kind, its identifier and
// its addresses.
func GrantLine(l *translations.Localizer, g vault.Grant) string {
	said := []string{KindName(l, g.Kind), g.Subject}
	for _, name := range slices.Sorted(maps.Keys(g.Public)) {
		if u, err := url.Parse(g.Public[name]); err == nil && u.Host != "" {
			said = append(said, strings.TrimPrefix(g.Public[name], "https://"))
		}
	}
	return strings.Join(said, " · ")
}

// Unencrypted tells whether one of the grant's addresses is plain http, outside
// of this machine.
func Unencrypted(g vault.Grant) bool {
	for _, v := range g.Public {
		if u, err := url.Parse(v); err == nil && u.Scheme == "http" && u.Host != "" && !Local(u.Hostname()) {
			return true
		}
	}
	return false
}
