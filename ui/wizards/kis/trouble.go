package kis

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"keycase/broker"
	"keycase/providers"
)

// trouble is what is in the way of a step, with what could be found out about it. It holds no secret.
type trouble struct {
	err error
	// storing is set where the platform has said yes and the store has not.
	storing bool
	// signedWith is the letter case that was refused; "" where that was not what failed.
	signedWith string
	facts      facts
}

// facts are what can be told about a refusal.
type facts struct {
	clock clock
	stray map[string]stray  // by field; those that have any
	odd   map[string]oddity // by field; those that look other than usual
}

// clock is how the platform's differs from ours.
type clock struct {
	known   bool
	ahead   time.Duration // of the platform's
	allowed bool          // for when it signed, that is, after what was corrected
}

// oddity is a value that is no more than unusual.
type oddity struct {
	length, usual int  // in characters
	letters       bool // it has letters of a case that is not usual
}

// forbidden is the code of a proof that the platform does not accept. It gives no reason.
const forbidden = "403"

// tolerance is how far the time that was signed may be off.
const tolerance = 10 * time.Minute

// checkTrouble is what a check failed by; nil for none. That its result could not be stored is none: it
// is stored when a product is bound.
func checkTrouble(platform *providers.Platform, got broker.Result, err error) *trouble {
	var unsaved *broker.SaveError
	if err == nil || errors.As(err, &unsaved) {
		return nil
	}
	t := &trouble{err: err}
	if codeOf(err) != forbidden || got.Signed.Prepared == nil {
		return t
	}
	values := got.Signed.Prepared.Values
	t.signedWith = values[caseField]
	t.facts = facts{
		clock: clockOf(got),
		stray: map[string]stray{}, odd: map[string]oddity{},
	}
	for _, name := range order {
		if s := strayIn(values[name]); s.any() {
			t.facts.stray[name] = s
		}
		field, _ := providers.FieldNamed(platform.Fields, name)
		if odd, is := oddityOf(field, values[name]); is {
			t.facts.odd[name] = odd
		}
	}
	return t
}

// codeOf is the platform's code of a refusal; "" where there is none.
func codeOf(err error) string {
	var failure *providers.Failure
	if errors.As(err, &failure) {
		return failure.Code
	}
	return ""
}

// clockOf compares the time in the answer with ours and with the one that was signed.
func clockOf(got broker.Result) clock {
	date, err := http.ParseTime(got.Response.Header.Get("Date"))
	if err != nil {
		return clock{}
	}
	signed := got.Signed.Env.Now
	return clock{known: true, ahead: date.Sub(got.At), allowed: date.Sub(signed).Abs() < tolerance}
}

// oddityOf compares a value with the example of its field. An enterprise number is as long as it is.
func oddityOf(f providers.Field, value string) (odd oddity, is bool) {
	if f.Name == eidField || f.Example == "" {
		return oddity{}, false
	}
	odd = oddity{length: len([]rune(value)), usual: len(f.Example)}
	odd.letters = !has(f.Example, isLower) && has(value, isLower)
	return odd, odd.length != odd.usual || odd.letters
}

func has(text string, is func(rune) bool) bool { return slices.ContainsFunc([]rune(text), is) }

func isLower(r rune) bool { return r >= 'a' && r <= 'z' }
