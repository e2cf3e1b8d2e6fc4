package broker

import (
	"sync"
	"time"
)

// Event is something that happened; its type says what.
type Event interface{ event() }

// CredentialChanged tells that a credential was added, edited or removed.
type CredentialChanged struct{ ID string }

// TokenStored tells that a token was issued or refreshed and stored.
type TokenStored struct{ Credential, Kind, Subject string }

// TokenForgotten tells that a token was removed from the store.
type TokenForgotten struct{ Credential, Token string }

// GrantsStored tells that a credential was bound to something.
type GrantsStored struct{ Credential string }

// SaveFailed tells that a result could not be stored and is kept in memory.
type SaveFailed struct {
	Credential string
	Err        error
}

// SkewLearned tells how far the local clock is behind (positive) or ahead of
// (negative) that of a platform; zero when it is right again.
type SkewLearned struct {
	Platform string
	Skew     time.Duration
}

// AutoRenewChanged tells that a person chose whether a token of the credential
// is renewed by itself.
type AutoRenewChanged struct{ Credential string }

// AutoRenewed tells that a [Keeper] renewed a token, and that it is stored.
type AutoRenewed struct{ Credential, Kind, Subject string }

// AutoRenewFailed tells that a [Keeper] tried to renew a token in vain. It comes
// once for each try, of which there are no more after an error that only a
// person can mend.
type AutoRenewFailed struct {
	Credential, Kind, Subject string
	Err                       error
}

func (CredentialChanged) event() {}
func (TokenStored) event()       {}
func (TokenForgotten) event()    {}
func (GrantsStored) event()      {}
func (SaveFailed) event()        {}
func (SkewLearned) event()       {}
func (AutoRenewChanged) event()  {}
func (AutoRenewed) event()       {}
func (AutoRenewFailed) event()   {}

type listeners struct {
	mu   sync.Mutex
	next int
	all  map[int]func(Event)
}

// Subscribe calls fn for every event, on the goroutine that caused it, until
// cancel is called. fn must not block.
func (b *Broker) Subscribe(fn func(Event)) (cancel func()) {
	l := &b.events
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[int]func(Event){}
	}
	id := l.next
	l.next++
	l.all[id] = fn
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.all, id)
	}
}

func (b *Broker) emit(e Event) {
	l := &b.events
	l.mu.Lock()
	fns := make([]func(Event), 0, len(l.all))
	for _, fn := range l.all {
		fns = append(fns, fn)
	}
	l.mu.Unlock()
	for _, fn := range fns {
		fn(e)
	}
}
