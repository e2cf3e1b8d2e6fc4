package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"filippo.io/age"
)

const (
	secretsDir   = "secrets"
	itemSuffix   = ".age"
	identityName = identityItem + itemSuffix
	// identityItem stands for the identity where it is listed among items. The
	// index refers to it by naming this store.
	identityItem  = "identity"
	identityEntry = string(StoreFile) + " " + identityItem

	// defaultWorkFactor is age's own: scrypt takes about a second.
	defaultWorkFactor = 18
	// maxWorkFactor takes 1 GiB. A file that asks for more was made to hurt.
	maxWorkFactor = 20
	// padding hides how long secrets are, but for multiples of it, in bytes.
	padding = 256
	// maxItemFile bounds what is read back, in bytes.
	maxItemFile = 16 << 20
)

// fileStore keeps one age file for each item. All are encrypted to one X25519
// identity, and that to the passphrase, so that unlocking is slow and saving
// fast; the age program opens them too. Secrets are padded, and bound to their
// item's name so that files can't be exchanged.
type fileStore struct {
	dir        string
	disk       disk
	ask        func(context.Context) ([]byte, error) // nil if there is nobody to ask
	workFactor int

	unlocking chan struct{} // filled while a passphrase is asked for and tried
	mu        sync.Mutex
	identity  *age.X25519Identity // nil while locked
	from      fs.FileInfo         // of the file that the identity came from
	locks     int                 // how often it was locked
}

func newFileStore(dir string, d disk, ask func(context.Context) ([]byte, error)) *fileStore {
	return &fileStore{
		dir: filepath.Join(dir, secretsDir), disk: d, ask: ask, workFactor: defaultWorkFactor,
		unlocking: make(chan struct{}, 1),
	}
}

func (s *fileStore) identityPath() string { return filepath.Join(s.dir, identityName) }

func (s *fileStore) statIdentity() (fs.FileInfo, error) {
	return os.Stat(s.identityPath()) //nolint:gosec // a name of this package in the vault's folder
}

func (s *fileStore) itemPath(item string) string { return filepath.Join(s.dir, item+itemSuffix) }

// prepare makes an identity for a store that has none, under the passphrase that
// it asks for. The function it returns puts it in place, unless another process
// was faster, and is to be called within a commit of the index, which syncs the
// folder that the store's own stands in.
func (s *fileStore) prepare(ctx context.Context) (install func() error, err error) {
	if _, err := s.statIdentity(); !errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, err
	}
	if s.ask == nil {
		return nil, ErrNoPassphrase
	}
	passphrase, err := s.ask(ctx)
	if err != nil {
		return nil, err
	}
	put, err := s.newIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	return func() error {
		if _, err := s.statIdentity(); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return put()
	}, nil
}

func (s *fileStore) keep(identity *age.X25519Identity, from fs.FileInfo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.identity, s.from = identity, from
}

// held returns the identity, nil while locked. One whose file another process has
// replaced is dropped: what it encrypts might be opened by nobody.
func (s *fileStore) held() *age.X25519Identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.identity == nil {
		return nil
	}
	if info, err := s.statIdentity(); err == nil && !sameIdentity(s.from, info) {
		s.identity = nil
	}
	return s.identity
}

// Lock drops the identity, also the one that is being unlocked right now.
func (s *fileStore) Lock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.identity, s.from = nil, nil
	s.locks++
}

func (s *fileStore) locked() (times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.locks
}

// keepUnless keeps an identity that was unlocked, or returns ErrLocked if it was
// locked again meanwhile.
func (s *fileStore) keepUnless(locked int, identity *age.X25519Identity, from fs.FileInfo) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locks != locked {
		return ErrLocked
	}
	s.identity, s.from = identity, from
	return nil
}

// whileUnlocking runs do while no other passphrase is being asked for or tried.
func (s *fileStore) whileUnlocking(ctx context.Context, do func() error) error {
	select {
	case s.unlocking <- struct{}{}:
		defer func() { <-s.unlocking }()
		return do()
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrLocked, ctx.Err())
	}
}

// Unlock takes the identity by its passphrase.
func (s *fileStore) Unlock(ctx context.Context, passphrase []byte) error {
	return s.whileUnlocking(ctx, func() error {
		_, err := s.unlock(passphrase)
		return err
	})
}

