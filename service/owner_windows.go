package service

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// private and restrict have nothing to do on Windows: the access list of the
// user's folders holds for what lies in them.
func private(string) error  { return nil }
func restrict(string) error { return nil }

// isSocket takes what Windows calls irregular: it has no type for sockets.
func isSocket(info fs.FileInfo) bool {
	return info.Mode().Type()&(fs.ModeSocket|fs.ModeIrregular) != 0
}

// refused tells that nobody listens.
func refused(err error) bool { return errors.Is(err, windows.WSAECONNREFUSED) }
