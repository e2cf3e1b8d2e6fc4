package vault

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"
)

// NewToken is a token with its value.
type NewToken struct {
	Token
	Secret TokenSecret
}

// NewGrant is a grant with its secret fields: nil keeps those of a grant that is
// there already, anything else replaces them.
type NewGrant struct {
	Grant
	Values map[string]string
}

// Change is what one answer of a platform changes at one credential. Grants and
// tokens are put by (Kind, Subject): one that is there keeps its ID, whatever ID
// was given. Removals come first, and give ErrNotFound for an id that is not there.
type Change struct {
	// From is the BaseURL of the answer, which may not be the credential's any more:
	// then ErrMoved is given, for what one server issued is not for another. Nil
	// is for what comes from no server.
	From *string

	RemoveGrants []string // ids; the tokens bound to their subjects go too
	ForgetTokens []string // ids

	Public  map[string]string // fields to set; "" takes one away
	Secrets map[string]string // secret fields to set; "" takes one away
	Grants  []NewGrant
	Tokens  []NewToken
}

// Apply stores what one answer changes, in one step: all of it or nothing.
func (v *Vault) Apply(ctx context.Context, id string, change Change) (applied Credential, err error) {
	err = v.run(ctx, "apply", id, func(ctx context.Context) error {
		applied, _, err = v.apply(ctx, id, change)
		return err
	})
	return applied, err
}

// PutToken stores a token in place of the one of the same Kind and Subject, in
// one step: the old one stays valid until the new one is stored.
func (v *Vault) PutToken(ctx context.Context, credID string, t Token, secret TokenSecret) (Token, error) {
	var put Token
	err := v.run(ctx, "put token", credID, func(ctx context.Context) error {
		c, _, err := v.apply(ctx, credID, Change{Tokens: []NewToken{{t, secret}}})
		for _, x := range c.Tokens {
			if x.Kind == t.Kind && x.Subject == t.Subject {
				put = x
			}
		}
		return err
	})
	return put, err
}

// TokenSecret reads a token's value. Where the store has lost it, the error is
// ErrTokenLost as well as ErrItemMissing.
func (v *Vault) TokenSecret(ctx context.Context, credID, tokenID string) (secret TokenSecret, err error) {
	err = v.run(ctx, "read token", credID, func(ctx context.Context) error {
		value, err := v.load(ctx, credID, func(r *record) (itemRef, error) {
			i := r.tokenAt(func(t *Token) bool { return t.ID == tokenID })
			if i < 0 {
				return itemRef{}, ErrNotFound
			}
			return r.tokenItem(i), nil
		})
		if errors.Is(err, ErrItemMissing) {
			err = fmt.Errorf("%w: %w", ErrTokenLost, err)
		}
		if err == nil {
			secret, err = decodeTokenValue(value)
		}
		return err
	})
	return secret, err
}

// ForgetToken deletes a token. It may return ErrLeftover.
func (v *Vault) ForgetToken(ctx context.Context, credID, tokenID string) error {
	return v.take(ctx, "forget token", credID, Change{ForgetTokens: []string{tokenID}})
}

// PutGrant stores a grant in place of the one of the same Kind and Subject; for
// secrets see NewGrant. If it is Selected, the others of its Kind no longer are. It
// stays selected, and keeps its name where g has none, if it was there before.
func (v *Vault) PutGrant(ctx context.Context, credID string, g Grant, secrets map[string]string) (Grant, error) {
	var put Grant
	err := v.run(ctx, "put grant", credID, func(ctx context.Context) error {
		c, _, err := v.apply(ctx, credID, Change{Grants: []NewGrant{{g, secrets}}})
		for _, x := range c.Grants {
			if x.Kind == g.Kind && x.Subject == g.Subject {
				put = x
			}
		}
		return err
	})
	return put, err
}

// GrantSecrets reads a grant's secret fields.
func (v *Vault) GrantSecrets(ctx context.Context, credID, grantID string) (secrets map[string]string, err error) {
	err = v.run(ctx, "read grant", credID, func(ctx context.Context) error {
		secrets, err = v.loadFields(ctx, credID, func(r *record) (itemRef, error) {
			i := r.grantAt(func(g *Grant) bool { return g.ID == grantID })
			if i < 0 {
				return itemRef{}, ErrNotFound
			}
			return r.grantItem(i), nil
		})
		return err
	})
	return secrets, err
}

