package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/gofrs/flock"
)

// maxFile is far more than any file of a vault has, in bytes: half a million credentials.
const maxFile = 256 << 20

// errNoFile: a pipe, a folder, a device or a hole without end stands where a file should.
var errNoFile = fmt.Errorf("%w: it is no file", errBroken)

// openFile opens a file of the vault's folder to read it. Whatever else somebody put
// in its place is errNoFile, and neither waited for nor read without end.
func openFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unhurried, 0) //nolint:gosec // all paths are made by this package
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxFile) {
		err = errNoFile
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// readFile reads a whole file by openFile.
func readFile(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	_, err = b.ReadFrom(f)
	return b.Bytes(), errors.Join(err, f.Close())
}

// newLock is a lock on a file of the vault's folder. It follows no link, and a pipe
// in its place serves as well.
func newLock(path string) *flock.Flock {
	return flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDONLY|careful))
}
