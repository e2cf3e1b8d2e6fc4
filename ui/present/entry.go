package present

import "keycase/vault"

// Entry is a credential as it is read for a list. [vault.Entry] is one that takes
// nothing to keep, be there ever so many.
type Entry interface {
	ID() string
	Platform() string
	Name() string
	NumTokens() int
	Token(i int) vault.Token
	NumGrants() int
	Grant(i int) vault.Grant
	// Credential is all of it.
	Credential() vault.Credential
}

// heldCredential is an entry of which a page holds a copy anyway.
type heldCredential struct{ c vault.Credential }

func held(credentials []vault.Credential) []heldCredential {
	all := make([]heldCredential, len(credentials))
	for i, c := range credentials {
		all[i] = heldCredential{c}
	}
	return all
}

func (h heldCredential) ID() string                   { return h.c.ID }
func (h heldCredential) Platform() string             { return h.c.Platform }
func (h heldCredential) Name() string                 { return h.c.Name }
func (h heldCredential) NumTokens() int               { return len(h.c.Tokens) }
func (h heldCredential) Token(i int) vault.Token      { return h.c.Tokens[i] }
func (h heldCredential) NumGrants() int               { return len(h.c.Grants) }
func (h heldCredential) Grant(i int) vault.Grant      { return h.c.Grants[i] }
func (h heldCredential) Credential() vault.Credential { return h.c }
