package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/natefinch/atomic"
)

const (
	fileMode = 0o600
	dirMode  = 0o700

	// On Windows a file can't be replaced while somebody has it open.
	renameTries = 50
	renamePause = 10 * time.Millisecond
)

// disk is what the vault asks of the file system, each call one step at which a
// machine can fail. Tests put faults in its place.
type disk interface {
	// WriteSync makes a temporary file, in place of what stands there under its
	// name, writes it whole and syncs it. It never follows a link.
	WriteSync(path string, data []byte) error
	// Write is WriteSync without the sync.
	Write(path string, data []byte) error
	// Empty cuts a file to nothing and keeps its entry in the folder.
	Empty(path string) error
	// AppendSync adds to the end of a file, made if need be, and syncs it.
	AppendSync(path string, data []byte) error
	// Link gives from another name, or copies it where the file system has no
	// links. It follows no link that stands under that name.
	Link(from, to string) error
	// Rename replaces to by from in one step.
	Rename(from, to string) error
	// Remove deletes a file; one that is not there is no error.
	Remove(path string) error
	// SyncDir makes the renames and removals in a folder durable.
	SyncDir(dir string) error
}

// osDisk is the real one.
type osDisk struct{}

func (d osDisk) WriteSync(path string, data []byte) error {
	return d.writeNew(path, data, (*os.File).Sync)
}

func (d osDisk) Write(path string, data []byte) error {
	return d.writeNew(path, data, func(*os.File) error { return nil })
}

// writeNew opens no file that is there: that could be a link to another one,
// which somebody put into the folder.
func (d osDisk) writeNew(path string, data []byte, sync func(*os.File) error) error {
	if err := d.Remove(path); err != nil {
		return err
	}
	return writeTo(path, data, os.O_EXCL, sync)
}

func (osDisk) Empty(path string) error { return os.Truncate(path, 0) }

func (osDisk) AppendSync(path string, data []byte) error {
	return writeTo(path, data, os.O_APPEND, (*os.File).Sync)
}

func writeTo(path string, data []byte, flag int, sync func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|careful|flag, fileMode) //nolint:gosec // all paths are made by this package
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = sync(f)
	}
	return errors.Join(err, f.Close())
}

func (d osDisk) Link(from, to string) error {
	if err := d.Remove(to); err != nil {
		return err
	}
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := readFile(from)
	if err != nil {
		return err
	}
	return d.Write(to, data)
}

func (osDisk) Rename(from, to string) error {
	err := atomic.ReplaceFile(from, to)
	for try := 1; err != nil && runtime.GOOS == "windows" && try < renameTries; try++ {
		<-time.After(renamePause) // a reader or a virus scanner has it open
		err = atomic.ReplaceFile(from, to)
	}
	return err
}

func (osDisk) Remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) { //nolint:gosec // all paths are made by this package
		return err
	}
	return nil
}

func (osDisk) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders can't be synced there; ReplaceFile writes through
	}
	d, err := os.Open(dir) //nolint:gosec // all paths are made by this package
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// errNoEffect: a call to the disk reported success, but nothing or not all of it
// was done, as a full disk behind a network may have it.
var errNoEffect = errors.New("the disk reported success without effect")

// replaceFile writes data so that after a crash at any point path holds either
// its old content or all of data. atomic.WriteFile would not do: it syncs no
// folder, so that the rename itself can be lost, keeps an old file's mode, and
// leaves temporary files of random names behind.
func replaceFile(d disk, path string, data []byte) error {
	if err := swapIn(d, d.WriteSync, path, data); err != nil {
		return err
	}
	return d.SyncDir(filepath.Dir(path))
}

// swapIn has data written beside path, reads it back, and renames it there. What
// the disk says is not believed: the old content goes only for a new one that was
// seen, and success is reported only after the rename was.
func swapIn(d disk, write func(string, []byte) error, path string, data []byte) error {
	temp := tempName(path)
	err := write(temp, data)
	if err == nil {
		err = holds(temp, data)
	}
	if err == nil {
		err = d.Rename(temp, path)
	}
	if err == nil {
		err = gone(temp)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", filepath.Base(path), err), d.Remove(temp))
	}
	return nil
}

// removeFile deletes a file and sees to it that it is gone.
func removeFile(d disk, path string) error {
	if err := d.Remove(path); err != nil {
		return err
	}
	return gone(path)
}

// gone gives errNoEffect if there is a file.
func gone(path string) error {
	_, err := os.Lstat(path) //nolint:gosec // all paths are made by this package
	switch {
	case err == nil:
		return errNoEffect
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// holds gives errNoEffect unless a file is data and nothing else.
func holds(path string, data []byte) error {
	info, err := os.Stat(path) //nolint:gosec // all paths are made by this package
	if err != nil || info.Size() != int64(len(data)) {
		return errors.Join(errNoEffect, err)
	}
	return endsWith(path, data)
}

// endsWith gives errNoEffect unless a file ends with data.
func endsWith(path string, data []byte) error {
	f, err := openFile(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if _, err := f.Seek(-int64(len(data)), io.SeekEnd); err != nil {
		return errors.Join(errNoEffect, err)
	}
	chunk := make([]byte, min(len(data), 64<<10))
	for rest := data; len(rest) > 0; {
		n, err := f.Read(chunk)
		if err != nil || !bytes.HasPrefix(rest, chunk[:n]) {
			return errors.Join(errNoEffect, err)
		}
		rest = rest[n:]
	}
	return nil
}

// tempName is where the next content of path is made. There is one for each
// file, under the same lock as the file, so that the next writer takes over
// what a dead one left.
func tempName(path string) string { return path + ".tmp" }
