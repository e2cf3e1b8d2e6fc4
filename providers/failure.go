package providers

import (
	"errors"
	"fmt"
	"strings"

	"keycase/internal/lazy"
)

// Failure is a platform's refusal. It is the error that [Operation.Parse]
// returns when the answer was understood and says no.
type Failure struct {
	// Code is the platform's own code, as text.
	Code string
	// Message is the platform's own words.
	Message string
	// Meaning is what happened and why, in plain words.
	Meaning Text
	// Action is what to do now.
	Action Text
	// Retry tells whether the same call, signed anew, may succeed without any
	// change by a person.
	Retry bool
	// Clock is set where a wrong clock of this machine is among the causes.
	Clock bool
	// Stale tells what of ours is out of date.
	Stale Stale
}

// Stale is what a platform refused because there is, or was, a newer one.
type Stale int

// What can be out of date.
const (
	// NotStale: nothing that is known of.
	NotStale Stale = iota
	// StaleKeys: fields of the credential, which an operation with Renews gets anew.
	StaleKeys
	// StaleToken: the token that went along with the call.
	StaleToken
	// StaleRefresh: the refresh token, so that only a new token helps.
	StaleRefresh
)

// Error gives the platform's code and own words.
func (f *Failure) Error() string {
	return fmt.Sprintf("the platform refused: %s %s", f.Code, f.Message)
}

// Explain explains a code by those that a platform has listed.
func Explain(listed map[string]Failure, code, message string) *Failure {
	f, known := listed[code]
	if !known {
		return Unknown(code, message)
	}
	f.Code, f.Message = code, message
	return &f
}

// Unknown explains a code that the documentation does not list: the platform's
// own words are all there is.
func Unknown(code, message string) *Failure {
	return &Failure{
		Code:    code,
		Message: message,
		Meaning: undocumented,
		Action:  Text{"看平台的原话；还不清楚就把代码发给平台客服", "read the platform's own words; if they do not help, ask its support about the code"},
	}
}

var undocumented = Text{"平台拒绝了，这个代码文档里没有", "the platform refused with a code that is not documented"}

var (
	documentedCode = lazy.Regexp(`^(\d{1,10}|[a-z]{2,12}(_[a-z]{2,12}){1,3})$`)
	shortNumber    = lazy.Regexp(`^\d{1,6}$`)
)

// PlainCode is the code where it can be no secret, else "". A platform writes into
// its code what it likes, what it was sent for example; so words are believed only
// where they are documented, and else a short number.
func (f *Failure) PlainCode() string {
	shape := documentedCode()
	if f.Meaning == undocumented {
		shape = shortNumber()
	}
	if shape.MatchString(f.Code) {
		return f.Code
	}
	return ""
}

// UnreadableError is an answer that cannot be understood: empty, cut, too
// long, not JSON, or of another shape. It never quotes the answer, which may
// hold a token.
type UnreadableError struct {
	Status int // HTTP status, 0 if unknown
	Reason Text
}

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("the answer (HTTP %d) cannot be understood: %s", e.Status, e.Reason.EN)
}

// Unreadable makes an [UnreadableError] for resp.
func Unreadable(resp Response, reason Text) error {
	return &UnreadableError{Status: resp.Status, Reason: reason}
}

// TooLong is the [UnreadableError] for an answer longer than MaxBody.
func TooLong(status int) error {
	return &UnreadableError{Status: status, Reason: Text{"返回内容超过 1 MiB，不像平台的回答", "it is longer than 1 MiB, unlike any answer of the platform"}}
}

// Problem is what is wrong, or unusual, about one value.
type Problem struct {
	Field string // wire name
	Text  Text
}

// InvalidError names every value that is not acceptable, all at once.
type InvalidError struct {
	Problems []Problem
}

func (e *InvalidError) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = p.Field + ": " + p.Text.EN
	}
	return "invalid values: " + strings.Join(parts, "; ")
}

// Invalid makes an [InvalidError] of one problem.
func Invalid(field string, text Text) error {
	return &InvalidError{Problems: []Problem{{Field: field, Text: text}}}
}

// ErrUnknown is wrapped by errors about platforms and operations that do not exist.
var ErrUnknown = errors.New("unknown")
