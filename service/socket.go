package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// The reasons for which there is no socket, to be asked for with errors.Is.
var (
	// ErrServing: another process serves at this path.
	ErrServing = errors.New("another process serves at this path")
	// ErrOpenFolder: the socket's folder belongs to somebody else, is open to
	// others, or is a link.
	ErrOpenFolder = errors.New("the folder of the socket is not ours alone")
	// ErrNoSocket: something else lies where the socket belongs.
	ErrNoSocket = errors.New("what lies there is no socket")
	// ErrTooLong: the system takes no socket with so long a path.
	ErrTooLong = errors.New("the path is too long for a socket")
)

const (
	// maxPath is the longest path of a socket, in bytes, that every system takes.
	maxPath = 103
	// dialWait bounds the question whether somebody listens at a socket.
	dialWait = time.Second
)

// Socket is a listening Unix socket that hands on the connections of its own user
// only. Make one with [Listen].
type Socket struct {
	*net.UnixListener
	lock *flock.Flock
	user int
}

// Listen listens at a path, for this user only: mode 0600, in a folder of mode 0700
// that is made where it is missing. A socket that a dead process has left is
// replaced, and nothing else is: with ErrServing somebody listens there.
func Listen(ctx context.Context, path string) (*Socket, error) {
	if len(path) > maxPath {
		return nil, fmt.Errorf("%w: %s", ErrTooLong, path)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if err := private(folder); err != nil {
		return nil, err
	}
	// Of two starts at once only one may look whether the socket is dead, and
	// replace it.
	lock := flock.New(path + ".lock")
	switch got, err := lock.TryLock(); {
	case err != nil:
		return nil, err
	case !got:
		return nil, ErrServing
	}
	listener, err := bind(ctx, path)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return &Socket{UnixListener: listener, lock: lock, user: os.Geteuid()}, nil
}

func bind(ctx context.Context, path string) (*net.UnixListener, error) {
	if err := clearDead(ctx, path); err != nil {
		return nil, err
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	// Until here the folder alone kept others off.
	if err := restrict(path); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// clearDead takes away a socket at which nobody listens.
func clearDead(ctx context.Context, path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !isSocket(info):
		return fmt.Errorf("%w: %s", ErrNoSocket, path)
	}
	dialer := net.Dialer{Timeout: dialWait}
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err == nil {
		_ = conn.Close()
		return ErrServing
	}
	if !refused(err) {
		return ErrServing // too busy to answer, say
	}
	return os.Remove(path)
}

// Accept returns the next connection of this user; those of others are closed.
func (s *Socket) Accept() (net.Conn, error) {
	for {
		conn, err := s.AcceptUnix()
		if err != nil {
			return nil, err
		}
		if runBy(conn, s.user) {
			return conn, nil
		}
		_ = conn.Close()
	}
}

// Close takes the socket away, and lets another process serve at its path.
func (s *Socket) Close() error {
	return errors.Join(s.UnixListener.Close(), s.lock.Unlock())
}
