package present

import "keycase/providers"

// Suits tells whether an operation is for a credential with these public values:
// platforms have ways to a token that are only for some of their apps. Where one
// operation issues the credential's tokens, the other ways are not for it; where
// none does, each token comes with a binding, and no binding without a token.
func Suits(p *providers.Platform, op *providers.Operation, public providers.Values) bool {
	for _, kind := range p.Tokens {
		if kind.IssueBy == nil {
			continue
		}
		issuedBy, yields := kind.IssueBy(public), op.Yields == kind.Kind
		switch {
		case yields && op.ID == kind.RefreshBy:
		case yields && issuedBy != "" && op.ID != issuedBy:
			return false
		case issuedBy == "" && yields != (op.Binds != ""):
			return false
		}
	}
	return true
}
