package main

import (
	"slices"

	"keycase/broker"
	"keycase/providers"
)

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
	known = append(providers.Forms(known), s.Signature)
	hidden := providers.Forms(append(stored, derived(s)...))
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
