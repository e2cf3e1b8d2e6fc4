//go:build !windows && !linux && !freebsd && !netbsd && !openbsd

package away

import "errors"

func watch(uintptr, func(Event)) (func(), error) { return nil, errors.ErrUnsupported }
