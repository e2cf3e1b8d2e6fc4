// Package ownfile reads and writes short notes in a folder of ours, where something
// else may have been put in their place: a pipe would be waited for, a link leads to
// another file, and a device is read without end.
package ownfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Read returns a file of at most longest bytes. What is no plain file, or a longer one,
// gives [os.ErrInvalid].
func Read(path string, longest int64) ([]byte, error) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() || info.Size() > longest {
		return nil, errors.Join(err, os.ErrInvalid)
	}
	return os.ReadFile(path) //nolint:gosec // the caller's folder
}

// Write puts a new file, mode 0600, in the place of whatever lies there, and makes its
// folder where there is none.
func Write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the caller's folder
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
