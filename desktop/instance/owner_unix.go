//go:build !windows

package instance

import (
	"errors"
	"os"
	"syscall"
)

var errForeign = errors.New("the folder for the socket belongs to somebody else or is open to others")

// private tells whether a folder is ours alone. In a folder that all users share,
// somebody else may have made it first, or a link in its place.
func private(folder string) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || int(stat.Uid) != os.Geteuid() {
		return errForeign
	}
	return nil
}

// restrict keeps other users off a socket.
func restrict(socket string) error { return os.Chmod(socket, 0o600) }
