package broker

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"

	"keycase/vault"
)

// autoRenewKey is where the choices are kept in the vault's state.
const autoRenewKey = "auto-renew"

// tokenKey names a token for as long as it is replaced by others like it.
type tokenKey struct {
	Credential string `json:"credential"`
	Kind       string `json:"kind"`
	Subject    string `json:"subject,omitempty"`
}

func keyOf(cred vault.Credential, t vault.Token) tokenKey {
	return tokenKey{cred.ID, t.Kind, t.Subject}
}

// in finds the token that bears the key now.
func (k tokenKey) in(cred vault.Credential) (vault.Token, bool) {
	i := slices.IndexFunc(cred.Tokens, func(t vault.Token) bool { return keyOf(cred, t) == k })
	if i < 0 {
		return vault.Token{}, false
	}
	return cred.Tokens[i], true
}

// choices remembers what was read last, because a list asks for each of its rows.
type choices struct {
	mu    sync.Mutex
	state json.RawMessage
	on    map[tokenKey]bool // never changed once it is here
}

// chosen are the tokens to be renewed by themselves. The map is not to be changed.
func (b *Broker) chosen() map[tokenKey]bool {
	state, _ := b.p.Vault.State(autoRenewKey)
	c := &b.choices
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.on == nil || !bytes.Equal(c.state, state) {
		c.state, c.on = state, readChoices(state)
	}
	return c.on
}

func readChoices(state json.RawMessage) map[tokenKey]bool {
	on := map[tokenKey]bool{}
	var keys []tokenKey
	if json.Unmarshal(state, &keys) == nil {
		for _, k := range keys {
			on[k] = true
		}
	}
	return on
}

// AutoRenews tells whether a person chose that the token is renewed by itself.
// The choice outlives the token: it holds for those that replace it.
func (b *Broker) AutoRenews(cred vault.Credential, t vault.Token) bool {
	return b.chosen()[keyOf(cred, t)]
}

// CanAutoRenew tells whether the token could be renewed without a person now. It
// is false where it never expires, or where only binding again gives a new one.
func (b *Broker) CanAutoRenew(cred vault.Credential, t vault.Token) bool {
	platform, err := b.p.Registry.Platform(cred.Platform)
	if err != nil || t.Never || t.ExpiresAt.IsZero() {
		return false
	}
	_, ok := platform.Operation(b.renewBy(platform, cred, t))
	return ok
}

// SetAutoRenew chooses whether the token is renewed by itself; a [Keeper] does
// it. It returns vault.ErrNotFound, [ErrBindAgain] for a token that only a person
// can renew, [ErrNotRenewable] for one that never expires, and the vault's errors.
func (b *Broker) SetAutoRenew(ctx context.Context, credentialID, tokenID string, on bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	cred, t, err := b.token(credentialID, tokenID)
	if err != nil {
		return err
	}
	switch {
	case on && t.Never:
		return ErrNotRenewable
	case on && !b.CanAutoRenew(cred, t):
		return ErrBindAgain
	}
	changed, err := b.updateChoices(func(keys map[tokenKey]bool) {
		if on {
			keys[keyOf(cred, t)] = true
		} else {
			delete(keys, keyOf(cred, t))
		}
	})
	if changed {
		b.emit(AutoRenewChanged{Credential: cred.ID})
	}
	return err
}

// dropChoices takes back the choices about what is gone. One that stays does no
// harm, for there is no such token.
func (b *Broker) dropChoices(gone func(tokenKey) bool) {
	_, _ = b.updateChoices(func(keys map[tokenKey]bool) {
		maps.DeleteFunc(keys, func(k tokenKey, _ bool) bool { return gone(k) })
	})
}

// dropOrphans takes back the choices about tokens that went without the broker.
func (b *Broker) dropOrphans() {
	orphans := map[tokenKey]bool{}
	for key := range b.chosen() {
		cred, err := b.p.Vault.Get(key.Credential)
		if _, ok := key.in(cred); !ok && (err == nil || errors.Is(err, vault.ErrNotFound)) {
			orphans[key] = true
		}
	}
	if len(orphans) > 0 {
		b.dropChoices(func(k tokenKey) bool { return orphans[k] })
	}
}

// errUnchanged keeps the index from being written for nothing.
var errUnchanged = errors.New("unchanged")

// updateChoices lets change add keys or take some away, but not both.
func (b *Broker) updateChoices(change func(map[tokenKey]bool)) (changed bool, err error) {
	err = b.p.Vault.UpdateState(autoRenewKey, func(old json.RawMessage) (json.RawMessage, error) {
		keys := readChoices(old)
		before := len(keys)
		change(keys)
		switch len(keys) {
		case before:
			return nil, errUnchanged
		case 0:
			return nil, nil
		}
		return json.Marshal(slices.SortedFunc(maps.Keys(keys), tokenKey.compare))
	})
	if errors.Is(err, errUnchanged) {
		return false, nil
	}
	return err == nil, err
}

func (k tokenKey) compare(other tokenKey) int {
	return cmp.Or(cmp.Compare(k.Credential, other.Credential), cmp.Compare(k.Kind, other.Kind), cmp.Compare(k.Subject, other.Subject))
}
