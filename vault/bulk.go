package vault

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ErrConflict means that what a change was decided on is no longer so.
var ErrConflict = errors.New("changed meanwhile")

// Bulk changes many credentials in one step: all of it or nothing.
type Bulk struct {
	// Base are credentials that the change was decided on. If one of them is gone
	// or has other fields, secrets or grants by now, nothing is done and ErrConflict
	// returned; new tokens and a later use are no conflict.
	Base []Credential
	// Remove are the ids of credentials to delete.
	Remove []string
	// Put are credentials to store under their ID; see Full.Check. One that is there
	// must be in Base and of the same platform, and takes over name, address, fields,
	// secrets and grants. Ids of grants and tokens are not taken. A
	// token never takes the place of one that was issued later, and one that Put
	// does not have stays, unless its grant goes or the address changes.
	Put []Full
}

// CleanName brings a name into the form that a vault keeps, or returns ErrBadName.
func CleanName(name string) (string, error) { return cleanName(name) }

// NameKey is equal for names that count as the same. They are to be clean.
func NameKey(name string) string { return nameKey(name) }

// ApplyBulk makes a change of many credentials. All new items are stored first;
// then one commit of the index switches to all of them. It returns ErrConflict,
// ErrExists for a name that is taken, ErrBadName, ErrBadValue, and ErrLeftover,
// with which all is done.
func (v *Vault) ApplyBulk(ctx context.Context, b Bulk) error {
	return v.run(ctx, "apply many", "", func(ctx context.Context) error {
		puts := make([]bulkPut, len(b.Put))
		var writes []itemWrite
		for i := range b.Put {
			p, err := v.planPut(&b.Put[i])
			if err != nil {
				return err
			}
			puts[i] = p
			writes = append(writes, p.writes...)
		}
		left, err := v.transact(ctx, writes, func(d *draft) error { return b.change(d, puts) })
		if err != nil {
			return err
		}
		return leftover(left)
	})
}

// bulkPut is a credential to put, whose secrets have their items.
type bulkPut struct {
	next   *record
	writes []itemWrite
}

func (v *Vault) planPut(full *Full) (p bulkPut, err error) {
	if err := full.Check(); err != nil {
		return p, err
	}
	name, err := cleanName(full.Name)
	if err != nil {
		return p, err
	}
	r := &record{
		id: full.ID, platform: full.Platform, name: name, baseURL: full.BaseURL, public: fieldsOf(withoutEmpty(full.Public)),
		rev: 1, created: moment(full.CreatedAt), updated: moment(full.UpdatedAt), used: moment(full.UsedAt),
	}
	now := moment(v.clock())
	for _, t := range []*time.Time{&r.created, &r.updated} {
		if t.IsZero() {
			*t = now
		}
	}
	values := withoutEmpty(full.Values)
	at := changedAt(nil, nil, values, r.updated)
	for name, given := range full.SecretsAt {
		if _, has := values[name]; has && !given.IsZero() {
			at[name] = moment(given)
		}
	}
	r.secretsAt = fieldsOf(at)
	p.next = r
	if r.item, p.writes, err = v.fieldsItem(r.fieldsBinding(r.baseURL), values); err != nil {
		return p, err
	}
	if err := v.planGrants(&p, full, now); err != nil {
		return p, err
	}
	return p, v.planTokens(&p, full, now)
}

func (v *Vault) planGrants(p *bulkPut, full *Full, now time.Time) error {
	r := p.next
	for i, g := range full.Grants {
		grant := grantRecord{Grant: cloneGrant(g)}
		grant.Public = withoutEmpty(g.Public)
		grant.Secrets = sortedKeys(withoutEmpty(full.GrantValues[i]))
		if grant.BoundAt = moment(g.BoundAt); grant.BoundAt.IsZero() {
			grant.BoundAt = now
		}
		var writes []itemWrite
		var err error
		if grant.ID, err = randomName(v.rand, idBytes); err != nil {
			return err
		}
		if grant.item, writes, err = v.fieldsItem(r.grantBinding(r.baseURL, &grant.Grant), full.GrantValues[i]); err != nil {
			return err
		}
		r.grants = append(r.grants, grant)
		p.writes = append(p.writes, writes...)
		if g.Selected {
			r.selectOnly(i)
		}
	}
	return nil
}

