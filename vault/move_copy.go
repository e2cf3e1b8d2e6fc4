package vault

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
)

// movedItem is an item and whose it is.
type movedItem struct{ item, credential string }

// items lists what the index refers to now and has no copy yet.
func (m *mover) items() []movedItem {
	var list []movedItem
	var names []string
	for _, r := range m.v.index.current().records {
		names = r.items(names[:0])
		for _, item := range names {
			if m.names[item] == "" {
				list = append(list, movedItem{item, r.name})
			}
		}
	}
	return list
}

// check reads everything before anything is moved, so that one secret which can't
// be read, or is too large for the other store, does not stop a move half way.
func (m *mover) check(ctx context.Context) error {
	limit := 0
	if k, ok := m.v.stores.of(m.o.To).(*keyringStore); ok {
		limit = k.limit
	}
	var unread, large MoveError
	items := m.items()
	for i, it := range items {
		m.tell(MoveCheck, i, len(items))
		value, err := m.read(ctx, it.item)
		switch {
		case errors.Is(err, ErrItemMissing), errors.Is(err, ErrCorrupt):
			unread.add(it.credential, err)
		case err != nil:
			return err
		case limit > 0 && len(value) > limit:
			large.add(it.credential, &TooLargeError{Size: len(value), Limit: limit})
		}
	}
	switch {
	case unread.Err != nil:
		return &unread
	case large.Err != nil:
		return &large
	}
	return nil
}

func (e *MoveError) add(name string, err error) {
	if e.Err == nil {
		e.Err = err
	}
	if !slices.Contains(e.Names, name) {
		e.Names = append(e.Names, name)
	}
}

// read returns an item as it is stored; nil for one that was replaced since the
// index was read.
func (m *mover) read(ctx context.Context, item string) ([]byte, error) {
	value, err := m.v.stores.of(m.from).Get(ctx, item)
	if !errors.Is(err, ErrItemMissing) {
		return value, err
	}
	lockErr := m.v.index.locked(ctx, func(present *snapshot) error {
		if !present.refers(m.from, []string{item})[item] {
			value, err = nil, nil
		}
		return nil
	})
	return value, errors.Join(err, lockErr)
}

// makeFiles makes the identity of the file store, in place of what an earlier move
// may have left, and makes sure that it is on the disk.
func (m *mover) makeFiles(ctx context.Context, files *fileStore) error {
	if m.o.Passphrase == nil {
		return ErrNoPassphrase
	}
	passphrase, err := m.o.Passphrase(ctx)
	if err != nil {
		return err
	}
	install, err := files.newIdentity(passphrase)
	if err != nil {
		return err
	}
	m.made = []string{identityItem}
	if err := m.v.session.note(StoreFile, m.made); err != nil {
		return err
	}
	if err := install(); err != nil {
		return err
	}
	if err := m.v.index.disk.SyncDir(m.v.index.dir); err != nil { // which the store's own folder is new in
		return err
	}
	return files.Unlock(ctx, passphrase) // by what the disk gives back
}

// copyAll copies what the index refers to now and has no copy yet.
func (m *mover) copyAll(ctx context.Context) error {
	items := m.items()
	done, total := len(m.names), len(m.names)+len(items)
	for chunk := range slices.Chunk(items, moveChunk) {
		copies := make([]string, len(chunk))
		for i := range chunk {
			var err error
			if copies[i], err = randomName(m.v.rand, itemBytes); err != nil {
				return err
			}
		}
		if err := m.v.session.note(m.o.To, copies); err != nil {
			return err
		}
		m.made = append(copies[:len(copies):len(copies)], m.made...)
		for i, it := range chunk {
			m.tell(MoveCopy, done, total)
			if err := m.copyOne(ctx, it.item, copies[i]); err != nil {
				return err
			}
			done++
		}
	}
	m.tell(MoveCopy, done, total)
	return nil
}

func (m *mover) copyOne(ctx context.Context, item, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	value, err := m.read(ctx, item)
	if err != nil || value == nil {
		return err
	}
	to := m.v.stores.of(m.o.To)
	if err := to.Set(ctx, name, value); err != nil {
		m.tried = name
		return err
	}
	stored, err := to.Get(ctx, name)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(stored, value) == 0 {
		return fmt.Errorf("%w: a copy reads back differently", ErrDenied)
	}
	m.names[item] = name
	return nil
}
