package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

const (
	socketName = "window.sock"
	// recordName is the file with the path of a socket that lies elsewhere.
	recordName = "window.where"
	// maxPath is the longest path of a socket, in bytes, that every system takes.
	maxPath = 103
)

var errTooLong = errors.New("the path is too long for a socket")

// site is where the socket of a data folder lies: in the folder or, where its path
// is too long or its file system has no sockets, in a folder of our own in one of
// the bases, of which a file in the data folder tells.
type site struct {
	dir   string
	bases []string // absolute; others are passed over
}

func (s site) inside() string { return filepath.Join(s.dir, socketName) }
func (s site) record() string { return filepath.Join(s.dir, recordName) }

// outside is the folder in a base. Its name is the same at every start, so that
// killed processes leave one behind and not many.
func (s site) outside(base string) string {
	sum := sha256.Sum256([]byte(s.dir))
	return filepath.Join(base, "keycase-"+hex.EncodeToString(sum[:8]))
}

// listen replaces whatever lies where the socket belongs: the lock is held, so
// nobody listens there.
func (s site) listen() (*net.UnixListener, error) {
	_ = os.Remove(s.record()) // what it told of is gone; where it stays, so will the next
	listener, err := listenAt(s.inside())
	for _, base := range s.bases {
		if err == nil {
			break
		}
		if filepath.IsAbs(base) {
			listener, err = s.listenIn(s.outside(base))
		}
	}
	return listener, err
}

func (s site) listenIn(folder string) (*net.UnixListener, error) {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err := private(folder); err != nil {
		return nil, err
	}
	path := filepath.Join(folder, socketName)
	listener, err := listenAt(path)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(s.record(), []byte(path), 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

func listenAt(path string) (*net.UnixListener, error) {
	if len(path) > maxPath {
		return nil, fmt.Errorf("%w: %s", errTooLong, path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := restrict(path); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// recorded is where the process with the lock listens, or will in a moment.
func (s site) recorded() string {
	file, err := os.Open(s.record())
	if err != nil {
		return s.inside()
	}
	defer func() { _ = file.Close() }()
	path, err := io.ReadAll(io.LimitReader(file, maxPath+1))
	if err != nil || len(path) > maxPath || !filepath.IsAbs(string(path)) {
		return s.inside()
	}
	return string(path)
}

// clear takes away what listen made besides the socket, which goes with the
// listener. What stays does no harm.
func (s site) clear() {
	_ = os.Remove(s.record()) // #nosec G703 -- a name of ours
	for _, base := range s.bases {
		if filepath.IsAbs(base) {
			_ = os.Remove(s.outside(base)) // #nosec G703 -- the same; only if it is empty
		}
	}
}
