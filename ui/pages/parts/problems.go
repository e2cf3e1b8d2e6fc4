package parts

import (
	"errors"

	"keycase/broker"
	"keycase/providers"
)

// Problems names by field what is wrong with the values of a call, in a language;
// nil where the error is about something else. A [broker.StaleError] is: it may
// hold what is wrong with a call that nobody typed.
func Problems(err error, lang providers.Lang) map[string]string {
	var stale *broker.StaleError
	var invalid *providers.InvalidError
	if errors.As(err, &stale) || !errors.As(err, &invalid) {
		return nil
	}
	said := map[string]string{}
	for _, problem := range invalid.Problems {
		said[problem.Field] = problem.Text.In(lang)
	}
	return said
}
