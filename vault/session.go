package vault

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"
)

const (
	sessionsDir = "sessions"
	lockSuffix  = ".lock"
	itemsSuffix = ".items"
)

// session is one process's list of the items that are under way: written before
// the store is asked to keep or to drop them, and struck out when the index
// agrees with the store. Its lock tells other processes whether the owner lives;
// the list of a dead one is taken over by the next vault that opens.
//
// The files are sessions/ID.lock and sessions/ID.items, made at the first use.
// A line of the list is "+STORE ITEM" or "-STORE ITEM".
type session struct {
	dir  string // "" keeps no list
	disk disk

	mu   sync.Mutex
	id   string
	lock *flock.Flock
	open map[string]bool // what is listed and not struck out, as entry makes it

	listed bool // the list's file is on disk for good
}

func newSession(dir string, d disk) *session {
	if dir != "" {
		dir = filepath.Join(dir, sessionsDir)
	}
	return &session{dir: dir, disk: d, open: map[string]bool{}}
}

func (s *session) file(id, suffix string) string { return filepath.Join(s.dir, id+suffix) }

// start makes the session's files. The caller holds the index lock, so that
// nobody takes the new lock for a dead one's before it is held.
func (s *session) start(rand io.Reader) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" || s.lock != nil {
		return nil
	}
	id, err := randomName(rand, idBytes)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, dirMode); err != nil { //nolint:gosec // a name of this package in the vault's folder
		return err
	}
	if err := s.disk.SyncDir(filepath.Dir(s.dir)); err != nil {
		return err
	}
	lock := newLock(s.file(id, lockSuffix))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return errors.Join(err, fs.ErrExist)
	}
	s.id, s.lock = id, lock
	return nil
}

func (s *session) started() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dir == "" || s.lock != nil
}

// note lists items of a store before they are touched.
func (s *session) note(kind StoreKind, items []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := []byte{'\n'} // ends a line that a full disk may have cut before
	var added []string
	for _, item := range items {
		if e := entry(kind, item); item != "" && !s.open[e] {
			lines = append(append(lines, '+'), e+"\n"...)
			added = append(added, e)
		}
	}
	if s.dir == "" || len(added) == 0 {
		return nil
	}
	path := s.file(s.id, itemsSuffix)
	if err := s.disk.AppendSync(path, lines); err != nil {
		return err
	}
	if err := endsWith(path, lines); err != nil {
		return err
	}
	if !s.listed {
		if err := s.disk.SyncDir(s.dir); err != nil {
			return err
		}
		s.listed = true
	}
	for _, e := range added {
		s.open[e] = true
	}
	return nil
}

// strike marks items as settled. It may fail or be lost: striking out twice does
// no harm, so the error is of no use to anyone.
func (s *session) strike(kind StoreKind, items []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := []byte{'\n'}
	for _, item := range items {
		if e := entry(kind, item); s.open[e] {
			delete(s.open, e)
			lines = append(append(lines, '-'), e+"\n"...)
		}
	}
	switch path := s.file(s.id, itemsSuffix); {
	case s.dir == "" || len(lines) == 1:
	case len(s.open) == 0:
		_ = s.disk.Empty(path)
	default:
		_ = s.disk.AppendSync(path, lines)
	}
}

// entry is how a list names an item.
func entry(kind StoreKind, item string) string { return string(kind) + " " + item }

// close ends the session. What is still open stays on disk for the next start.
func (s *session) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return nil
	}
	lock := s.lock
	s.lock = nil
	if len(s.open) > 0 {
		return lock.Unlock()
	}
	return s.removeFiles(s.id, lock)
}

// removeFiles deletes a session's files; lock is held, and given back.
func (s *session) removeFiles(id string, lock *flock.Flock) error {
	err := s.disk.Remove(s.file(id, itemsSuffix))
	err = errors.Join(err, lock.Unlock()) // Windows removes no open file
	return errors.Join(err, s.disk.Remove(s.file(id, lockSuffix)))
}

// adopt takes over what dead sessions left under way, and returns it by store.
// The caller holds the index lock.
func (s *session) adopt(rand io.Reader) (map[StoreKind][]string, error) {
	ids, err := s.others()
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	adopted := map[StoreKind][]string{}
	for _, id := range ids {
		items, err := s.adoptOne(id, rand)
		if err != nil {
			return adopted, err
		}
		for kind, items := range items {
			adopted[kind] = append(adopted[kind], items...)
		}
	}
	return adopted, nil
}

func (s *session) adoptOne(id string, rand io.Reader) (map[StoreKind][]string, error) {
	lock := newLock(s.file(id, lockSuffix))
	if dead, err := lock.TryLock(); err != nil || !dead {
		return nil, err
	}
	data, err := s.read(id)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	open := openItems(data)
	if err := s.takeOver(open, rand); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return open, s.removeFiles(id, lock)
}

// read returns a session's list; one that is not there, or is no file, is empty.
func (s *session) read(id string) ([]byte, error) {
	data, err := readFile(s.file(id, itemsSuffix))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNoFile) {
		return nil, nil
	}
	return data, err
}

// takeOver notes another's items as the own ones.
func (s *session) takeOver(open map[StoreKind][]string, rand io.Reader) error {
	if len(open) == 0 {
		return nil
	}
	if err := s.start(rand); err != nil {
		return err
	}
	for _, kind := range slices.Sorted(maps.Keys(open)) {
		if err := s.note(kind, open[kind]); err != nil {
			return err
		}
	}
	return nil
}

// others lists the ids of the sessions on disk but the own one.
func (s *session) others() ([]string, error) {
	if s.dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	ids := map[string]bool{}
	for _, e := range entries {
		for _, suffix := range []string{lockSuffix, itemsSuffix} {
			if id, ok := strings.CutSuffix(e.Name(), suffix); ok {
				ids[id] = true
			}
		}
	}
	delete(ids, s.id)
	return slices.Sorted(maps.Keys(ids)), nil
}

// underWay returns the items of a store that any session has listed, dead or alive.
// The caller holds the index lock.
func (s *session) underWay(kind StoreKind) (map[string]bool, error) {
	under := map[string]bool{}
	ids, err := s.others()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.id != "" {
		ids = append(ids, s.id)
	}
	for _, id := range ids {
		data, err := s.read(id)
		if err != nil {
			return nil, err
		}
		for _, item := range openItems(data)[kind] {
			under[item] = true
		}
	}
	return under, nil
}

// openItems reads a list. A line that was cut by a crash is left out: its item
// was not touched yet, or was struck out and is settled anyway.
func openItems(data []byte) map[StoreKind][]string {
	open := map[StoreKind][]string{}
	for line := range strings.Lines(string(data)) {
		text, whole := strings.CutSuffix(line, "\n")
		if !whole || text == "" {
			continue
		}
		kind, item, _ := strings.Cut(text[1:], " ")
		k := StoreKind(kind)
		if !k.valid() || !validItem(item) && entry(k, item) != identityEntry {
			continue
		}
		open[k] = slices.DeleteFunc(open[k], func(x string) bool { return x == item })
		if text[0] == '+' {
			open[k] = append(open[k], item)
		}
		if len(open[k]) == 0 {
			delete(open, k)
		}
	}
	return open
}
