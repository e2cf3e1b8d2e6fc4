package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"keycase/broker"
	"keycase/internal/lazy"
)

const (
	// mostBytes is how long a file may get, and keptBytes what is kept of it
	// then: about a thousand records.
	mostBytes = 200 << 10
	keptBytes = 150 << 10

	lockName = "history.lock"
	// lockPatience is how long a record waits for other processes.
	lockPatience = 2 * time.Second
	lockPause    = 2 * time.Millisecond

	dirMode  = 0o700
	fileMode = 0o600
)

// History is a folder of histories. Its methods may be called from any goroutine
// and of several Histories on the same folder; they take as long as a file does.
type History struct {
	dir string

	mu  sync.Mutex
	err error
}

// Open returns the history in a folder, which is made when there is something to
// keep; "" keeps nothing. It does not fail: see Err.
func Open(dir string) *History { return &History{dir: dir} }

// Keep adds a call; it does what broker.History asks for.
func (h *History) Keep(c broker.Called) {
	if h.dir == "" {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = h.append(c.Credential, recordOf(c))
}

// Remove drops what was kept of a credential; it does what broker.History asks for.
func (h *History) Remove(credential string) {
	if h.dir == "" {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = h.remove(credential)
}

// Err is why the newest record could not be kept, or the newest history not be
// removed; nil where all went well.
func (h *History) Err() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.err
}

// Read returns what was done with a credential, the newest first: all of it, or
// only what was about a subject (a machine_code) where one is given. It is empty
// where nothing was done yet.
func (h *History) Read(credential, subject string) ([]Record, error) {
	if h.dir == "" {
		return nil, nil
	}
	path, err := h.path(credential)
	if err != nil {
		return nil, err
	}
	data, err := newest(path, mostBytes)
	if err != nil {
		return nil, err
	}
	records := parse(data)
	if subject != "" {
		records = slices.DeleteFunc(records, func(r Record) bool { return r.Subject != subject })
	}
	return records, nil
}

// credentialID is the shape of those that the vault makes. Anything else could
// lead out of the folder.
var credentialID = lazy.Regexp(`^[a-z0-9]{1,64}$`)

var errNoID = errors.New("not the ID of a credential")

func (h *History) path(credential string) (string, error) {
	if !credentialID().MatchString(credential) {
		return "", errNoID
	}
	return filepath.Join(h.dir, credential+".jsonl"), nil
}

// locked does something while no other process changes the files.
func (h *History) locked(do func() error) error {
	if err := os.MkdirAll(h.dir, dirMode); err != nil { //nolint:gosec // the folder is what the program was given
		return err
	}
	path := filepath.Join(h.dir, lockName)
	if err := regular(path); err != nil {
		return err
	}
	lock := flock.New(path)
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	if _, err := lock.TryLockContext(ctx, lockPause); err != nil {
		return fmt.Errorf("lock the history: %w", err)
	}
	return errors.Join(do(), lock.Unlock())
}

func (h *History) append(credential string, r Record) error {
	path, err := h.path(credential)
	if err != nil {
		return err
	}
	line, err := r.line()
	if err != nil {
		return err
	}
	return h.locked(func() error {
		size, err := appendLine(path, line)
		if err != nil || size <= mostBytes {
			return err
		}
		return shorten(path)
	})
}

func (h *History) remove(credential string) error {
	path, err := h.path(credential)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return h.locked(func() error { return os.Remove(path) })
}

var errNoFile = errors.New("it is no file")

// regular returns errNoFile where something else than a file is at a path: a pipe
// would be waited for, and a link leads to a file of somebody else's.
func regular(path string) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() { //nolint:gosec // the path is made by this package
		return fmt.Errorf("%s: %w", filepath.Base(path), errNoFile)
	}
	return nil
}

// appendLine adds a line, after what a dead process may have left of another, and
// returns how long the file is now.
func appendLine(path string, line []byte) (size int64, err error) {
	if err := regular(path); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, fileMode) //nolint:gosec // the path is made by this package
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	if size = info.Size(); size > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, size-1); err != nil {
			return 0, err
		}
		if last[0] != '\n' {
			line = slices.Concat([]byte{'\n'}, line)
		}
	}
	n, err := f.Write(line)
	return size + int64(n), err
}

// shorten replaces a file by its newest part.
func shorten(path string) error {
	data, err := newest(path, keptBytes)
	if err != nil {
		return err
	}
	temp := path + ".tmp"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) { // #nosec G703 -- left of a dead process
		return err
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode) //nolint:gosec // the path is made by this package
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(temp, path) //nolint:gosec // the path is made by this package
}

// newest reads the last whole lines of a file, at most limit bytes of them;
// nothing where there is no file.
func newest(path string, limit int64) ([]byte, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	f, err := os.Open(path) //nolint:gosec // the path is made by this package
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	from := max(0, info.Size()-limit)
	data, err := io.ReadAll(io.NewSectionReader(f, from, limit))
	if from > 0 {
		data = afterLine(data)
	}
	return data, err
}

// afterLine drops the first line, of which only the end may be there.
func afterLine(data []byte) []byte {
	i := slices.Index(data, '\n')
	return data[i+1:]
}
