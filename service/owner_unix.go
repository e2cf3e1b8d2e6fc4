//go:build !windows

package service

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// private tells whether a folder is ours alone.
func private(folder string) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%w: %s", ErrOpenFolder, folder)
	}
	return nil
}

// restrict keeps other users off a socket.
func restrict(path string) error { return os.Chmod(path, 0o600) }

func isSocket(info fs.FileInfo) bool { return info.Mode().Type() == fs.ModeSocket }

// refused tells that nobody listens.
func refused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
