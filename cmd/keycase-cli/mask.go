package main

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"keycase/broker"
	"keycase/providers"
)

// secretsOf lists what a person's screen must not show of a signed call: its
// secret values and what opens the platform in their place, such as an
// app_signature or a computed token, in every form that a step can give them.
func secretsOf(s broker.Signed) []string {
	secrets := slices.Concat(s.Prepared.Secrets(), derived(s))
	return forms(secrets)
}

// storedSecrets lists what a program that did not ask for it must not be given
// of a signed call: the secrets from the store and what was derived from them.
// What the program gave itself, it knows; the signature is what it asked for.
func storedSecrets(s broker.Signed, given providers.Values) []string {
	var stored, known []string
	for _, f := range s.Prepared.Operation.Inputs {
		switch v := s.Prepared.Values[f.Name]; {
		case given[f.Name] != "":
			known = append(known, given[f.Name])
		case f.Secret && v != "":
			stored = append(stored, v)
		}
	}
	if len(stored) == 0 {
		return nil
	}
	known = append(forms(known), s.Signature)
	hidden := forms(append(stored, derived(s)...))
	return slices.DeleteFunc(hidden, func(v string) bool { return slices.Contains(known, v) })
}

// derived are the secrets that signing made.
func derived(s broker.Signed) []string {
	var made []string
	if s.Request != nil {
		made = append(made, s.Request.Sensitive...)
	}
	if s.Token != nil {
		made = append(made, s.Token.Value)
	}
	return made
}

// shortestDecoded keeps what only looks like Base64 from hiding a common word,
// in bytes.
const shortestDecoded = 16

// forms adds to secrets what each becomes in URLs (encoded once, as it travels,
// or twice, as it is signed) and in Base64, and what it was before.
func forms(secrets []string) []string {
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
	return all
}

// escapings are the ways in which platforms percent-encode: they differ in the
// space, "*" and "~".
func escapings(s string) []string {
	escaped := url.QueryEscape(s)
	return []string{
		escaped,
		strings.ReplaceAll(escaped, "+", "%20"),
		strings.NewReplacer("%2A", "*", "~", "%7E").Replace(escaped),
	}
}

func distinct(all []string) []string {
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
