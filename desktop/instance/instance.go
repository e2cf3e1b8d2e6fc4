// Package instance lets one data folder have one window. The first start holds a
// lock in the folder and listens; a second one finds the lock taken, asks the
// first to come to the front, and ends.
//
// What decides is the lock alone, which the system takes back however a process
// ends. The socket, a Unix one on every system, is only the way to the holder: one
// that a killed process left behind is replaced. Over it goes one constant word
// and one constant answer, never a path, a flag or anything else that a person or
// a program could choose.
package instance

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// The reasons for which there is no Instance, to be asked for with errors.Is.
var (
	// ErrRunning: another window has the folder, and was asked to show itself.
	ErrRunning = errors.New("a window with this data folder is open already")
	// ErrNotAnswering: another process has the folder and gave no answer in time.
	// It hangs, or it runs on another machine that shares the folder.
	ErrNotAnswering = errors.New("a window with this data folder is open, but does not answer")
	// ErrUnavailable: the folder takes no lock or no socket; it is read-only, say,
	// or lies on a network drive without locks. A window works without.
	ErrUnavailable = errors.New("a second window cannot be noticed in this data folder")
)

// errNoFile: opening a pipe waits for its other end, and a link leads anywhere.
var errNoFile = errors.New("it is no file")

const (
	lockName = "window.lock"
	// askWait bounds the wait of a second start for the first, and speakWait that
	// of the first for what the second has to say.
	askWait   = 2 * time.Second
	speakWait = 500 * time.Millisecond
	// askPause lies between two tries: a first start that has the lock may not
	// listen yet, and one that ends may not have given it back yet.
	askPause = 10 * time.Millisecond
)

// locker is the lock; tests put one in its place that fails.
type locker interface {
	TryLock() (bool, error)
	Unlock() error
}

// Instance is the right to be the window of a folder. A nil Instance does nothing,
// so that a program which got none can go on as if it had.
type Instance struct {
	lock     locker
	site     site
	listener *net.UnixListener

	mu   sync.Mutex
	show func() bool
}

// Acquire makes this process the one of a data folder, which has to exist. It
// returns within about two seconds, with ErrRunning, ErrNotAnswering or
// ErrUnavailable where it could not; only a drive that hangs keeps it longer.
func Acquire(dir string) (*Instance, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	s := site{dir: dir, bases: []string{os.Getenv("XDG_RUNTIME_DIR"), os.TempDir()}}
	lock := filepath.Join(dir, lockName)
	if info, err := os.Lstat(lock); err == nil && !info.Mode().IsRegular() { // #nosec G703 -- a name of ours
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, &fs.PathError{Op: "lock", Path: lock, Err: errNoFile})
	}
	return acquire(flock.New(lock, flock.SetFlag(os.O_CREATE|os.O_RDONLY|careful)), s, askWait)
}

func acquire(lock locker, s site, wait time.Duration) (*Instance, error) {
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	for {
		got, err := lock.TryLock()
		switch {
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
		case got:
			return begin(lock, s)
		case ask(ctx, s.recorded()):
			return nil, ErrRunning
		}
		select {
		case <-ctx.Done():
			return nil, ErrNotAnswering
		case <-time.After(askPause):
		}
	}
}

// begin listens. Whoever holds the lock without listening would only be in the
// way of others, so it is given back where that fails.
func begin(lock locker, s site) (*Instance, error) {
	listener, err := s.listen()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrUnavailable, err), lock.Unlock())
	}
	i := &Instance{lock: lock, site: s, listener: listener}
	go i.serve()
	return i, nil
}

// OnShow sets what brings the window to the front and tells whether it really came:
// one that is about to end does not. It is called on a goroutine of its own, one call
// at a time. Where fn returns true the second start is answered, and ends; else it is
// not, and goes on trying to have the folder for itself. Where fn waits for the
// window, a window that hangs is told as one. Before OnShow a second start is answered
// at once, because a window is about to come up.
func (i *Instance) OnShow(fn func() bool) {
	if i == nil {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.show = fn
}

// Close lets another process be the one. It does not wait for a call of OnShow's
// function that is under way. Further calls do nothing.
func (i *Instance) Close() error {
	if i == nil {
		return nil
	}
	i.OnShow(func() bool { return false })
	err := i.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	i.site.clear(i.listener.Addr().String())
	return errors.Join(err, i.lock.Unlock())
}