// RemoveGrant deletes a grant and the tokens bound to its subject. It may return
// ErrLeftover.
func (v *Vault) RemoveGrant(ctx context.Context, credID, grantID string) error {
	return v.take(ctx, "remove grant", credID, Change{RemoveGrants: []string{grantID}})
}

// SelectGrant makes a grant the selected one of its Kind.
func (v *Vault) SelectGrant(credID, grantID string) error {
	return v.run(context.Background(), "select grant", credID, func(ctx context.Context) error {
		return v.index.commit(ctx, func(d *draft) error {
			r, err := d.edit(credID)
			if err != nil {
				return err
			}
			i := r.grantAt(func(g *Grant) bool { return g.ID == grantID })
			if i < 0 {
				return ErrNotFound
			}
			r.selectOnly(i)
			return nil
		})
	})
}

// take applies a change that only takes away, and reports what could not be
// deleted.
func (v *Vault) take(ctx context.Context, op, id string, change Change) error {
	return v.run(ctx, op, id, func(ctx context.Context) error {
		_, left, err := v.apply(ctx, id, change)
		if err != nil {
			return err
		}
		return leftover(left)
	})
}

func (v *Vault) apply(ctx context.Context, id string, change Change) (c Credential, left, err error) {
	return v.mutate(ctx, id, func(ctx context.Context, base *record) (*step, error) {
		if change.From != nil && *change.From != base.baseURL {
			return nil, ErrMoved
		}
		p, err := v.plan(base, change)
		if err != nil {
			return nil, err
		}
		if len(change.Public) == 0 && len(change.Secrets) == 0 {
			return &step{writes: p.writes, change: p.apply}, nil
		}
		fields, err := v.mergedFields(ctx, base, change)
		if err != nil {
			return nil, err
		}
		return &step{
			writes: append(p.writes, fields.writes...),
			change: func(d *draft, r *record) error {
				if err := fields.change(d, r); err != nil {
					return err
				}
				return p.apply(d, r)
			},
		}, nil
	})
}

// mergedFields prepares a change of the credential's own fields.
func (v *Vault) mergedFields(ctx context.Context, base *record, change Change) (*step, error) {
	public := merged(base.public.toMap(), change.Public)
	if len(change.Secrets) == 0 {
		return v.fieldStep(base, base.baseURL, public, nil, nil)
	}
	old, err := v.loadOldFields(ctx, base.id)
	if err != nil {
		return nil, err
	}
	return v.fieldStep(base, base.baseURL, public, old, merged(old, change.Secrets))
}

// merged is base with the fields of over, whose empty values take away.
func merged(base, over map[string]string) map[string]string {
	m := maps.Clone(base)
	if m == nil {
		m = map[string]string{}
	}
	maps.Copy(m, over)
	return withoutEmpty(m)
}

// plan is a change whose secrets have their items.
type plan struct {
	change     Change
	baseURL    string // what the items are bound to
	now        time.Time
	grantItems []string // for each of change.Grants, "" if without secrets
	tokenItems []string // for each of change.Tokens
	newIDs     []string // for each grant, then for each token, in case it is new
	writes     []itemWrite
}

func (v *Vault) plan(base *record, change Change) (*plan, error) {
	p := &plan{change: change, baseURL: base.baseURL, now: moment(v.clock())}
	for i := range change.Grants {
		put := &change.Grants[i]
		item, writes, err := v.fieldsItem(base.grantBinding(base.baseURL, &put.Grant), put.Values)
		if err != nil {
			return nil, err
		}
		p.grantItems = append(p.grantItems, item)
		p.writes = append(p.writes, writes...)
	}
	for i := range change.Tokens {
		put := &change.Tokens[i]
		value, err := encodeToken(put.Secret)
		if err != nil {
			return nil, err
		}
		write, err := v.newItem(base.tokenBinding(&put.Token), value)
		if err != nil {
			return nil, err
		}
		p.tokenItems = append(p.tokenItems, write.item)
		p.writes = append(p.writes, write)
	}
	for range len(change.Grants) + len(change.Tokens) {
		id, err := randomName(v.rand, idBytes)
		if err != nil {
			return nil, err
		}
		p.newIDs = append(p.newIDs, id)
	}
	return p, nil
}

