package vault

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
	"unicode/utf8"
)

// Clock tells the time.
type Clock func() time.Time

// Options say how to open a vault. Clock is required, and Dir unless Store is
// StoreMemory.
type Options struct {
	Dir   string    // the vault's folder, made if it is not there, and put to mode 0700
	Store StoreKind // "" takes the remembered one, else ErrNoStoreChosen

	// Keyring stands in for the system's keyring; nil takes that.
	Keyring Keyring
	// Passphrase is asked when the file store is made and whenever it has to be
	// unlocked; nil gives ErrLocked instead.
	Passphrase func(context.Context) ([]byte, error)
	// WorkFactor is the base-2 logarithm of scrypt's cost for a new passphrase of
	// the file store; 0 takes 18, about a second.
	WorkFactor int

	Clock Clock
	Rand  io.Reader // nil takes crypto/rand
}

// Vault is an open vault. Its methods may be called from any goroutine. Other
// vaults, of this process or another, may be open on the same folder.
type Vault struct {
	index   *indexFile
	stores  *stores
	session *session
	clock   Clock
	rand    io.Reader

	life context.Context // ends with Close
	end  context.CancelFunc

	gate   sync.RWMutex // read-held by operations, so that Close waits for them
	closed bool

	watch watch

	// left is what dead processes left in the stores and could not be deleted yet.
	left map[StoreKind][]string
}

// Open opens the vault of a folder, makes it if there is none, and finishes or
// undoes what a dead process left under way, as far as the store lets it without
// a prompt. It does not unlock the store.
func Open(ctx context.Context, o Options) (*Vault, error) {
	v, err := open(ctx, o, osDisk{})
	return v, wrap("open", "", err)
}

