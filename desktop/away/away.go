// Package away tells when the person at the machine has gone: when the screen was locked, and when
// the machine is about to sleep. It asks nothing of the system but to be told.
package away

import (
	"sync"
	"sync/atomic"
)

// Event is something after which nobody is at the machine.
type Event int

// The events.
const (
	ScreenLocked Event = iota + 1 // by a person, by the time, or because another one uses the machine now
	Sleeping                      // the machine is about to sleep, or to write its memory to the disk
)

// Watch calls tell with each event, never twice at once, on a goroutine of Watch's own. Where the
// system lets it, the machine waits with sleeping for tell to return, a few seconds at most. window is
// the HWND of a window of this process on Windows, and means nothing elsewhere. It returns an error
// where the system tells nothing. It can wait for some seconds; stop does not, and a call that is
// under way during stop may still end after it.
func Watch(window uintptr, tell func(Event)) (stop func(), err error) {
	var stopped atomic.Bool
	var one sync.Mutex
	end, err := watch(window, func(e Event) {
		one.Lock()
		defer one.Unlock()
		if !stopped.Load() {
			tell(e)
		}
	})
	if err != nil {
		return nil, err
	}
	return func() {
		if !stopped.Swap(true) {
			end()
		}
	}, nil
}
