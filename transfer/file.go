package transfer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/natefinch/atomic"
)

// fileMode lets only the owner read.
const fileMode = 0o600

// WriteFile puts data into a file that only its owner can read. A file that is
// there stays as it is, with an error that wraps fs.ErrExist, unless replace is
// set. After a crash the file has either all of data or what it had before, which
// is nothing for a new one. On Windows the folder's own rules say who can read.
func WriteFile(path string, data []byte, replace bool) (err error) {
	if !replace {
		// Taking the name first keeps what another process makes meanwhile.
		if err := take(path); err != nil {
			return err
		}
		defer func() {
			if err != nil {
				err = errors.Join(err, os.Remove(path))
			}
		}()
	} else if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "replace", Path: path, Err: errors.New("is no file")}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".keycase-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = atomic.ReplaceFile(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}

// take makes an empty file where nothing is, not even a link.
func take(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode) //nolint:gosec // the person names it
	if err != nil {
		return err
	}
	return f.Close()
}
