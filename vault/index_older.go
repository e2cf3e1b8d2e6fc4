package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// olderName is the generation before the present one. It may refer to items that
// are deleted, so it serves only where neither the index nor its second copy does,
// and the vault says so until it was reconciled with the store.
const olderName = "index.older.json"

// Recovery tells how much of an index could be had when it was lost. It is kept in
// the index until [Vault.Repair] has reconciled it with the store.
type Recovery string

const (
	// RecoveryNone says that nothing was lost.
	RecoveryNone Recovery = ""
	// RecoveryOlder says that the index and its second copy were damaged or gone, and the
	// generation before them was taken. The last change is lost: what it added is
	// missing, and what it deleted is there again, without its secrets.
	RecoveryOlder Recovery = "older"
	// RecoveryEmpty says that the index was gone and no generation of it was left. The list
	// of credentials began anew.
	RecoveryEmpty Recovery = "empty"
)

func (r Recovery) valid() bool {
	return r == RecoveryNone || r == RecoveryOlder || r == RecoveryEmpty
}

// linkOlder gives the index that is about to be replaced a second name. That costs
// next to nothing, and its content is on disk already. Only once it was replaced
// does it become the older generation, so that the two never share one file. A
// failure is not worth failing a write for: the one before stays.
func (x *indexFile) linkOlder() (temp string, ok bool) {
	temp = tempName(x.path(olderName))
	return temp, x.disk.Link(x.path(indexName), temp) == nil
}

// keepOlder makes what stands at temp the older generation, unless it names
// another store than next does: after a move there is nothing in that any more.
func (x *indexFile) keepOlder(temp string, next *snapshot) {
	path := x.path(olderName)
	if old := x.snap.Load(); old.store != next.store {
		_ = x.disk.Remove(temp)
		_ = swapIn(x.disk, x.disk.Write, path, x.buffer)
		return
	}
	if x.disk.Rename(temp, path) != nil {
		_ = x.disk.Remove(temp)
	}
}

// standIn returns what serves where neither the index nor its second copy can be
// read, for the reasons given. The caller holds the lock.
func (x *indexFile) standIn(indexErr, copyErr error) (*snapshot, error) {
	for _, err := range []error{indexErr, copyErr} {
		if !errors.Is(err, errBroken) && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w: %w; second copy: %w", ErrCorrupt, indexErr, copyErr)
		}
	}
	older, err := x.read(olderName)
	switch {
	case err == nil:
		older = older.detached()
		older.recovery = RecoveryOlder
		return older, x.putAside(copyName, copyErr)
	case errors.Is(err, ErrNewerIndex):
		return nil, err
	case errors.Is(indexErr, fs.ErrNotExist) && errors.Is(copyErr, fs.ErrNotExist) && errors.Is(err, fs.ErrNotExist):
		return x.first()
	}
	return nil, fmt.Errorf("%w: %w; second copy: %w; older generation: %w", ErrCorrupt, indexErr, copyErr, err)
}

// first is the index of a folder that has none: empty, and known to be lost where
// the folder was used before. The session's folder is made after the first index,
// and no item is stored before that.
func (x *indexFile) first() (*snapshot, error) {
	s := newSnapshot(0)
	entries, err := os.ReadDir(x.path(secretsDir)) //nolint:gosec // a name of this package in the vault's folder
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return itemOfFile(e.Name()) != "" }) {
		s.recovery, s.store = RecoveryEmpty, StoreFile
		return s, nil
	}
	_, err = os.Stat(x.path(sessionsDir)) //nolint:gosec // a name of this package in the vault's folder
	switch {
	case err == nil:
		s.recovery = RecoveryEmpty
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return s, nil
}

// itemOfFile returns the item whose file in the file store has this name, "" for
// any other file.
func itemOfFile(name string) string {
	item, ok := strings.CutSuffix(name, itemSuffix)
	if !ok || !validItem(item) {
		return ""
	}
	return item
}

// putAside keeps a file of the index for inspection, if err says that it is broken.
func (x *indexFile) putAside(name string, err error) error {
	if !errors.Is(err, errBroken) {
		return nil
	}
	for n := 1; ; n++ {
		kept := x.path(fmt.Sprintf("index.broken-%d.json", n))
		_, err := os.Lstat(kept) //nolint:gosec // a name of this package in the vault's folder
		if err == nil {
			continue
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := x.disk.Rename(x.path(name), kept); err != nil {
			return err
		}
		if x.keptCopy == "" {
			x.keptCopy = kept
		}
		return nil
	}
}
