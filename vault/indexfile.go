package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
)

const (
	indexName = "index.json"
	copyName  = "index.1.json"
	lockName  = "index.lock"

	// lockWait bounds the wait for another process that holds the index lock. It
	// is held for one read and write of the index, so a longer wait means a fault.
	lockWait = 10 * time.Second
	lockPoll = 2 * time.Millisecond
)

// indexFile is the index of one folder: the newest generation in memory, the
// file, its second copy, and the lock that all processes share.
type indexFile struct {
	dir     string // "" keeps the index in memory only
	disk    disk
	changed func() // called after another generation was taken over

	mu       sync.Mutex // held for each read-modify-write in this process
	lock     *flock.Flock
	ours     atomic.Bool // snap is the newest generation, and nobody else can write
	taking   sync.Mutex  // held while snap is replaced, from reading the file on
	snap     atomic.Pointer[snapshot]
	buffer   []byte // of the last encoding, to use again
	keptCopy string // where a broken index was put aside, "" if none was
}

func newIndexFile(dir string, d disk, changed func()) *indexFile {
	x := &indexFile{dir: dir, disk: d, changed: changed}
	if dir != "" {
		x.lock = newLock(x.path(lockName))
	}
	x.snap.Store(newSnapshot(0))
	return x
}

func (x *indexFile) path(name string) string { return filepath.Join(x.dir, name) }

// current returns the newest generation, whoever holds the lock: it costs one stat,
// and one read of the file if another process wrote it. Where that can't be had, the
// last known generation serves.
func (x *indexFile) current() *snapshot {
	snap := x.snap.Load()
	if x.dir == "" {
		return snap
	}
	info, err := os.Stat(x.path(indexName)) //nolint:gosec // a name of this package in the vault's folder
	switch {
	case err != nil || sameFile(snap.info, info):
		return snap
	case x.ours.Load():
		return x.snap.Load() // what is being written is none yet
	}
	return x.takeOver(info)
}

// takeOver reads the generation of another process, of which info is the file, unless
// somebody did meanwhile: who waits for that gets no older one than who came first.
func (x *indexFile) takeOver(info os.FileInfo) *snapshot {
	x.taking.Lock()
	old := x.snap.Load()
	next := old
	if !sameFile(old.info, info) {
		if read, err := x.read(indexName); err == nil {
			next = read
			x.snap.Store(next)
		}
	}
	x.taking.Unlock()
	x.tell(old, next)
	return next
}

func sameFile(a, b os.FileInfo) bool {
	return a != nil && b != nil && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}

// locked runs do with the newest generation while no other process can write.
func (x *indexFile) locked(ctx context.Context, do func(*snapshot) error) (err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.lock == nil {
		return do(x.snap.Load())
	}
	wait, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	if _, err := x.lock.TryLockContext(wait, lockPoll); err != nil {
		if wait.Err() != nil && ctx.Err() == nil {
			return fmt.Errorf("index lock: %w", ErrTimeout)
		}
		return fmt.Errorf("index lock: %w", err)
	}
	defer func() { err = errors.Join(err, x.lock.Unlock()) }()
	snap, err := x.newest()
	if err != nil {
		return err
	}
	x.ours.Store(true)
	defer x.ours.Store(false)
	return do(snap)
}

// commit lets change make the next generation and writes it. When change or the
// write fails, the old generation stands, but for a fault after the last rename:
// then the new one stands and may be lost if the machine stops now.
func (x *indexFile) commit(ctx context.Context, change func(*draft) error) error {
	return x.locked(ctx, func(snap *snapshot) error {
		d := snap.draft()
		if err := change(d); err != nil || !d.dirty {
			return err
		}
		next, err := d.seal()
		if err != nil {
			return err
		}
		if x.dir == "" {
			x.publish(next)
			return nil
		}
		return x.write(next)
	})
}

// newest returns the generation on disk, read again only if it is not the one in
// memory. The caller holds the lock.
func (x *indexFile) newest() (*snapshot, error) {
	snap := x.snap.Load()
	if h, err := x.headOf(indexName); err == nil && h == snap.head {
		return snap, nil
	}
	next, err := x.load()
	if err != nil {
		return nil, err
	}
	x.publish(next)
	return next, nil
}

