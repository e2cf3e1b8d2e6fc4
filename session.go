package main

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
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
	paths      app.Paths
	guard      *instance.Instance // nil where there is none to be had
	log        *journal.Journal
	endCrashes func()

	leaving atomic.Bool
	once    sync.Once
}

// begin makes the session. Its only error is instance.ErrRunning. A window that
// stays in memory has no folder to share and leaves nothing behind.
func begin(s settings, paths app.Paths) (*session, error) {
	around := &session{paths: paths, endCrashes: func() {}}
	if vault.StoreKind(s.store) == vault.StoreMemory {
		around.log = journal.Open(journal.Params{Clock: app.Now, Registry: catalog.Registry()})
		return around, nil
	}
	_ = paths.Create() // opening the store tells why it cannot be made
	guard, err := instance.Acquire(paths.Home)
	if errors.Is(err, instance.ErrRunning) {
		return nil, err
	}
	// A window that does not answer is no reason to have none: the vault lets
	// several processes work at once.
	around.guard = guard
	if end, err := journal.CatchCrashes(paths.Logs); err == nil {
		around.endCrashes = end
	}
	around.log = journal.Open(journal.Params{Dir: paths.Logs, Clock: app.Now, Registry: catalog.Registry()})
	around.log.Write(journal.Started{Version: app.FullVersion(), Store: vault.StoreKind(s.store)})
	if err != nil {
		around.log.Write(journal.Failed{Task: journal.Guarding, Err: err})
	}
	return around, nil
}

// opened logs what opening the store led to, and what happens in it from then on.
func (s *session) opened(ctx context.Context, b *broker.Broker, err error) {
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
	s.leaving.Store(true)
	_ = s.guard.Close() // the system takes the lock back anyway
	time.AfterFunc(leavePatience, func() {
		s.finish()
		os.Exit(0)
	})
}

// logPatience is how long the end of the program waits for the log.
const logPatience = 2 * time.Second

// finish ends the session after a window that was closed. A crash does not get
// here, or it would not be kept.
func (s *session) finish() {
	s.once.Do(func() {
		s.log.Write(journal.Stopped{})
		ctx, cancel := context.WithTimeout(context.Background(), logPatience)
		defer cancel()
		_ = s.log.Close(ctx) // nobody is left to be told
		_ = s.guard.Close()
		s.endCrashes()
	})
}
