package window

import (
	"golang.org/x/sys/windows"

	"keycase/desktop/internal/subclass"
)

func watch(h Handle, changed func(bool)) (stop func(), err error) {
	// The window's thread must not wait for what changed does, so it only leaves the latest sight.
	latest, quit := make(chan sight, 1), make(chan struct{})
	leave := func(s sight) {
		select {
		case <-latest:
		default:
		}
		latest <- s
	}
	stopListening, err := subclass.Listen(uintptr(h), func(message, _ uintptr) {
		switch message {
		case subclass.PositionChanged:
			leave(look(h))
		case subclass.Destroyed:
			leave(sight{gone: true})
		}
	})
	if err != nil {
		return nil, err
	}
	go tellChanges(look(h), latest, quit, changed)
	return func() {
		stopListening()
		close(quit)
	}, nil
}

func tellChanges(s sight, latest <-chan sight, quit <-chan struct{}, changed func(bool)) {
	told := s.visible()
	changed(told)
	for {
		select {
		case <-quit:
			return
		case s = <-latest:
			if s.visible() != told {
				told = s.visible()
				changed(told)
			}
		}
	}
}

func look(h Handle) sight {
	minimised, _, _ := isIconic.Call(uintptr(h))
	return sight{unmapped: !windows.IsWindowVisible(windows.HWND(h)), minimised: minimised != 0}
}
