package check

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"keycase/providers"
)

// derived are the values that signing makes and that open the platform by
// themselves, such as a computed token. Values that the signature does not depend on
// may be missing; those of the platform's examples stand for them.
func (p *patient) derived() []string {
	values := p.Values.Clone()
	for _, f := range p.Operation.Inputs {
		values[f.Name] = cmp.Or(values[f.Name], f.Example)
	}
	signed, err := p.Operation.Signer(p.Env, values)
	if err != nil {
		return []string{p.doctor.Start(p.Env, p.Values)().Signature} // the careful answer
	}
	return derivedOf(signed)
}

func derivedOf(signed providers.Signed) []string {
	var derived []string
	if signed.Request != nil {
		derived = append(derived, signed.Request.Sensitive...)
	}
	if signed.Token != nil {
		derived = append(derived, signed.Token.Value)
	}
	return derived
}

const (
	// shortestHint and longestHint are how much is told of either end of a digest
	// that opens the platform, in characters: enough to see its case and its encoding,
	// too little to guess the rest.
	shortestHint = 4
	longestHint  = 12
	// shortestOpener is the length from which on a value opens anything.
	shortestOpener = 2 * shortestDigest
)

// withhold hides these values in what was found, and what stands in their steps when
// it is done the wrong way: that is often only another spelling of them.
func (r Result) withhold(derived []string) Result {
	forms := providers.Forms(derived)
	openers := slices.Clone(derived)
	for _, row := range r.Steps {
		if slices.Contains(forms, row.Expected) {
			openers = append(openers, row.Expected, row.Given)
		}
	}
	openers = slices.DeleteFunc(openers, func(v string) bool { return len(v) < shortestOpener })
	if len(openers) == 0 {
		return r
	}
	openers = providers.Forms(openers)
	// The longest first, so that one inside another leaves no remainder.
	slices.SortFunc(openers, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	hide := func(text string, hint int) string {
		for _, o := range openers {
			if len(o) >= shortestDigest {
				text = strings.ReplaceAll(text, o, hinted(o, hint))
			}
		}
		return text
	}
	hint := shortestHint
	if d := r.Difference; d != nil {
		for hint < longestHint && d.Expected != d.Given && hide(d.Expected, hint) == hide(d.Given, hint) {
			hint++
		}
		shown := *d
		shown.Expected, shown.Given = hide(d.Expected, hint), hide(d.Given, hint)
		r.Difference = &shown
	}
	r.Steps = slices.Clone(r.Steps)
	for i := range r.Steps {
		r.Steps[i].Expected, r.Steps[i].Given = hide(r.Steps[i].Expected, hint), hide(r.Steps[i].Given, hint)
	}
	return r
}

// hinted is a digest without its middle. Of anything else nothing is told: a secret
// may be read out of its ends.
func hinted(value string, hint int) string {
	if len(value) < shortestOpener || !holdsDigest(value) {
		return providers.Mask
	}
	return value[:hint] + providers.Mask + value[len(value)-shortestHint:]
}

// digestSizes are those of MD5, SHA-1, SHA-256 and SHA-512, in bytes.
var digestSizes = []int{16, 20, 32, 64}

// holdsDigest tells a digest, whatever it is encoded in.
func holdsDigest(value string) bool {
	for range 2 {
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
	}
	if lettersOf(value) != other {
		return true
	}
	inside, err := base64.StdEncoding.DecodeString(value)
	return err == nil && (isDigest(string(inside)) || slices.Contains(digestSizes, len(inside)) && !utf8.Valid(inside))
}
