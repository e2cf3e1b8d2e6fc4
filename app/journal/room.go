package journal

import (
	"errors"
	"io/fs"
	"os"
)

// makeRoom takes away what lies in the place of a file of ours without being one: a
// pipe would be waited for, and a link leads to a file of somebody else's.
func makeRoom(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil || info.Mode().IsRegular():
		return err
	}
	return os.Remove(path) // #nosec G703 -- a name of ours
}