// load reads the index, or what can stand in for it. The caller holds the lock.
func (x *indexFile) load() (*snapshot, error) {
	next, err := x.read(indexName)
	if err == nil {
		return x.orNewerCopy(next), nil
	}
	if !errors.Is(err, errBroken) && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	spare, spareErr := x.read(copyName)
	if errors.Is(spareErr, ErrNewerIndex) {
		return nil, spareErr
	}
	// What this process still knows may be newer than the copy.
	if known := x.snap.Load(); known.generation > 0 && (spare == nil || known.generation >= spare.generation) {
		spare = known.detached()
	}
	if spare == nil {
		if spare, spareErr = x.standIn(err, spareErr); spareErr != nil {
			return nil, spareErr
		}
	}
	return spare, x.putAside(indexName, err)
}

// orNewerCopy returns the second copy if it is of a later generation than the index.
// The copy is written last, so an older index was put back by somebody, or by a disk
// that lost the rename; it would refer to items that are deleted.
func (x *indexFile) orNewerCopy(index *snapshot) *snapshot {
	if h, err := x.headOf(copyName); err != nil || h.generation <= index.generation {
		return index
	}
	if spare, err := x.read(copyName); err == nil {
		return spare
	}
	return index
}

// read reads a generation whole.
func (x *indexFile) read(name string) (*snapshot, error) {
	path := x.path(name)
	info, err := os.Stat(path) //nolint:gosec // a name of this package in the vault's folder
	if err != nil {
		return nil, err
	}
	b, err := readFile(path)
	if err != nil {
		return nil, err
	}
	next, err := decodeIndex(b, x.snap.Load())
	if err != nil {
		return nil, err
	}
	if name == indexName {
		next.info = info // stale if replaced in between, which only costs one more read
	}
	return next, nil
}

// headOf reads the beginning of a generation.
func (x *indexFile) headOf(name string) (head, error) {
	f, err := openFile(x.path(name))
	if err != nil {
		return head{}, err
	}
	defer func() { _ = f.Close() }()
	var b [256]byte
	n, err := io.ReadFull(f, b[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return head{}, err
	}
	h, _, err := readHead(b[:n])
	return h, err
}

// write makes next the index, and then its second copy. The copy is not synced: a
// power cut can tear it, but not together with the index.
func (x *indexFile) write(next *snapshot) error {
	x.buffer = appendIndex(x.buffer[:0], next)
	var err error
	if next.head, _, err = readHead(x.buffer); err != nil {
		return err
	}
	older, linked := x.linkOlder()
	path := x.path(indexName)
	if err := swapIn(x.disk, x.disk.WriteSync, path, x.buffer); err != nil {
		return errors.Join(err, x.disk.Remove(older))
	}
	syncErr := x.disk.SyncDir(x.dir)
	if info, err := os.Stat(path); err == nil { //nolint:gosec // a name of this package in the vault's folder
		next.info = info
	}
	if linked {
		x.keepOlder(older, next)
	}
	x.publish(next)
	_ = x.writeCopy() // the next write makes up for it, and settle insists on it
	return syncErr
}

// writeCopy makes the second copy from what was encoded last. The one before goes
// first: a rename onto a file has ext4 wait until the new one is on the disk, which
// takes longer than all the rest. It is no loss, for index and older generation stand.
func (x *indexFile) writeCopy() error {
	path := x.path(copyName)
	return swapIn(x.disk, func(temp string, data []byte) error {
		if err := x.disk.Write(temp, data); err != nil {
			return err
		}
		return x.disk.Remove(path)
	}, path, x.buffer)
}

// settle makes sure that the second copy is as new as the index, so that nothing
// on disk refers to an item that is about to be deleted. The caller holds the lock.
func (x *indexFile) settle(present *snapshot) error {
	if x.dir == "" || present.info == nil {
		return nil
	}
	if h, err := x.headOf(copyName); err == nil && h == present.head {
		return nil
	}
	x.buffer = appendIndex(x.buffer[:0], present)
	return x.writeCopy()
}

func (x *indexFile) publish(next *snapshot) {
	x.taking.Lock()
	old := x.snap.Swap(next)
	x.taking.Unlock()
	x.tell(old, next)
}

func (x *indexFile) tell(old, next *snapshot) {
	if old.head != next.head || old.generation != next.generation {
		x.changed()
	}
}

// detached is the generation without a file.
func (s *snapshot) detached() *snapshot {
	c := *s
	c.info = nil
	c.head = head{}
	return &c
}
