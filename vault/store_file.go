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
	"runtime/debug"
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
}

func newFileStore(dir string, d disk, ask func(context.Context) ([]byte, error)) *fileStore {
	return &fileStore{
		dir: filepath.Join(dir, secretsDir), disk: d, ask: ask, workFactor: defaultWorkFactor,
		unlocking: make(chan struct{}, 1),
	}
}

func (s *fileStore) identityPath() string { return filepath.Join(s.dir, identityName) }

func (s *fileStore) itemPath(item string) string { return filepath.Join(s.dir, item+itemSuffix) }

// prepare makes an identity for a store that has none, under the passphrase that
// it asks for. The function it returns puts it in place, unless another process
// was faster, and is to be called within a commit of the index, which syncs the
// folder that the store's own stands in.
func (s *fileStore) prepare(ctx context.Context) (install func() error, err error) {
	if _, err := os.Stat(s.identityPath()); !errors.Is(err, fs.ErrNotExist) {
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
		if _, err := os.Stat(s.identityPath()); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return put()
	}, nil
}

// newIdentity makes an identity under a passphrase. The function it returns puts
// it in place of any that is there, and keeps it.
func (s *fileStore) newIdentity(passphrase []byte) (install func() error, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	sealed, err := s.sealIdentity(identity, passphrase)
	if err != nil {
		return nil, err
	}
	return func() error {
		if err := os.MkdirAll(s.dir, dirMode); err != nil {
			return err
		}
		if err := replaceFile(s.disk, s.identityPath(), sealed); err != nil {
			return err
		}
		info, err := os.Stat(s.identityPath())
		s.keep(identity, info)
		return err
	}, nil
}

// sealIdentity makes the content of the identity file.
func (s *fileStore) sealIdentity(identity *age.X25519Identity, passphrase []byte) ([]byte, error) {
	if len(passphrase) == 0 {
		return nil, ErrNoPassphrase
	}
	recipient, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(s.workFactor)
	defer debug.FreeOSMemory() // as in openIdentity
	return seal([]byte(identity.String()+"\n"), recipient)
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
	if info, err := os.Stat(s.identityPath()); err == nil && !sameFile(s.from, info) {
		s.identity = nil
	}
	return s.identity
}

// Lock drops the identity.
func (s *fileStore) Lock() { s.keep(nil, nil) }

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
	from, err := os.Stat(s.identityPath())
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	identity, err := s.openIdentity(passphrase)
	if err == nil {
		s.keep(identity, from)
	}
	return identity, err
}

func (s *fileStore) openIdentity(passphrase []byte) (*age.X25519Identity, error) {
	data, err := readBounded(s.identityPath())
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	if len(passphrase) == 0 {
		return nil, ErrWrongPassphrase
	}
	scrypt, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return nil, err
	}
	// scrypt wants 256 MiB for a second; the runtime would keep them.
	defer debug.FreeOSMemory()
	plain, err := unseal(data, scrypt)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: identity file: %w", ErrCorrupt, err)
	}
	identity, err := age.ParseX25519Identity(strings.TrimSpace(string(plain)))
	if err != nil { // whose text could quote the key
		return nil, fmt.Errorf("%w: identity file", ErrCorrupt)
	}
	return identity, nil
}

// ChangePassphrase puts the identity under another passphrase in one step.
func (s *fileStore) ChangePassphrase(ctx context.Context, from, to []byte) error {
	return s.whileUnlocking(ctx, func() error {
		identity, err := s.openIdentity(from)
		if err != nil {
			return err
		}
		sealed, err := s.sealIdentity(identity, to)
		if err != nil {
			return err
		}
		kept := s.held() != nil
		if err := replaceFile(s.disk, s.identityPath(), sealed); err != nil {
			return err
		}
		info, err := os.Stat(s.identityPath())
		if kept {
			s.keep(identity, info)
		}
		return err
	})
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
	switch _, err := os.Stat(s.identityPath()); {
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
	f, err := os.Open(path) //nolint:gosec // a valid item name in the vault's folder
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
