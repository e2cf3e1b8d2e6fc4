package providers

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Step is one step of a signature.
type Step struct {
	// Name is a stable identifier, for programs.
	Name string
	// Title is what the step is called on screen.
	Title Text
	// Hint says in a few words what the step does.
	Hint Text
	// Value is the step's result. It can contain secrets: screens pass it
	// through [Redact].
	Value string
}

// Trace is how a signature came about, ending in the signature itself.
type Trace []Step

// Signed is the result of signing.
type Signed struct {
	// Request is nil where the operation only computes.
	Request *Request
	// StringToSign is the exact text that was hashed.
	StringToSign string
	// Signature is what goes on the wire, before URL encoding.
	Signature string
	Trace     Trace
	// ValidUntil is zero where nothing expires or the platform publishes no limit.
	ValidUntil time.Time
	// Token is set where the operation's token is computed and not fetched.
	Token *Token
}

// Mask stands where a secret was.
const Mask = "********"

// Redact replaces every occurrence of the secrets in text by [Mask].
func Redact(text string, secrets ...string) string {
	// The longest first, so that a secret inside another leaves no remainder.
	if !slices.IsSortedFunc(secrets, longestFirst) {
		secrets = slices.Clone(secrets)
		slices.SortFunc(secrets, longestFirst)
	}
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, Mask)
		}
	}
	return text
}

func longestFirst(a, b string) int { return cmp.Compare(len(b), len(a)) }