func (s *fileStore) unlock(passphrase []byte) (*age.X25519Identity, error) {
	locked := s.locked()
	from, err := s.statIdentity()
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	identity, err := s.openIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	return identity, s.keepUnless(locked, identity, from)
}

// unlocked returns the identity, asking for the passphrase if need be. Those who
// come while one is being asked wait for its answer.
func (s *fileStore) unlocked(ctx context.Context) (*age.X25519Identity, error) {
	if identity := s.held(); identity != nil {
		return identity, nil
	}
	if s.ask == nil {
		return nil, ErrLocked
	}
	var identity *age.X25519Identity
	err := s.whileUnlocking(ctx, func() error {
		if identity = s.held(); identity != nil {
			return nil
		}
		passphrase, err := s.ask(ctx)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrLocked, err)
		}
		identity, err = s.unlock(passphrase)
		return err
	})
	return identity, err
}

func (s *fileStore) Get(ctx context.Context, item string) ([]byte, error) {
	identity, err := s.unlocked(ctx)
	if err != nil {
		return nil, err
	}
	data, err := readBounded(s.itemPath(item))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrItemMissing
	}
	if errors.Is(err, errNoFile) {
		return nil, fmt.Errorf("%w: item %s: %w", ErrCorrupt, item, err)
	}
	if err != nil {
		return nil, err
	}
	plain, err := unseal(data, identity)
	if err != nil {
		return nil, fmt.Errorf("%w: item %s: %w", ErrCorrupt, item, err)
	}
	return unpack(plain, item)
}

func (s *fileStore) Set(ctx context.Context, item string, value []byte) error {
	identity, err := s.unlocked(ctx)
	if err != nil {
		return untried{err}
	}
	// While the file is gone, what is there can still be read and saved elsewhere, but
	// what is stored now would be lost with this process.
	if _, err := s.statIdentity(); err != nil {
		return untried{fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)}
	}
	data, err := seal(pack(value, item), identity.Recipient())
	if err != nil {
		return err
	}
	return replaceFile(s.disk, s.itemPath(item), data)
}

// Delete needs no key. It also takes away what a crash left of a write.
func (s *fileStore) Delete(_ context.Context, item string) error {
	path := s.itemPath(item)
	if err := errors.Join(removeFile(s.disk, path), removeFile(s.disk, tempName(path))); err != nil {
		return err
	}
	return s.disk.SyncDir(s.dir)
}

// Items implements lister.
func (s *fileStore) Items(context.Context) ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var items []string
	for _, e := range entries {
		if item := itemOfFile(e.Name()); item != "" {
			items = append(items, item)
		}
	}
	return items, nil
}

func (s *fileStore) Status(context.Context) Status {
	st := Status{Kind: StoreFile, State: StateReady}
	switch _, err := s.statIdentity(); {
	case err != nil:
		st.State, st.Err = StateMissing, fmt.Errorf("%w: no identity file: %w", ErrCorrupt, err)
	case s.held() == nil:
		st.State, st.Err = StateLocked, ErrLocked
	}
	if st.Err != nil {
		st.Detail = st.Err.Error()
	}
	return st
}

func (s *fileStore) Close() bool {
	s.Lock()
	return false
}

// pack puts a line with the item's name and the value's length before the value,
// and zeros behind it.
func pack(value []byte, item string) []byte {
	b := fmt.Appendf(nil, "keycase %s %d\n", item, len(value))
	b = append(b, value...)
	if over := len(b) % padding; over != 0 {
		b = append(b, make([]byte, padding-over)...)
	}
	return b
}

func unpack(b []byte, item string) ([]byte, error) {
	line, rest, _ := bytes.Cut(b, []byte{'\n'})
	length, ours := strings.CutPrefix(string(line), "keycase "+item+" ")
	n, err := strconv.Atoi(length)
	if !ours || err != nil || n < 0 || n > len(rest) {
		return nil, fmt.Errorf("%w: file of item %s holds something else", ErrCorrupt, item)
	}
	return rest[:n:n], nil
}

func seal(plain []byte, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unseal(data []byte, with age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(data), with)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// readBounded reads a file that a vault wrote; a far larger one is not ours.
func readBounded(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxItemFile))
	if err == nil && len(data) == maxItemFile {
		err = ErrTooLarge
	}
	return data, err
}
