package away

import (
	"fmt"
	"time"

	"golang.org/x/sys/windows"

	"keycase/desktop/internal/subclass"
)

var (
	wtsapi32 = windows.NewLazySystemDLL("wtsapi32.dll")

	registerSession   = wtsapi32.NewProc("WTSRegisterSessionNotification")
	unregisterSession = wtsapi32.NewProc("WTSUnRegisterSessionNotification")
)

const (
	thisSession = 0 // NOTIFY_FOR_THIS_SESSION
	// patience is how long the window's thread waits for what is told of sleep: Windows goes on
	// when the message is answered, and asks nobody to answer it later than after two seconds.
	patience = time.Second
)

// heard is an event on its way from the window's thread.
type heard struct {
	event Event
	told  chan struct{}
}

func watch(window uintptr, tell func(Event)) (stop func(), err error) {
	events, quit := make(chan heard, 8), make(chan struct{})
	stopListening, err := subclass.Listen(window, func(message, wparam uintptr) {
		if e, ok := meaning(message, wparam); ok {
			pass(events, e)
		}
	})
	if err != nil {
		return nil, err
	}
	if ok, _, err := registerSession.Call(window, thisSession); ok == 0 {
		stopListening()
		return nil, fmt.Errorf("away: %w", err)
	}
	go func() {
		for {
			select {
			case <-quit:
				return
			case h := <-events:
				tell(h.event)
				close(h.told)
			}
		}
	}()
	return func() {
		stopListening()
		_, _, _ = unregisterSession.Call(window) // a window that has gone is told nothing anyway
		close(quit)
	}, nil
}

// pass leaves an event, and waits where the machine would sleep before it is told. One that finds
// others still untold adds nothing to them.
func pass(events chan<- heard, e Event) {
	h := heard{e, make(chan struct{})}
	select {
	case events <- h:
	default:
		return
	}
	if e != Sleeping {
		return
	}
	select {
	case <-h.told:
	case <-time.After(patience):
	}
}
