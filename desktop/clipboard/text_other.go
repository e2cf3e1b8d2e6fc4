//go:build !linux && !freebsd && !netbsd && !openbsd && !windows

package clipboard

import "errors"

func text() (string, error) { return "", errors.ErrUnsupported }
