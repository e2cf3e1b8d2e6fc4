//go:build !windows && !linux && !freebsd && !netbsd && !openbsd

package clipboard

import "errors"

type holding struct{}

func probe() error { return errors.ErrUnsupported }

func owner() (uint64, error) { return 0, errors.ErrUnsupported }

func hold(string) (*holding, error) { return nil, errors.ErrUnsupported }

func (*holding) held() bool { return false }

func (*holding) clear() error { return nil }

func (*holding) forget() {}
