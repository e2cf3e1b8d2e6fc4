package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

const (
	moveLockName = "move.lock"

	// moveChunk is how many copies are noted at once: a list that is synced for
	// each would take longer than the copying.
	moveChunk = 32
)

// MoveStage is what a move is doing.
type MoveStage string

// The stages of a move, in their order. MoveUndo comes instead of MoveClear where
// a move fails or is cancelled before the switch.
const (
	MoveCheck MoveStage = "check" // each secret is read, and measured
	MoveCopy  MoveStage = "copy"  // each is stored anew, and read back
	MoveClear MoveStage = "clear" // the switch is done, the old ones are deleted
	MoveUndo  MoveStage = "undo"  // the copies are deleted
)

// MoveProgress tells how far a move is, counted in secrets.
type MoveProgress struct {
	Stage       MoveStage
	Done, Total int
}

// MoveOptions say where secrets are to go.
type MoveOptions struct {
	To StoreKind // StoreKeyring or StoreFile
	// Passphrase gives the one of the file store that is made; it is asked once,
	// after the check.
	Passphrase func(context.Context) ([]byte, error)
	// Progress is called by the goroutine that moves; it may be nil.
	Progress func(MoveProgress)
}

// Move brings all secrets to the other store. Each is copied and read back; one
// commit of the index then switches over, and the old ones are deleted. Until that
// commit a failure, or the end of ctx, leaves everything as it was, and a process
// that dies is cleaned up after by the next start; from then on the move is done,
// and ErrLeftover says that something old could not be deleted yet.
//
// Other processes may go on: what they write during the move is moved too, and
// afterwards they use the other store. Where the secrets are there already, Move
// only deletes what is left of an earlier one. Its other errors are ErrMoving,
// *MoveError, ErrNoPassphrase, ErrUnsupported for the memory store, and those of
// the two stores.
func (v *Vault) Move(ctx context.Context, o MoveOptions) error {
	return v.run(ctx, "move", "", func(ctx context.Context) error { return v.move(ctx, o) })
}

func (v *Vault) move(ctx context.Context, o MoveOptions) error {
	if o.To != StoreKeyring && o.To != StoreFile || v.Kind() == StoreMemory {
		return ErrUnsupported
	}
	unlock, err := v.lockMoves()
	if err != nil {
		return err
	}
	defer unlock()
	m := &mover{v: v, o: o, names: map[string]string{}}
	if err := v.index.locked(ctx, func(present *snapshot) error {
		m.from = present.store
		return nil
	}); err != nil {
		return err
	}
	leftErr := m.clearLeft(ctx)
	if m.from == o.To {
		return leftover(leftErr)
	}
	if err := m.untilSwitch(ctx); err != nil {
		m.undo(ctx, err)
		return err
	}
	return leftover(errors.Join(m.clear(ctx), leftErr))
}

// lockMoves keeps other processes from moving, until unlock is called.
func (v *Vault) lockMoves() (unlock func(), err error) {
	if v.index.dir == "" {
		return func() {}, nil
	}
	lock := newLock(v.index.path(moveLockName))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("move lock: %w", err)
	}
	if !ok {
		return nil, ErrMoving
	}
	return func() { _ = lock.Unlock() }, nil
}

// sweepAdopted deletes what a dead process left in a store. Where an identity is
// among it, that waits while somebody moves: it may be the one being made.
func (v *Vault) sweepAdopted(ctx context.Context, kind StoreKind, items []string) error {
	if !slices.Contains(items, identityItem) {
		return v.sweep(ctx, kind, items)
	}
	unlock, err := v.lockMoves()
	if err != nil {
		return err
	}
	defer unlock()
	return v.sweep(ctx, kind, items)
}

// mover is one move under way.
type mover struct {
	v    *Vault
	o    MoveOptions
	from StoreKind

	names map[string]string // of the copies, by the items they were made from
	made  []string          // what was noted in the other store, the identity last
	tried string            // the copy whose store call failed, which may yet have an effect
	old   []string          // what the switch released
}

func (m *mover) tell(stage MoveStage, done, total int) {
	if m.o.Progress != nil {
		m.o.Progress(MoveProgress{stage, done, total})
	}
}

// clearLeft deletes what earlier processes could not.
func (m *mover) clearLeft(ctx context.Context) (err error) {
	for _, kind := range []StoreKind{StoreFile, StoreKeyring} {
		if sweepErr := m.v.sweep(ctx, kind, m.v.left[kind]); sweepErr != nil {
			err = errors.Join(err, sweepErr)
			continue
		}
		delete(m.v.left, kind)
	}
	return err
}

