package window

import (
	"golang.org/x/sys/windows"

	"keycase/desktop/internal/subclass"
)

// The messages of keyboard and mouse, from the first to the last.
const (
	keyFirst, keyLast     = 0x0100, 0x0109 // WM_KEYFIRST, WM_KEYLAST
	mouseFirst, mouseLast = 0x0200, 0x020e // WM_MOUSEFIRST, WM_MOUSELAST
)

func watch(h Handle, changed func(bool), touched func()) (stop func(), err error) {
	l := &left{latest: make(chan sight, 1), touch: make(chan struct{}, 1), quit: make(chan struct{})}
	var hands touches
	stopListening, err := subclass.Listen(uintptr(h), func(message, _ uintptr) {
		switch {
		case message == subclass.PositionChanged:
			l.sight(look(h))
		case message == subclass.Destroyed:
			l.sight(sight{gone: true})
		case byHand(message) && hands.tell(messageTime()):
			l.touched()
		}
	})
	if err != nil {
		return nil, err
	}
	go l.tell(look(h), changed, touched)
	return func() {
		stopListening()
		close(l.quit)
	}, nil
}

// left is what the window's thread leaves for another, since it must not wait for what that does: the
// latest sight, and that there was a touch.
type left struct {
	latest      chan sight
	touch, quit chan struct{}
}

func (l *left) sight(s sight) {
	select {
	case <-l.latest:
	default:
	}
	l.latest <- s
}

func (l *left) touched() {
	select {
	case l.touch <- struct{}{}:
	default:
	}
}

// tell tells the sight and each change of it, and what hands do, until quit is closed.
func (l *left) tell(s sight, changed func(bool), touched func()) {
	told := s.visible()
	changed(told)
	for {
		select {
		case <-l.quit:
			return
		case <-l.touch:
			touched()
		case s = <-l.latest:
			if s.visible() != told {
				told = s.visible()
				changed(told)
			}
		}
	}
}

func byHand(message uintptr) bool {
	return keyFirst <= message && message <= keyLast || mouseFirst <= message && message <= mouseLast
}

// messageTime is when the message came that the window's thread works on, in milliseconds.
func messageTime() uint32 {
	at, _, _ := getMessageTime.Call()
	return uint32(at) //nolint:gosec // 32 bits, the upper ones say nothing
}

func look(h Handle) sight {
	minimised, _, _ := isIconic.Call(uintptr(h))
	return sight{unmapped: !windows.IsWindowVisible(windows.HWND(h)), minimised: minimised != 0}
}
