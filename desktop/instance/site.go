package instance

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
)

const (
	socketName = "window.sock"
	// recordName is the file with the path of a socket that lies elsewhere.
	recordName = "window.where"
	// folderPrefix begins the name of a folder for it there.
	folderPrefix = "keycase-"
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

// listen replaces whatever lies where the socket belongs: the lock is held, so
// nobody listens there.
func (s site) listen() (*net.UnixListener, error) {
	left := s.recorded()
	_ = os.Remove(s.record()) // what it told of is gone; where it stays, so will the next
	listener, err := listenAt(s.inside())
	if err == nil {
		return listener, nil
	}
	// A killed process leaves one folder behind, and not one at each start.
	if folder := filepath.Dir(left); left != s.inside() && strings.HasPrefix(filepath.Base(folder), folderPrefix) {
		if listener, err := s.listenIn(folder); err == nil {
			return listener, nil
		}
	}
	for _, base := range s.bases {
		if !filepath.IsAbs(base) {
			continue
		}
		if listener, err = s.listenBelow(base); err == nil {
			return listener, nil
		}
	}
	return nil, err
}

// listenBelow makes a folder in a base. Nobody can know its name beforehand: where
// all users may write, somebody could else have made it first and kept us out.
func (s site) listenBelow(base string) (*net.UnixListener, error) {
	folder, err := os.MkdirTemp(base, folderPrefix)
	if err != nil {
		return nil, err
	}
	listener, err := s.listenIn(folder)
	if err != nil {
		return nil, errors.Join(err, os.Remove(folder))
	}
	return listener, nil
}

func (s site) listenIn(folder string) (*net.UnixListener, error) {
	if err := private(folder); err != nil {
		return nil, err
	}
	path := filepath.Join(folder, socketName)
	listener, err := listenAt(path)
	if err != nil {
		return nil, err
	}
	if err := s.write(path); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// write makes the record. It was taken away before, so what lies there now is not
// ours to write to.
func (s site) write(path string) error {
	file, err := os.OpenFile(s.record(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, path)
	return errors.Join(err, file.Close())
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
	if !regular(s.record()) {
		return s.inside()
	}
	file, err := os.OpenFile(s.record(), os.O_RDONLY|careful, 0)
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

// regular tells whether a file is one: opening a pipe waits for its other end, and
// a link leads anywhere.
func regular(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// clear takes away what listen made besides the socket at the path, which goes with
// the listener. What stays does no harm.
func (s site) clear(path string) {
	_ = os.Remove(s.record()) // #nosec G703 -- a name of ours
	if path != s.inside() {
		_ = os.Remove(filepath.Dir(path)) // #nosec G703 -- the same; only if it is empty
	}
}
