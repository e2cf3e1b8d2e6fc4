package broker

import (
	"encoding/json"
	"slices"

	"keycase/providers"
	"keycase/vault"
)

// overKey is where it is kept in the vault's state which refresh tokens a platform
// no longer takes, although they should still live: another program has exchanged
// them, or a process died before it stored what it got.
const overKey = "refresh-over"

// over names a refresh token by the token that it came with.
type over struct {
	tokenKey
	IssuedAt int64 `json:"issued_at"` // epoch milliseconds
}

func overOf(cred vault.Credential, t vault.Token) over {
	return over{keyOf(cred, t), t.IssuedAt.UnixMilli()}
}

func readOver(state json.RawMessage) []over {
	var all []over
	_ = json.Unmarshal(state, &all) // what cannot be read is learned again
	return all
}

// refreshIsOver tells whether the platform refused the token's refresh token.
func (b *Broker) refreshIsOver(cred vault.Credential, t vault.Token) bool {
	state, ok := b.p.Vault.State(overKey)
	return ok && slices.Contains(readOver(state), overOf(cred, t))
}

// noteOver remembers that the platform refused the refresh token of a call, so
// that a person is asked to bind again. The token itself stays: the refusal may
// be a mistake.
func (b *Broker) noteOver(p *Prepared) {
	for _, f := range p.Operation.Inputs {
		if !f.FromRefresh || !p.fromStore(f) {
			continue
		}
		if t, ok := FindToken(*p.Credential, f.FromToken, p.call.Subject); ok {
			b.addOver(overOf(*p.Credential, t))
		}
	}
}

func (b *Broker) addOver(o over) {
	there := map[over]bool{}
	for _, cred := range b.p.Vault.List() {
		for _, t := range cred.Tokens {
			there[overOf(cred, t)] = true
		}
	}
	// At worst the platform is asked again: not worth an error.
	_ = b.p.Vault.UpdateState(overKey, func(old json.RawMessage) (json.RawMessage, error) {
		all := slices.DeleteFunc(readOver(old), func(known over) bool { return known == o || !there[known] })
		return json.Marshal(append(all, o))
	})
	b.emit(CredentialChanged{ID: o.Credential})
}

// isOver tells a refusal after which the refresh token of the call is of no use.
func isOver(p *Prepared, refusal *providers.Failure) bool {
	return p.Credential != nil && refusal.Stale == providers.StaleRefresh
}
