package pagetest

import (
	"strings"

	"keycase/providers"
)

// Violations returns values that the rule of a field refuses, by the sentence
// that refuses them in Chinese: at least one for each thing that the rule says.
func Violations(f providers.Field) map[string]string {
	found := map[string]string{}
	if f.Kind != providers.KindLine && f.Kind != providers.KindBody {
		return found // its control lets nothing else be given
	}
	candidates := []string{"a b", "密钥!", "not a url", "ftp://example.com", "http://", "http://exa mple/", "{", "a\u200bb", "a\u0007b", "relative/path", "/has space"}
	if f.Rule.Max > 0 {
		candidates = append(candidates, strings.Repeat("9", f.Rule.Max+1), "https://example.com/"+strings.Repeat("9", f.Rule.Max), "/"+strings.Repeat("9", f.Rule.Max))
	}
	if f.Rule.Min > 1 {
		candidates = append(candidates, strings.Repeat("9", f.Rule.Min-1))
	}
	for _, value := range candidates {
		op := providers.Operation{Inputs: []providers.Field{f}}
		_, _, err := op.Check(providers.Values{f.Name: value})
		for _, sentence := range Sentences(err) {
			found[sentence] = value
		}
	}
	return found
}

// Sentences are the Chinese sentences of an InvalidError.
func Sentences(err error) (sentences []string) {
	invalid, ok := err.(*providers.InvalidError) //nolint:errorlint // as Check returns it
	if !ok {
		return nil
	}
	for _, p := range invalid.Problems {
		sentences = append(sentences, p.Text.ZH)
	}
	return sentences
}
