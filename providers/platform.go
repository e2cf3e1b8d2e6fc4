package providers

import "time"

// Platform describes one issuer of keys.
type Platform struct {
	// ID is the short name used by programs: "jdy".
	ID string
	// Name is the full name, ShortName what fits a table column.
	Name      Text
	ShortName Text
	// Icon names an icon of the Lucide set.
	Icon string
	// BaseURL is the production address, without trailing slash.
	BaseURL string
	// Fields are what a credential holds.
	Fields []Field
	// Tokens are the kinds of token that the platform issues.
	Tokens []TokenKind
	// PickOne are the kinds of grant of which an answer lists all that there are, and a
	// person takes one: only that one is bound.
	PickOne []string
	// Operations in the order in which a person meets them.
	Operations []Operation
	// Explained are the rules behind the steps of its traces, by [Step.Name].
	Explained map[string]Explanation
}

// TokenKind describes a kind of token.
type TokenKind struct {
	// Kind is the platform's own name: "app-token".
	Kind string
	// Life is how long one lives when the answer says nothing else.
	Life time.Duration
	// Soon is how long before its end a token counts as expiring soon.
	Soon time.Duration
	// RefreshSoon is the same for its refresh token; 0 where there is none.
	RefreshSoon time.Duration
	// IssueBy returns the operation that makes a new one for a credential with
	// these public values; "" where a person has to bind again.
	IssueBy func(Values) string
	// SubjectField names the input that tells which grant a token is bound to
	// ("machine_code"); "" where a token is good for the whole credential.
	SubjectField string
	// RefreshBy names the operation that takes the refresh token; "" for none.
	RefreshBy string
}

// TokenKind returns the description of a kind of token.
func (p *Platform) TokenKind(kind string) (TokenKind, bool) {
	for _, t := range p.Tokens {
		if t.Kind == kind {
			return t, true
		}
	}
	return TokenKind{}, false
}

// Operation returns the operation of that short name ("app-token").
func (p *Platform) Operation(id string) (*Operation, bool) {
	for i := range p.Operations {
		if p.Operations[i].ID == id {
			return &p.Operations[i], true
		}
	}
	return nil, false
}

// CheckCredential validates the values that a credential is to hold, as
// [Operation.Check] does for an operation.
func (p *Platform) CheckCredential(values Values) (clean Values, warnings []Problem, err error) {
	return checkFields(p.Fields, nil, values)
}
