package present

import (
	"slices"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/vault"
)

// Rows lists all tokens of the credentials as [Tokens] does, and the bindings that do
// without a token of their own: those last, among what never expires.
func Rows[E Entry](b Broker, entries []E) []*Token {
	all := tokens(b, entries)
	for _, e := range entries {
		all = append(all, bindings(b, e)...)
	}
	slices.SortStableFunc(all, bySoonest)
	return all
}

// Bindings lists what the credential is bound to and can use without a token of its
// own: a product whose tokens are made for each call, or a printer that is called with
// the token of its app. It is not for grants that only come along with a token, and not
// for those that a person has to bind again to get one.
func Bindings(b Broker, c vault.Credential) []*Token { return bindings(b, heldCredential{c}) }

func bindings(b Broker, e Entry) (all []*Token) {
	if e.NumGrants() == 0 {
		return nil
	}
	c := e.Credential()
	platform, err := b.Registry().Platform(c.Platform)
	if err != nil {
		return nil
	}
	for _, g := range c.Grants {
		if passedOver(platform, c, g) {
			continue
		}
		if Chosen(platform, g.Kind) && issues(platform, c) && !hasToken(c, g) {
			all = append(all, binding(b, platform, e, g))
		}
	}
	return all
}

// passedOver tells whether the platform only named that grant among others, and the person took
// another one, or none yet.
func passedOver(p *providers.Platform, c vault.Credential, g vault.Grant) bool {
	return !g.Selected && slices.Contains(p.PickOne, g.Kind) &&
		slices.ContainsFunc(c.Grants, func(other vault.Grant) bool { return other.Kind == g.Kind && other.ID != g.ID })
}

// bond is what makes a row a binding.
type bond struct {
	kind    string // of the grant
	lasting bool   // a token of the whole credential keeps it for ever
}

func binding(b Broker, platform *providers.Platform, e Entry, g vault.Grant) *Token {
	t := token(b, platform, e, vault.Token{ID: g.ID, Subject: g.Subject, Never: true})
	t.bond = &bond{kind: g.Kind}
	for i := range e.NumTokens() {
		token := e.Token(i)
		t.bond.lasting = t.bond.lasting || token.Subject == "" && token.Never
	}
	return t
}

// Chosen tells whether a person uses one grant of that kind at a time: whether an
// operation reads from it.
func Chosen(p *providers.Platform, kind string) bool {
	for _, op := range p.Operations {
		if slices.ContainsFunc(op.Inputs, func(f providers.Field) bool { return f.FromGrant == kind }) {
			return true
		}
	}
	return false
}

// issues tells whether the credential gets tokens without binding again.
func issues(p *providers.Platform, c vault.Credential) bool {
	return slices.ContainsFunc(p.Tokens, func(kind providers.TokenKind) bool {
		return kind.IssueBy != nil && kind.IssueBy(c.Public) != ""
	})
}

func hasToken(c vault.Credential, g vault.Grant) bool {
	return slices.ContainsFunc(c.Tokens, func(t vault.Token) bool { return t.Subject == g.Subject })
}

// Binding tells whether this is a binding and not a token: there is nothing to refresh
// and nothing to copy.
func (t *Token) Binding() bool { return t.bond != nil }

// Name is what people call that which the token or the binding is for; "" for a token of
// the whole credential.
func (t *Token) Name() string {
	if t.Value.Subject == "" {
		return ""
	}
	return subjectName(t.entry, t.Value.Subject)
}

// kindName is the word for the kind of a binding.
func (t *Token) kindName(l *translations.Localizer) string { return l.T("grant.kind." + t.bond.kind) }
