package broker

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"keycase/providers"
	"keycase/vault"
)

type unsavedChange struct {
	credential string
	change     vault.Change
}

// keep stores the result of a call: token, grants and renewed values in one
// commit. When the store refuses, the change stays in memory.
func (b *Broker) keep(ctx context.Context, p *Prepared, r Result) error {
	if p.call.unasked == nil {
		// When it was last used is a nicety: not worth an error.
		_ = b.p.Vault.Touch(p.Credential.ID)
	}
	change, worth := changeOf(p, r)
	if !worth {
		return nil
	}
	err := b.apply(ctx, p.Credential.ID, change)
	if errors.Is(err, vault.ErrMoved) {
		return &SaveError{Err: err} // it is of no use at another address
	}
	if err != nil {
		b.unsavedMu.Lock()
		b.unsaved = append(b.unsaved, unsavedChange{p.Credential.ID, change})
		b.unsavedMu.Unlock()
		b.emit(SaveFailed{Credential: p.Credential.ID, Err: err})
		return &SaveError{Err: err}
	}
	b.announce(p.Credential.ID, change)
	return nil
}

// apply stores a change, and takes back the choices about tokens that it ends. A
// grant that it ends may have gone before.
func (b *Broker) apply(ctx context.Context, credential string, change vault.Change) error {
	_, err := b.p.Vault.Apply(ctx, credential, change)
	if len(change.RemoveGrants) == 0 {
		return err
	}
	if errors.Is(err, vault.ErrNotFound) {
		change.RemoveGrants = nil
		_, err = b.p.Vault.Apply(ctx, credential, change)
	}
	if err == nil {
		b.dropOrphans()
	}
	return err
}

func (b *Broker) announce(credential string, change vault.Change) {
	for _, t := range change.Tokens {
		b.emit(TokenStored{Credential: credential, Kind: t.Kind, Subject: t.Subject})
	}
	if len(change.Grants) > 0 {
		b.emit(GrantsStored{Credential: credential})
	}
	b.emit(CredentialChanged{ID: credential})
}

// Unsaved is how many results wait in memory for the store.
func (b *Broker) Unsaved() int {
	b.unsavedMu.Lock()
	defer b.unsavedMu.Unlock()
	return len(b.unsaved)
}

// unsavedOf tells whether a result for the credential waits for the store.
func (b *Broker) unsavedOf(credential string) bool {
	b.unsavedMu.Lock()
	defer b.unsavedMu.Unlock()
	return slices.ContainsFunc(b.unsaved, func(u unsavedChange) bool { return u.credential == credential })
}

// SaveUnsaved stores the results that could not be stored before, in their
// order, and keeps those from the first error on. Those of a credential that was
// removed or got another address meanwhile are dropped.
func (b *Broker) SaveUnsaved(ctx context.Context) error {
	b.savingMu.Lock() // one saver at a time, so that the order stays
	defer b.savingMu.Unlock()
	for {
		u, ok := b.oldestUnsaved()
		if !ok {
			return nil
		}
		// Not under unsavedMu: the store may wait for a person.
		err := b.apply(ctx, u.credential, u.change)
		// The credential, or its address, and with it the need.
		gone := errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrMoved)
		if err != nil && !gone {
			return &SaveError{Err: err}
		}
		b.unsavedMu.Lock()
		b.unsaved = b.unsaved[1:]
		b.unsavedMu.Unlock()
		if !gone {
			b.announce(u.credential, u.change)
		}
	}
}

func (b *Broker) oldestUnsaved() (unsavedChange, bool) {
	b.unsavedMu.Lock()
	defer b.unsavedMu.Unlock()
	if len(b.unsaved) == 0 {
		return unsavedChange{}, false
	}
	return b.unsaved[0], true
}

func changeOf(p *Prepared, r Result) (change vault.Change, worth bool) {
	if t := r.Outcome.Token; t != nil {
		change.Tokens = []vault.NewToken{newToken(t, r.At)}
	}
	for _, g := range r.Outcome.Grants {
		change.Grants = append(change.Grants, vault.NewGrant{
			Grant: vault.Grant{
				Kind: g.Kind, Subject: g.Subject, Name: cmp.Or(g.Name, nameOf(p, g)), Public: g.Public,
				// One is taken without asking; several are left to a person.
				Selected: len(r.Outcome.Grants) == 1,
			},
			Values: g.Secret,
		})
	}
	if row, ok := renewing(p, r.Outcome.Grants); ok {
		change.Public, change.Secrets = renewed(p, row)
	}
	if p.call.auto() {
		change.Grants = nil // what to bind and which to use is for people to say
	}
	change.RemoveGrants = released(p)
	change.From = &p.Credential.BaseURL
	return change, len(change.Tokens)+len(change.Grants)+len(change.Public)+len(change.Secrets)+len(change.RemoveGrants) > 0
}

// nameOf is what the grant is called already: binding again gives no other name
// unless one is given.
func nameOf(p *Prepared, g providers.Grant) string {
	for _, old := range p.Credential.Grants {
		if old.Kind == g.Kind && old.Subject == g.Subject {
			return old.Name
		}
	}
	return ""
}

// released are the grants that the call has ended, by ID.
func released(p *Prepared) []string {
	var ids []string
	for _, g := range p.Credential.Grants {
		if p.Operation.Releases != "" && g.Kind == p.Operation.Releases && g.Subject == p.Values[p.Operation.About] {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

func newToken(t *providers.Token, at time.Time) vault.NewToken {
	n := vault.NewToken{
		Token:  vault.Token{Kind: t.Kind, Subject: t.Subject, IssuedAt: at, Never: t.NeverExpires, Attributes: t.Attributes},
		Secret: vault.TokenSecret{Value: t.Value, Refresh: t.RefreshToken},
	}
	if !t.NeverExpires {
		n.ExpiresAt = at.Add(t.ExpiresIn)
	}
	if t.RefreshToken != "" {
		n.RefreshExpiresAt = at.Add(t.RefreshExpiresIn)
	}
	return n
}

// renewing finds the granted row that is the credential itself: of those with the
// same first field the one that has most of the others in common, and of several
// such rows the platform's first.
func renewing(p *Prepared, grants []providers.Grant) (own providers.Grant, ok bool) {
	by := p.Operation.RenewsBy
	if len(by) == 0 {
		return providers.Grant{}, false
	}
	most := 0
	for _, g := range grants {
		if common := inCommon(p.Credential.Public, g.Public, by); common > most {
			own, most = g, common
		}
	}
	return own, most > 0
}

// inCommon counts the fields that are the same; 0 where the first is not.
func inCommon(a, b map[string]string, names []string) int {
	count := 0
	for i, name := range names {
		switch {
		case a[name] != "" && a[name] == b[name]:
			count++
		case i == 0:
			return 0
		}
	}
	return count
}

// renewed picks the values of the row that the operation renews. A value that
// the field would not take from a person is not taken from a server either.
func renewed(p *Prepared, row providers.Grant) (public, secrets map[string]string) {
	public, secrets = map[string]string{}, map[string]string{}
	for _, name := range p.Operation.Renews {
		f, _ := providers.FieldNamed(p.Platform.Fields, name)
		from, to := row.Public, public
		if f.Secret {
			from, to = row.Secret, secrets
		}
		if v := from[name]; v != "" && f.Rule.Check(v).IsZero() {
			to[name] = v
		}
	}
	return public, secrets
}
