package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// itemWrite is an item to store before the commit that refers to it.
type itemWrite struct {
	item  string
	value []byte
}

// itemRef is how a record refers to an item: by its name, "" for none, and by what
// it must have been stored for.
type itemRef struct {
	item   string
	bound  binding
	before binding // of the time before addresses were bound, "" for none
	lost   bool    // a repair took the item away: the secret is to be typed again
}

// step is one attempt to change a credential.
type step struct {
	writes []itemWrite
	change func(*draft, *record) error // may return errConflict to be prepared anew
}

// mutate changes one credential: prepare gets it as it is now, and is called
// again when another change came in between.
func (v *Vault) mutate(ctx context.Context, id string, prepare func(context.Context, *record) (*step, error)) (c Credential, left, err error) {
	for {
		base := v.index.current().byID[id]
		if base == nil {
			return Credential{}, nil, ErrNotFound
		}
		s, err := prepare(ctx, base)
		if errors.Is(err, errConflict) {
			continue
		}
		if err != nil {
			return Credential{}, nil, err
		}
		var done *record
		left, err := v.transact(ctx, s.writes, func(d *draft) error {
			if done, err = d.edit(id); err != nil {
				return err
			}
			return s.change(d, done)
		})
		if errors.Is(err, errConflict) {
			continue
		}
		if err != nil {
			return Credential{}, nil, err
		}
		return done.view(), left, nil
	}
}

// transact is the one way by which secrets and index change together; the
// package comment tells why in this order. When it returns err, the old state
// stands; errConflict says that the secrets moved to another store meanwhile. left
// tells why items that nothing refers to could not be deleted.
func (v *Vault) transact(ctx context.Context, writes []itemWrite, change func(*draft) error) (left, err error) {
	items := make([]string, len(writes))
	for i, w := range writes {
		items[i] = w.item
	}
	kind := v.Kind()
	if err := v.startSession(ctx); err != nil {
		return nil, err
	}
	if err := v.session.note(kind, items); err != nil {
		return nil, err
	}
	for i, w := range writes {
		if err := v.stores.of(kind).Set(ctx, w.item, w.value); err != nil {
			tried := i + 1
			if errors.As(err, &untried{}) {
				tried = i
			}
			v.session.strike(kind, items[tried:])
			v.discard(ctx, kind, items[:tried], err)
			return nil, err
		}
	}
	err = v.index.commit(ctx, func(d *draft) error {
		if d.next.store != kind {
			return errConflict
		}
		if err := change(d); err != nil {
			return err
		}
		items = append(items, d.released...)
		return v.session.note(kind, d.released)
	})
	if err != nil {
		v.discard(ctx, kind, items, err)
		return nil, err
	}
	return v.sweep(ctx, kind, items), nil
}

func (v *Vault) startSession(ctx context.Context) error {
	if v.session.started() {
		return nil
	}
	return v.index.locked(ctx, func(*snapshot) error { return v.session.start(v.rand) })
}

// discard sweeps after a failure, unless a call that was given up may still
// store an item: then the next start does it, when this process can't any more.
// It raises no prompt, least of all after one was dismissed.
func (v *Vault) discard(ctx context.Context, kind StoreKind, items []string, cause error) {
	if errors.Is(cause, ErrTimeout) || ctx.Err() != nil {
		return
	}
	_ = v.sweep(WithoutPrompt(ctx), kind, items) // what remains is on the session's list
}

// sweep deletes those of a store's items that the index does not refer to, and
// strikes what is settled off the session's list.
func (v *Vault) sweep(ctx context.Context, kind StoreKind, items []string) error {
	return v.sweepTelling(ctx, kind, items, func() {})
}

// sweepTelling is sweep that says each time when one more is settled.
func (v *Vault) sweepTelling(ctx context.Context, kind StoreKind, items []string, tell func()) error {
	if len(items) == 0 {
		return nil
	}
	var live map[string]bool
	err := v.index.locked(ctx, func(present *snapshot) error {
		live = present.refers(kind, items)
		return v.index.settle(present)
	})
	if err != nil {
		return err
	}
	settled := slices.DeleteFunc(slices.Clone(items), func(item string) bool { return !live[item] })
	defer func() { v.session.strike(kind, settled) }()
	for _, item := range items {
		if live[item] {
			continue
		}
		// The first fault ends it: the next item would only bring up the same
		// prompt, or wait for the same deadline.
		if err := v.stores.of(kind).Delete(ctx, item); err != nil {
			return fmt.Errorf("item %s: %w", item, err)
		}
		settled = append(settled, item)
		tell()
	}
	return nil
}

func leftover(left error) error {
	if left == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrLeftover, left)
}

// load reads the item that pick names; nil if it names none. One that can't be read
// may have been replaced since the index was read, so that is looked at once more: a
// keyring in which it was found, and deleted before it was read, calls that a refusal.
func (v *Vault) load(ctx context.Context, id string, pick func(*record) (itemRef, error)) ([]byte, error) {
	failed, failure := "", error(nil)
	for {
		snap := v.index.current()
		r := snap.byID[id]
		if r == nil {
			return nil, ErrNotFound
		}
		ref, err := pick(r)
		if err == nil && ref.lost {
			err = ErrItemMissing
		}
		if err != nil || ref.item == "" {
			return nil, err
		}
		if ref.item == failed {
			return nil, failure
		}
		stored, err := v.stores.of(snap.store).Get(ctx, ref.item)
		switch {
		case err == nil:
			return ref.value(stored)
		case errors.Is(err, ErrItemMissing):
			err = fmt.Errorf("%w: item %s", ErrItemMissing, ref.item)
		case errors.Is(err, ErrDenied), errors.Is(err, ErrKeyringLocked):
		default:
			return nil, err
		}
		failed, failure = ref.item, err
		err = v.index.locked(ctx, func(*snapshot) error { return nil })
		if err != nil && !errors.Is(failure, ErrItemMissing) {
			return nil, failure // what the keyring has said stands then
		}
		if err != nil {
			return nil, err
		}
	}
}

// loadFields reads an item of secret fields.
func (v *Vault) loadFields(ctx context.Context, id string, pick func(*record) (itemRef, error)) (map[string]string, error) {
	value, err := v.load(ctx, id, pick)
	if err != nil {
		return nil, err
	}
	if value == nil {
		return map[string]string{}, nil
	}
	return decodeSecrets(value)
}

// loadOldFields reads a credential's secret fields in order to replace them: if
// the store has lost them, there are none to keep.
func (v *Vault) loadOldFields(ctx context.Context, id string) (map[string]string, error) {
	old, err := v.loadFields(ctx, id, (*record).fieldsItem)
	if errors.Is(err, ErrItemMissing) {
		return map[string]string{}, nil
	}
	return old, err
}