// untilSwitch does all that can be undone, and the switch.
func (m *mover) untilSwitch(ctx context.Context) error {
	if k, ok := m.v.stores.of(m.o.To).(*keyringStore); ok {
		if err := k.check(ctx); err != nil {
			return err
		}
	}
	if err := m.check(ctx); err != nil {
		return err
	}
	if err := m.v.startSession(ctx); err != nil {
		return err
	}
	if files, ok := m.v.stores.of(m.o.To).(*fileStore); ok {
		if err := m.makeFiles(ctx, files); err != nil {
			return err
		}
	}
	for {
		if err := m.copyAll(ctx); err != nil {
			return err
		}
		err := m.v.index.commit(ctx, m.switchOver)
		if !errors.Is(err, errConflict) { // somebody stored something meanwhile
			return err
		}
	}
}

// switchOver makes the index refer to the copies, or returns errConflict where it
// refers to something that has none.
func (m *mover) switchOver(d *draft) error {
	if d.next.store != m.from {
		return ErrOtherStore
	}
	m.old = nil
	for i, old := range d.next.records {
		if len(old.items(nil)) == 0 {
			continue
		}
		r := old.clone()
		if !r.rename(m.names) {
			return errConflict
		}
		m.old = old.items(m.old)
		r.rev++ // so that an edit that was prepared before is prepared anew
		d.next.records[i], d.next.byID[r.id], d.next.byName[r.key] = r, r, r
		d.touched[r] = true
	}
	if m.from == StoreFile {
		m.old = append(m.old, identityItem)
	}
	d.next.store = m.o.To
	d.dirty = true
	return m.v.session.note(m.from, m.old)
}

// rename gives each item its name in names; false if one has none.
func (r *record) rename(names map[string]string) bool {
	all := true
	to := func(item *string) {
		if *item != "" {
			*item = names[*item]
			all = all && *item != ""
		}
	}
	to(&r.item)
	for i := range r.grants {
		to(&r.grants[i].item)
	}
	for i := range r.tokens {
		to(&r.tokens[i].item)
	}
	return all
}

// clear deletes the old items, the file store's identity last: while it is there,
// what is left can still be read. It goes, because the next file store is made
// under a passphrase of its own; who can open this one still knows.
func (m *mover) clear(ctx context.Context) error {
	err := m.v.sweep(ctx, m.o.To, m.made) // copies of what was replaced during the move
	if oldErr := m.sweep(ctx, MoveClear, m.from, m.old); oldErr != nil {
		m.v.left[m.from] = append(m.v.left[m.from], m.old...)
		err = errors.Join(err, oldErr)
	}
	if files, ok := m.v.stores.of(m.from).(*fileStore); ok {
		files.Lock()
	}
	return err
}

// undo deletes the copies, or the old items where the switch was made and only
// failed to become durable. It goes on when the person cancels, and ends with the
// vault. What can't be deleted stays listed for a later start.
func (m *mover) undo(ctx context.Context, cause error) {
	if len(m.made) == 0 {
		return
	}
	ctx, cancel := context.WithCancel(WithoutPrompt(context.WithoutCancel(ctx)))
	defer cancel()
	defer context.AfterFunc(m.v.life, cancel)()
	items := m.made
	if errors.Is(cause, ErrTimeout) || errors.Is(cause, context.Canceled) { // the call may still do what it was asked
		items = slices.DeleteFunc(slices.Clone(items), func(item string) bool { return item == m.tried })
	}
	if m.sweep(ctx, MoveUndo, m.o.To, items) != nil {
		m.v.left[m.o.To] = append(m.v.left[m.o.To], items...)
	}
	if m.v.sweep(ctx, m.from, m.old) != nil {
		m.v.left[m.from] = append(m.v.left[m.from], m.old...)
	}
	if files, ok := m.v.stores.of(m.o.To).(*fileStore); ok && m.v.Kind() != m.o.To {
		files.Lock()
	}
}

// sweep deletes items and tells how far it is.
func (m *mover) sweep(ctx context.Context, stage MoveStage, kind StoreKind, items []string) error {
	done := 0
	m.tell(stage, 0, len(items))
	return m.v.sweepTelling(ctx, kind, items, func() {
		done++
		m.tell(stage, done, len(items))
	})
}
