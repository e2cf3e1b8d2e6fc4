package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/natefinch/atomic"
)

// fileMode lets only the owner read.
const fileMode = 0o600

// Options say how a backup is saved.
type Options struct {
	// Replace lets it take the place of a file that is there. That one stays until
	// the new one is verified.
	Replace bool
	// Identities, if given, are tried on what was read back as well.
	Identities Identities
}

// Save encrypts a content and puts it into a file that only its owner can read.
// When it returns nil, the file was synced, read back, decrypted and compared
// first; see the package comment for what that means. When it returns an error,
// nothing has changed. Errors are fs.ErrExist (wrapped) where a file is there and
// Replace is not set, ErrNotVerified, ErrWrongIdentity, ErrTooLarge, that of ctx,
// and those of the disk. For a passphrase it takes about two seconds, in which it
// does not notice that ctx ends, but it saves nothing then.
func Save(ctx context.Context, path string, c Content, l Lock, o Options) error {
	if err := placeFor(path, o.Replace); err != nil {
		return err
	}
	plain, err := encode(c)
	if err != nil {
		return err
	}
	s, err := l.seal(plain)
	if err != nil {
		return err
	}
	return write(path, s.data, o.Replace, func(stored []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := verify(stored, plain, s, len(l.Keys), o.Identities); err != nil {
			return err
		}
		return ctx.Err()
	})
}

// verify holds what was read back to what was to be saved.
func verify(stored, plain []byte, s sealed, keys int, identities Identities) error {
	file, err := Read(stored)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotVerified, err)
	}
	if keys > 0 && file.Recipients() != keys || keys == 0 && !file.WantsPassphrase() {
		return fmt.Errorf("%w: recipients", ErrNotVerified)
	}
	found, err := file.decrypt(ErrNotVerified, s.opener)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrNotVerified, err)
	case !bytes.Equal(found, plain):
		return ErrNotVerified
	case identities.Given():
		_, err = file.decrypt(ErrWrongIdentity, identities.list...)
	}
	return err
}

// placeFor refuses a place before the slow part begins.
func placeFor(path string, replace bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !replace:
		return &fs.PathError{Op: "save", Path: path, Err: fs.ErrExist}
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "replace", Path: path, Err: errors.New("is no file")}
	}
	return nil
}

// write puts data into a temporary file beside path, lets verify see what the
// system reads back from it, and gives it its name.
func write(path string, data []byte, replace bool, verify func(stored []byte) error) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".keycase-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(temp.Name()))
		}
	}()
	_, err = temp.Write(data)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return err
	}
	stored, err := load(temp.Name())
	if err != nil {
		return err
	}
	if err := verify(stored); err != nil {
		return err
	}
	return publish(temp.Name(), path, replace)
}

// publish gives a temporary file its name. Where nothing may be replaced, the
// name is taken first, so that a file which came meanwhile stays.
func publish(temp, path string, replace bool) error {
	if !replace {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode) //nolint:gosec // the person names it
		if err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return errors.Join(err, remove(path))
		}
	}
	if err := atomic.ReplaceFile(temp, path); err != nil {
		if !replace {
			err = errors.Join(err, remove(path))
		}
		return err
	}
	return syncDir(filepath.Dir(path))
}

// remove deletes a file; one that is not there is no error.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders can't be synced there; ReplaceFile writes through
	}
	d, err := os.Open(dir) //nolint:gosec // the person names it
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// load reads a file, but no more of it than a backup can have.
func load(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the person names it
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if len(data) > MaxSize {
		return nil, ErrTooLarge
	}
	return data, nil
}

// ReadFile is Read for a file.
func ReadFile(path string) (Sealed, error) {
	data, err := load(path)
	if err != nil {
		return Sealed{}, err
	}
	return Read(data)
}