func (v *Vault) planTokens(p *bulkPut, full *Full, now time.Time) error {
	r := p.next
	for i, t := range full.Tokens {
		token := tokenRecord{Token: cloneToken(t)}
		token.HasRefresh = full.TokenValues[i].Refresh != ""
		token.IssuedAt, token.ExpiresAt, token.RefreshExpiresAt = moment(t.IssuedAt), moment(t.ExpiresAt), moment(t.RefreshExpiresAt)
		if token.IssuedAt.IsZero() {
			token.IssuedAt = now
		}
		value, err := encodeToken(full.TokenValues[i])
		if err != nil {
			return err
		}
		write, err := v.newItem(r.tokenBinding(&token.Token), value)
		if err != nil {
			return err
		}
		if token.ID, err = randomName(v.rand, idBytes); err != nil {
			return err
		}
		token.item = write.item
		r.tokens = append(r.tokens, token)
		p.writes = append(p.writes, write)
	}
	return nil
}

// change makes the whole change in the draft. Names are given back before any is
// taken, so that two credentials can exchange theirs.
func (b *Bulk) change(d *draft, puts []bulkPut) error {
	known := map[string]bool{}
	for i := range b.Base {
		if r := d.next.byID[b.Base[i].ID]; r == nil || !sameBase(r.view(), b.Base[i]) {
			return ErrConflict
		}
		known[b.Base[i].ID] = true
	}
	for _, id := range b.Remove {
		if err := d.remove(id); err != nil {
			return err
		}
	}
	there := make([]*record, len(puts))
	for i, p := range puts {
		old := d.next.byID[p.next.id]
		if old == nil {
			continue
		}
		if !known[old.id] {
			return ErrConflict
		}
		if old.platform != p.next.platform {
			return fmt.Errorf("%w: of another platform", ErrBadValue)
		}
		r, err := d.edit(old.id)
		if err != nil {
			return err
		}
		delete(d.next.byName, r.key)
		there[i] = r
	}
	for i, p := range puts {
		r := there[i]
		if r == nil {
			if err := d.add(p.next); err != nil {
				return err
			}
			continue
		}
		key := nameKey(p.next.name)
		if d.next.byName[key] != nil {
			return ErrExists
		}
		r.takeOver(d, p.next)
		r.key = key
		d.next.byName[key] = r
	}
	return nil
}

// sameBase tells whether a credential is still what a change was decided on.
func sameBase(now, base Credential) bool {
	if now.Name != base.Name || now.BaseURL != base.BaseURL || !now.UpdatedAt.Equal(base.UpdatedAt) ||
		!maps.Equal(now.Public, base.Public) || !maps.EqualFunc(now.SecretsAt, base.SecretsAt, time.Time.Equal) {
		return false
	}
	return slices.EqualFunc(now.Grants, base.Grants, func(a, b Grant) bool {
		return a.ID == b.ID && a.Name == b.Name && a.Selected == b.Selected && a.BoundAt.Equal(b.BoundAt) &&
			maps.Equal(a.Public, b.Public) && slices.Equal(a.Secrets, b.Secrets)
	})
}

// takeOver makes r what next is, but for tokens that are newer here.
func (r *record) takeOver(d *draft, next *record) {
	moved := r.baseURL != next.baseURL
	gone := map[string]bool{}
	for _, g := range r.grants {
		d.release(g.item)
		gone[g.Subject] = true
	}
	old := r.grants
	r.grants = next.grants
	for i := range r.grants {
		g := &r.grants[i]
		delete(gone, g.Subject)
		for _, was := range old {
			if was.Kind == g.Kind && was.Subject == g.Subject {
				g.ID = was.ID
			}
		}
	}
	delete(gone, "") // tokens without a subject belong to the credential itself
	r.tokens = slices.DeleteFunc(r.tokens, func(t tokenRecord) bool {
		ends := moved || gone[t.Subject]
		if ends {
			d.release(t.item)
		}
		return ends
	})
	for _, t := range next.tokens {
		r.takeToken(d, t)
	}
	d.release(r.item)
	r.item, r.secretsAt = next.item, next.secretsAt
	r.name, r.baseURL, r.public = next.name, next.baseURL, next.public
	r.created, r.updated = next.created, next.updated
	r.rev++
}

func (r *record) takeToken(d *draft, t tokenRecord) {
	i := r.tokenAt(func(x *Token) bool { return x.Kind == t.Kind && x.Subject == t.Subject })
	switch {
	case i < 0:
		r.tokens = append(r.tokens, t)
	case r.tokens[i].IssuedAt.Before(t.IssuedAt):
		d.release(r.tokens[i].item)
		t.ID = r.tokens[i].ID
		r.tokens[i] = t
	default:
		d.release(t.item)
	}
}
