package vault

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"
)

// touchEvery is how exact UsedAt is: a use is written down at most this often.
const touchEvery = time.Minute

// errConflict: the credential was changed by another since it was read, or all
// secrets were moved. Who can prepare the change anew does, others see ErrConflict.
var errConflict = fmt.Errorf("%w", ErrConflict)

// Add stores a new credential. Of c it takes Platform, Name, BaseURL and Public;
// fields and secrets with an empty value are left out.
func (v *Vault) Add(ctx context.Context, c Credential, secrets map[string]string) (added Credential, err error) {
	err = v.run(ctx, "add", "", func(ctx context.Context) error {
		added, err = v.add(ctx, c, secrets)
		return err
	})
	return added, err
}

func (v *Vault) add(ctx context.Context, c Credential, secrets map[string]string) (Credential, error) {
	name, err := cleanName(c.Name)
	if err != nil {
		return Credential{}, err
	}
	if v.index.current().byName[nameKey(name)] != nil {
		return Credential{}, ErrExists // before a prompt could come up for nothing
	}
	id, err := randomName(v.rand, idBytes)
	if err != nil {
		return Credential{}, err
	}
	now := moment(v.clock())
	r := &record{
		id: id, platform: c.Platform, name: name, baseURL: c.BaseURL, public: fieldsOf(withoutEmpty(c.Public)),
		secretsAt: fieldsOf(changedAt(nil, nil, withoutEmpty(secrets), now)),
		rev:       1, created: now, updated: now,
	}
	var writes []itemWrite
	if r.item, writes, err = v.fieldsItem(r.fieldsBinding(r.baseURL), secrets); err != nil {
		return Credential{}, err
	}
	_, err = v.transact(ctx, writes, func(d *draft) error { return d.add(r) })
	if errors.Is(err, errConflict) {
		return v.add(ctx, c, secrets)
	}
	if err != nil {
		return Credential{}, err
	}
	return r.view(), nil
}

// Edit changes a credential in one step: fn gets a copy of it and its secrets and
// may change Name, BaseURL, Public and the secrets; other fields are not taken,
// and those with an empty value are left out. If the credential changes
// meanwhile, fn is called again with the newer one; it must not use the vault. An
// error of fn is returned and changes nothing. With another BaseURL its tokens are
// forgotten, because they belong to the server that issued them. Where the store has lost the
// secrets, fn gets none, and those it sets take the place of the lost ones.
func (v *Vault) Edit(ctx context.Context, id string, fn func(c *Credential, secrets map[string]string) error) (edited Credential, err error) {
	err = v.run(ctx, "edit", id, func(ctx context.Context) error {
		edited, _, err = v.mutate(ctx, id, func(ctx context.Context, base *record) (*step, error) {
			return v.prepareEdit(ctx, base, fn)
		})
		return err
	})
	return edited, err
}

func (v *Vault) prepareEdit(ctx context.Context, base *record, fn func(*Credential, map[string]string) error) (*step, error) {
	old, err := v.loadOldFields(ctx, base.id)
	if err != nil {
		return nil, err
	}
	c, secrets := base.view(), maps.Clone(old)
	if c.Public == nil {
		c.Public = map[string]string{}
	}
	if err := fn(&c, secrets); err != nil {
		return nil, err
	}
	name, err := cleanName(c.Name)
	if err != nil {
		return nil, err
	}
	fields, err := v.fieldStep(base, c.BaseURL, withoutEmpty(c.Public), old, withoutEmpty(secrets))
	if err != nil {
		return nil, err
	}
	moved, err := v.moveStep(ctx, base, c.BaseURL)
	if err != nil {
		return nil, err
	}
	return &step{
		writes: append(fields.writes, moved.writes...),
		change: func(d *draft, r *record) error {
			if err := moved.change(d, r); err != nil {
				return err
			}
			if err := fields.change(d, r); err != nil {
				return err
			}
			return d.rename(r, name)
		},
	}, nil
}