// apply makes the change in the draft.
func (p *plan) apply(d *draft, r *record) error {
	if r.baseURL != p.baseURL {
		return errConflict
	}
	for _, id := range p.change.RemoveGrants {
		if err := removeGrant(d, r, id); err != nil {
			return err
		}
	}
	for _, id := range p.change.ForgetTokens {
		i := r.tokenAt(func(t *Token) bool { return t.ID == id })
		if i < 0 {
			return ErrNotFound
		}
		forgetToken(d, r, i)
	}
	for i := range p.change.Grants {
		p.putGrant(d, r, i)
	}
	for i := range p.change.Tokens {
		p.putToken(d, r, i)
	}
	return nil
}

func (p *plan) putGrant(d *draft, r *record, n int) {
	put := p.change.Grants[n]
	g := grantRecord{Grant: cloneGrant(put.Grant), item: p.grantItems[n]}
	g.Secrets = sortedKeys(withoutEmpty(put.Values))
	g.Lost = false
	g.BoundAt = moment(g.BoundAt)
	i := r.grantAt(func(x *Grant) bool { return x.Kind == g.Kind && x.Subject == g.Subject })
	if i < 0 {
		g.ID = p.newIDs[n]
		if g.BoundAt.IsZero() {
			g.BoundAt = p.now
		}
		r.grants = append(r.grants, g)
		i = len(r.grants) - 1
	} else {
		old := r.grants[i]
		g.ID = old.ID
		if g.BoundAt.IsZero() {
			g.BoundAt = old.BoundAt
		}
		// Binding again changes neither what was chosen nor what it is called.
		g.Selected = g.Selected || old.Selected
		if g.Name == "" {
			g.Name = old.Name
		}
		if put.Values == nil {
			g.item, g.Secrets = old.item, old.Secrets
		} else {
			d.release(old.item)
		}
		r.grants[i] = g
	}
	if g.Selected {
		r.selectOnly(i)
	}
}

func (p *plan) putToken(d *draft, r *record, n int) {
	put := p.change.Tokens[n]
	t := tokenRecord{Token: cloneToken(put.Token), item: p.tokenItems[n]}
	t.HasRefresh = put.Secret.Refresh != ""
	t.IssuedAt, t.ExpiresAt, t.RefreshExpiresAt = moment(t.IssuedAt), moment(t.ExpiresAt), moment(t.RefreshExpiresAt)
	if t.IssuedAt.IsZero() {
		t.IssuedAt = p.now
	}
	i := r.tokenAt(func(x *Token) bool { return x.Kind == t.Kind && x.Subject == t.Subject })
	if i < 0 {
		t.ID = p.newIDs[len(p.change.Grants)+n]
		r.tokens = append(r.tokens, t)
		return
	}
	t.ID = r.tokens[i].ID
	d.release(r.tokens[i].item)
	r.tokens[i] = t
}

func forgetToken(d *draft, r *record, i int) {
	d.release(r.tokens[i].item)
	r.tokens = append(r.tokens[:i], r.tokens[i+1:]...)
}

func removeGrant(d *draft, r *record, id string) error {
	i := r.grantAt(func(g *Grant) bool { return g.ID == id })
	if i < 0 {
		return ErrNotFound
	}
	subject := r.grants[i].Subject
	d.release(r.grants[i].item)
	r.grants = append(r.grants[:i], r.grants[i+1:]...)
	shared := r.grantAt(func(g *Grant) bool { return g.Subject == subject }) >= 0
	if subject == "" || shared {
		return nil
	}
	for {
		i := r.tokenAt(func(t *Token) bool { return t.Subject == subject })
		if i < 0 {
			return nil
		}
		forgetToken(d, r, i)
	}
}
