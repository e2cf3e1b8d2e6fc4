//go:build !linux && !freebsd && !netbsd && !openbsd && !windows

package screen

import (
	"errors"
	"image"
)

func capture() (*image.RGBA, error) { return nil, errors.ErrUnsupported }