func open(ctx context.Context, o Options, d disk) (*Vault, error) {
	if o.Clock == nil {
		return nil, errors.New("Options.Clock is nil")
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Store == StoreMemory {
		o.Dir = ""
	} else if err := makeDir(o.Dir); err != nil {
		return nil, err
	}
	if o.Keyring == nil {
		o.Keyring = systemKeyring()
	}
	v := &Vault{clock: o.Clock, rand: o.Rand, left: map[StoreKind][]string{}, stores: newStores(o, d), session: newSession(o.Dir, d)}
	v.life, v.end = context.WithCancel(context.Background())
	v.index = newIndexFile(o.Dir, d, v.watch.signal)
	err := errConflict
	for errors.Is(err, errConflict) { // the secrets moved in between
		err = v.chooseStore(ctx, o)
	}
	if err != nil {
		v.end()
		return nil, err
	}
	if err := v.recover(ctx); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// makeDir makes the vault's folder, or closes one that is there to others.
func makeDir(dir string) error {
	if dir == "" {
		return errors.New("Options.Dir is empty")
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return errors.New("the folder is shared by all users") // such as /tmp, which must stay so
	}
	if info.Mode().Perm()&^dirMode == 0 {
		return nil
	}
	return os.Chmod(dir, dirMode)
}

// chooseStore settles which store it is to be, makes it, and remembers it. What
// may ask a person for a passphrase happens outside of the index lock.
func (v *Vault) chooseStore(ctx context.Context, o Options) error {
	if !o.Store.valid() {
		return fmt.Errorf("unknown store %q", o.Store)
	}
	var kind StoreKind
	var empty, lost bool
	err := v.index.locked(ctx, func(s *snapshot) (err error) {
		kind, err = s.choose(o.Store)
		orphans := s.recovery == RecoveryEmpty && s.store == StoreFile
		empty, lost = len(s.records) == 0 && !orphans, s.info == nil
		return err
	})
	if err != nil {
		return err
	}
	install := func() error { return nil }
	// Another identity would not open what is there already, be it without entry.
	if files, ok := v.stores.of(kind).(*fileStore); ok && empty {
		if install, err = files.prepare(ctx); err != nil {
			return err
		}
	}
	return v.index.commit(ctx, func(next *draft) error {
		if now, err := next.next.choose(o.Store); now != kind {
			return errors.Join(err, errConflict)
		}
		next.dirty = lost || next.next.store != kind // one that was lost is written anew
		next.next.store = kind
		return install()
	})
}

// choose returns the store to use when asked is wanted.
func (s *snapshot) choose(asked StoreKind) (StoreKind, error) {
	switch {
	case asked == "" && s.store == "":
		return "", ErrNoStoreChosen
	case asked == "" || asked == s.store:
		return s.store, nil
	case s.store != "" && (len(s.records) > 0 || s.recovery == RecoveryEmpty):
		return "", fmt.Errorf("%w: %s", ErrOtherStore, s.store)
	}
	return asked, nil
}

// Close ends the vault: it cancels what waits, waits for what runs, and drops
// keys. Further calls that need the store or the index give ErrClosed.
func (v *Vault) Close() error {
	v.end()
	v.gate.Lock()
	defer v.gate.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	v.watch.close()
	if busy := v.stores.close(); busy {
		return nil // the session's lock keeps others from what that call may yet do
	}
	return wrap("close", "", v.session.close())
}

// begin opens an operation: the context it returns also ends with the vault.
func (v *Vault) begin(ctx context.Context) (context.Context, func(), error) {
	v.gate.RLock()
	if v.closed {
		v.gate.RUnlock()
		return nil, nil, ErrClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(v.life, cancel)
	return ctx, func() {
		stop()
		cancel()
		v.gate.RUnlock()
	}, nil
}

// run does one operation and names it in its error.
func (v *Vault) run(ctx context.Context, op, item string, do func(context.Context) error) error {
	ctx, done, err := v.begin(ctx)
	if err != nil {
		return wrap(op, item, err)
	}
	defer done()
	return wrap(op, item, do(ctx))
}

// Kind returns the store in use. Where another process moves the secrets, this
// vault follows: from then on it uses the other store, which may have to be
// unlocked first.
func (v *Vault) Kind() StoreKind { return v.index.current().store }

func (v *Vault) store() store { return v.stores.of(v.Kind()) }

// Status asks the store how it is, within 5 s and without a prompt.
func (v *Vault) Status(ctx context.Context) Status { return v.store().Status(ctx) }

// BrokenIndex returns where a damaged index was put aside by this vault, whose
// second copy serves now; "" if none was, or if it is there no more: a repair, also
// one of another process, deletes it.
func (v *Vault) BrokenIndex() string {
	v.index.mu.Lock()
	defer v.index.mu.Unlock()
	if _, err := os.Lstat(v.index.keptCopy); errors.Is(err, fs.ErrNotExist) {
		v.index.keptCopy = ""
	}
	return v.index.keptCopy
}

// Recovery tells whether the index was lost at some time and how much of it could
// be had. Repair takes note of it and ends it.
func (v *Vault) Recovery() Recovery { return v.index.current().recovery }

// List returns all credentials in the order they were added. The copies belong
// to the caller.
func (v *Vault) List() []Credential {
	records := v.index.current().records
	list := make([]Credential, len(records))
	for i, r := range records {
		list[i] = r.view()
	}
	return list
}

// Get returns one credential, or ErrNotFound.
func (v *Vault) Get(id string) (Credential, error) {
	r := v.index.current().byID[id]
	if r == nil {
		return Credential{}, wrap("get", id, ErrNotFound)
	}
	return r.view(), nil
}

// Find returns the credential with this name, compared without letter case, or
// else with this id; or ErrNotFound.
func (v *Vault) Find(nameOrID string) (Credential, error) {
	snap := v.index.current()
	r := snap.byID[nameOrID]
	if name, err := cleanName(nameOrID); err == nil && snap.byName[nameKey(name)] != nil {
		r = snap.byName[nameKey(name)]
	}
	if r == nil {
		return Credential{}, wrap("find", "", ErrNotFound)
	}
	return r.view(), nil
}

// State returns the value that UpdateState last put under key.
func (v *Vault) State(key string) (json.RawMessage, bool) {
	value, ok := v.index.current().state[key]
	return append(json.RawMessage(nil), value...), ok
}

// UpdateState changes a small value that all processes share, such as a quota's
// count, by read-modify-write under the index lock: fn gets the newest value, nil
// if there is none, and must be quick and not call the vault. A nil result
// deletes the key. The value is not secret: it stands in the index. An error of
// fn is returned and changes nothing.
func (v *Vault) UpdateState(key string, fn func(old json.RawMessage) (json.RawMessage, error)) error {
	return v.run(context.Background(), "update state", "", func(ctx context.Context) error {
		return v.index.commit(ctx, func(d *draft) error {
			old, had := d.next.state[key]
			value, err := fn(append(json.RawMessage(nil), old...))
			if err != nil {
				return err
			}
			if !utf8.ValidString(key) {
				return ErrBadValue
			}
			if value == nil {
				delete(d.next.state, key)
				d.dirty = had
				return nil
			}
			if d.next.state[key], err = compactJSON(value); err != nil {
				return err
			}
			d.dirty = true
			return nil
		})
	})
}
