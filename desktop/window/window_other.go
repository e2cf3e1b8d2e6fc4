//go:build !windows && !linux && !freebsd && !netbsd && !openbsd

package window

import "errors"

func watch(Handle, func(bool), func()) (func(), error) { return nil, errors.ErrUnsupported }

func placed(Handle) (Geometry, error) { return Geometry{}, errors.ErrUnsupported }

func place(Handle, Geometry) error { return errors.ErrUnsupported }

func room(Handle) (int, int, error) { return 0, 0, errors.ErrUnsupported }

func raise(Handle) error { return errors.ErrUnsupported }

func forgetDeadManager() error { return nil }
