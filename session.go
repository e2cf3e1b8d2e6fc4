package main

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"keycase/app"
	"keycase/app/journal"
	"keycase/broker"
	"keycase/desktop/instance"
	"keycase/providers/catalog"
	"keycase/vault"
)

// session is what surrounds a window from its start to its end: the right to be
// the only one of its folder, the log, and the file for crashes.
type session struct {
	footing
	paths app.Paths
	log   *journal.Journal
	// clipboard is closed at the end; nil before there is a window.
	clipboard io.Closer
	// drawn is told once the window is there.
	drawn func() error
	// keeps is the folder for what is kept beside the store; "" where that is nothing.
	keeps string

	closing chan struct{} // closed once the window ends
	ending  sync.Once     // of closing
	once    sync.Once     // of finish
}

// beginPatience is how long a start waits for the data folder. A drive that hangs
// keeps nobody from a window, which then tells why nothing can be opened.
const beginPatience = 5 * time.Second

// begin makes the session. Its only error is instance.ErrRunning. A window that
// stays in memory has no folder to share and leaves nothing behind.
func begin(s settings, paths app.Paths) (*session, error) {
	return beginWith(s, paths, beginPatience, settle)
}

func beginWith(s settings, paths app.Paths, patience time.Duration, settle func(app.Paths) footing) (*session, error) {
	around := &session{paths: paths, footing: footing{endCrashes: func() {}}, closing: make(chan struct{})}
	if vault.StoreKind(s.store) == vault.StoreMemory {
		around.log = journal.Open(journal.Params{Clock: app.Now, Registry: catalog.Registry()})
		return around, nil
	}
	if found, ok := within(patience, func() footing { return settle(paths) }, footing.release); ok {
		around.footing = found
	} else {
		around.err = instance.ErrUnavailable
	}
	if errors.Is(around.err, instance.ErrRunning) {
		return nil, around.err
	}
	around.log = journal.Open(journal.Params{Dir: paths.Logs, Clock: app.Now, Registry: catalog.Registry()})
	around.log.Write(journal.Started{Version: app.FullVersion(), Store: vault.StoreKind(s.store)})
	if around.err != nil {
		around.log.Write(journal.Failed{Task: journal.Guarding, Err: around.err})
	}
	return around, nil
}

// footing is what a window has of its folder.
type footing struct {
	guard      *instance.Instance // nil where there is none to be had
	err        error              // why there is none
	endCrashes func()
}

// settle waits for the disk.
func settle(paths app.Paths) footing {
	f := footing{endCrashes: func() {}}
	_ = paths.Create() // opening the store tells why it cannot be made
	// A window that does not answer is no reason to have none: the vault lets
	// several processes work at once.
	if f.guard, f.err = instance.Acquire(paths.Home); errors.Is(f.err, instance.ErrRunning) {
		return f
	}
	if end, err := journal.CatchCrashes(paths.Logs); err == nil {
		f.endCrashes = end
	}
	return f
}

// release gives back what the window has.
func (f footing) release() {
	f.endCrashes()      // before another window has the file
	_ = f.guard.Close() // the system takes the lock back anyway
}

// within returns what work does; ok is false where that takes too long. What comes
// of it later is undone.
func within[T any](patience time.Duration, work func() T, undo func(T)) (result T, ok bool) {
	done, late := make(chan T), make(chan struct{})
	go func() {
		result := work()
		select {
		case done <- result:
		case <-late:
			undo(result)
		}
	}()
	select {
	case result = <-done:
		return result, true
	case <-time.After(patience):
		close(late)
		return result, false
	}
}

// opened logs what opening the store led to, and what happens in it from then on.
func (s *session) opened(ctx context.Context, b *broker.Broker, err error) {
	if s.drawn != nil {
		_ = s.drawn() // the next start looks once more then
	}
	if err != nil {
		s.log.Write(journal.Failed{Task: journal.Opening, Err: err})
		return
	}
	status := b.Vault().Status(ctx)
	s.log.Write(journal.StoreState{Kind: status.Kind, State: status.State})
	s.log.Follow(b) // until the process ends
}

// leavePatience is how long a window that closes may take to end the program. Its
// toolkit has been seen to wait for ever for an event that it had lost.
const leavePatience = 6 * time.Second

// leave is called when the window begins to close. Another start is free to open a
// window of its own from then on.
func (s *session) leave() {
	s.end()
	time.AfterFunc(leavePatience, func() {
		s.finish()
		os.Exit(0)
	})
	_ = s.guard.Close() // the system takes the lock back anyway
}

// end lets nobody raise the window any more.
func (s *session) end() { s.ending.Do(func() { close(s.closing) }) }

// queuePatience is how long the UI goroutine waits for a call that queues something
// for it to return; that takes microseconds.
const queuePatience = 100 * time.Millisecond

// shown has the window raised on the UI goroutine, and tells whether it was. onUI is
// fyne.Do. When the window's loop has ended, that forgets what it is given, or runs it
// at once on the goroutine of the caller, where no widget may be touched. So nothing is
// raised before onUI has returned, and nothing is waited for once the window ends.
func (s *session) shown(onUI func(func()), raise func()) bool {
	queued, raised := make(chan struct{}), make(chan bool, 1)
	onUI(func() {
		select {
		case <-queued:
		case <-time.After(queuePatience):
			raised <- false
			return
		}
		select {
		case <-s.closing:
			raised <- false
		default:
			raise()
			raised <- true
		}
	})
	close(queued)
	select {
	case is := <-raised:
		return is
	case <-s.closing:
		return false
	}
}

// clipboardPatience is how long the end of the program waits for other programs to
// leave the clipboard alone.
const clipboardPatience = 2 * time.Second

// logPatience is how long the end of the program waits for the log.
const logPatience = 2 * time.Second

// finish ends the session after a window that was closed. A crash does not get
// here, or it would not be kept.
func (s *session) finish() {
	s.end()
	s.once.Do(func() {
		if s.clipboard != nil {
			// Nobody is left to be told, and what comes later needs no undoing.
			_, _ = within(clipboardPatience, s.clipboard.Close, func(error) {})
		}
		s.log.Write(journal.Stopped{})
		ctx, cancel := context.WithTimeout(context.Background(), logPatience)
		defer cancel()
		_ = s.log.Close(ctx) // nobody is left to be told
		s.release()
	})
}
