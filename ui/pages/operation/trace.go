package operation

import (
	"errors"
	"slices"
	"strings"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/ui/widgets"
)

// arrow joins what a step does one after the other: "HMAC-SHA256 → hex".
const arrow = " → "

// steps is the trace of a signed call as the page shows it. The signature stands
// in a block of its own; a last step that only continues the one before is told
// together with it.
func steps(platform *providers.Platform, trace providers.Trace, signature string, secrets []string, lang providers.Lang) []widgets.TraceStep {
	shown := make([]widgets.TraceStep, 0, len(trace))
	for i, s := range trace {
		rule := platform.Explain(s)
		step := widgets.TraceStep{Title: s.Title.In(lang), Hint: rule.Why.In(lang), Rule: rule.Rule, Value: masked(s.Value, secrets)}
		if i < len(trace)-1 || s.Value != signature || signature == "" {
			shown = append(shown, step)
			continue
		}
		step.Value, step.Result = "", step.Value
		if i > 0 && continues(shown[i-1].Title, step.Title) {
			shown[i-1].Title += arrow + step.Title
			shown[i-1].Result = step.Result
			continue
		}
		shown = append(shown, step)
	}
	return shown
}

// masked puts dots where a secret is.
func masked(text string, secrets []string) string {
	return strings.ReplaceAll(providers.Redact(text, secrets...), providers.Mask, dots)
}

func continues(before, title string) bool {
	return strings.Contains(before, arrow) && !strings.Contains(title, arrow)
}

// unsigned is the trace of a call that cannot be signed yet: first what is
// missing or wrong, then the steps that would follow. given tells the fields that
// have a value, whoever gave it.
func unsigned(l *translations.Localizer, platform *providers.Platform, op *providers.Operation, given func(field string) bool, err error) []widgets.TraceStep {
	lang := providers.Lang(l.Lang())
	var shown []widgets.TraceStep
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			label := p.Field
			if f, ok := providers.FieldNamed(op.Inputs, p.Field); ok {
				label = f.Label.In(lang)
			}
			step := widgets.TraceStep{Title: label, Missing: p.Text.In(lang)}
			if !given(p.Field) {
				step.Title, step.Missing = l.T("operation.missing", "Field", label), whyMissing(op, p, lang)
			}
			shown = append(shown, step)
		}
	}
	for _, s := range steps(platform, sample(op), "", nil, lang) {
		s.Value = ""
		shown = append(shown, s)
	}
	return shown
}

// whyMissing says where a missing value comes from; the bare "missing" would
// only repeat the title.
func whyMissing(op *providers.Operation, p providers.Problem, lang providers.Lang) string {
	if f, ok := providers.FieldNamed(op.Inputs, p.Field); ok {
		if where := f.Where.In(lang); where != "" {
			return where
		}
		return f.Help.In(lang)
	}
	return p.Text.In(lang)
}

// sampleEnv stands in where only the steps matter and not their values.
var sampleEnv = providers.Env{Nonce: "1000000000", State: "AAAAAAAAAAAAAAAA", ID: "00000000-0000-4000-8000-000000000000"}

// sample signs the examples of the fields' descriptions.
func sample(op *providers.Operation) providers.Trace {
	signed, err := op.Sign(sampleEnv, samples(op))
	if err != nil {
		return nil
	}
	return signed.Trace
}

func samples(op *providers.Operation) providers.Values {
	values := providers.Values{}
	for _, f := range op.Inputs {
		values[f.Name] = f.Example
	}
	for _, rule := range op.OneOf {
		for i, name := range rule.Fields {
			// The later ones tend to replace steps that the first ones show.
			if i > 0 {
				delete(values, name)
			}
		}
	}
	return values
}

// varies tells whether two calls with the same values differ, by a nonce or a
// time.
func varies(op *providers.Operation) bool {
	other := sampleEnv
	other.Nonce, other.State, other.Now = "2000000000", "BBBBBBBBBBBBBBBB", other.Now.AddDate(20, 0, 0)
	a, errA := op.Sign(sampleEnv, samples(op))
	b, errB := op.Sign(other, samples(op))
	if errA != nil || errB != nil {
		return true
	}
	values := func(t providers.Trace) (all []string) {
		for _, s := range t {
			all = append(all, s.Value)
		}
		return all
	}
	return !slices.Equal(values(a.Trace), values(b.Trace))
}
