//go:build !linux && !freebsd && !netbsd && !openbsd && !windows

package clipboard

import "errors"

func picture() ([]byte, error) { return nil, errors.ErrUnsupported }
