package providers

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
)

// shortestDecoded keeps what only looks like Base64 from hiding a common word,
// in bytes.
const shortestDecoded = 16

// Forms adds to secrets what each becomes in URLs (encoded once, as it travels,
// or twice, as it is signed) and in Base64, and what it was before. The longest come
// first, as [Redact] looks for them.
func Forms(secrets []string) []string {
	var all []string
	for _, s := range secrets {
		all = append(all, s)
		if plain, err := url.QueryUnescape(s); err == nil && strings.ContainsAny(s, "%+") {
			all = append(all, plain)
		}
	}
	for _, s := range slices.Clone(all) {
		all = append(all, base64.StdEncoding.EncodeToString([]byte(s)))
		if plain, err := base64.StdEncoding.DecodeString(s); err == nil && len(plain) >= shortestDecoded {
			all = append(all, string(plain))
		}
	}
	for range 2 {
		for _, s := range slices.Clone(all) {
			all = append(all, escapings(s)...)
		}
		all = distinct(all)
	}
	slices.SortFunc(all, longestFirst)
	return all
}

// escapings are the ways in which platforms percent-encode: they differ in the
// space, "*" and "~".
func escapings(s string) []string {
	escaped := url.QueryEscape(s)
	if escaped == s && !strings.Contains(s, "~") {
		return nil // all leave it as it is, as most secrets
	}
	return []string{
		escaped,
		strings.ReplaceAll(escaped, "+", "%20"),
		otherwise.Replace(escaped),
	}
}

// otherwise escapes as gateways do that leave "*" alone and not "~".
var otherwise = strings.NewReplacer("%2A", "*", "~", "%7E")

func distinct(all []string) []string {
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