// Remove deletes a credential with its tokens, its grants and all their items. It
// may return ErrLeftover: then the credential is gone all the same.
func (v *Vault) Remove(ctx context.Context, id string) error {
	return v.run(ctx, "remove", id, func(ctx context.Context) error {
		err, left := errConflict, error(nil)
		for errors.Is(err, errConflict) {
			left, err = v.transact(ctx, nil, func(d *draft) error { return d.remove(id) })
		}
		if err != nil {
			return err
		}
		return leftover(left)
	})
}

// Secrets reads a credential's secret fields. The map belongs to the caller.
func (v *Vault) Secrets(ctx context.Context, id string) (secrets map[string]string, err error) {
	err = v.run(ctx, "read secrets", id, func(ctx context.Context) error {
		secrets, err = v.loadFields(ctx, id, (*record).fieldsItem)
		return err
	})
	return secrets, err
}

// Touch notes that a credential is being used.
func (v *Vault) Touch(id string) error {
	return v.run(context.Background(), "touch", id, func(ctx context.Context) error {
		now := moment(v.clock())
		r := v.index.current().byID[id]
		if r != nil && now.Sub(r.used).Abs() < touchEvery {
			return nil
		}
		return v.index.commit(ctx, func(d *draft) error {
			r, err := d.edit(id)
			if err != nil {
				return err
			}
			r.used = now
			return nil
		})
	})
}

// fieldStep prepares the replacement of a credential's own fields, which were
// read as base and old. Where secrets and address stay, so does their item; so it
// does where there are no secrets to bind to another address, but only lost ones.
func (v *Vault) fieldStep(base *record, baseURL string, public, old, secrets map[string]string) (*step, error) {
	item, writes := base.item, []itemWrite(nil)
	moved := baseURL != base.baseURL && len(secrets) > 0
	if moved || !maps.Equal(old, secrets) {
		var err error
		if item, writes, err = v.fieldsItem(base.fieldsBinding(baseURL), secrets); err != nil {
			return nil, err
		}
	}
	now := moment(v.clock())
	return &step{writes: writes, change: func(d *draft, r *record) error {
		if r.rev != base.rev {
			return errConflict
		}
		if item != r.item {
			d.release(r.item)
			r.item = item
			r.secretsAt = fieldsOf(changedAt(r.secretsAt.toMap(), old, secrets, now))
		}
		r.baseURL, r.public = baseURL, fieldsOf(public)
		r.rev++
		r.updated = now
		return nil
	}}, nil
}

// fieldsItem makes the item for a set of secret fields: none if all are empty.
func (v *Vault) fieldsItem(b binding, secrets map[string]string) (string, []itemWrite, error) {
	secrets = withoutEmpty(secrets)
	if len(secrets) == 0 {
		return "", nil, nil
	}
	value, err := encodeSecrets(secrets)
	if err != nil {
		return "", nil, err
	}
	write, err := v.newItem(b, value)
	return write.item, []itemWrite{write}, err
}

func (v *Vault) newItem(b binding, value []byte) (itemWrite, error) {
	item, err := randomName(v.rand, itemBytes)
	return itemWrite{item, b.prepend(value)}, err
}

func (r *record) fieldsItem() (itemRef, error) {
	return itemRef{item: r.item, bound: r.fieldsBinding(r.baseURL), lost: lost(r.item, r.secretsAt)}, nil
}

// changedAt gives each secret field the time of its last change.
func changedAt(at map[string]time.Time, old, secrets map[string]string, now time.Time) map[string]time.Time {
	next := make(map[string]time.Time, len(secrets))
	for name, value := range secrets {
		next[name] = now
		if was, had := old[name]; had && was == value {
			next[name] = at[name]
		}
	}
	return next
}

// withoutEmpty copies m but for its empty values; nil if none is left.
func withoutEmpty(m map[string]string) map[string]string {
	var kept map[string]string
	for k, value := range m {
		if value == "" {
			continue
		}
		if kept == nil {
			kept = make(map[string]string, len(m))
		}
		kept[k] = value
	}
	return kept
}
