package service

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Pause is how long a failure is told to all who ask, instead of trying again for
// each of them.
const Pause = 3 * time.Second

// maxKept bounds what is kept in memory: who asks chooses some of the names.
const maxKept = 1024

// Want names a token.
type Want struct {
	// Credential is its name or ID.
	Credential string
	// Kind and Subject may be empty where there is only one.
	Kind, Subject string
}

// Token is what a program is given.
type Token struct {
	Credential, Platform, Kind, Subject string
	// Value is the token itself.
	Value string
	// ExpiresAt is zero for a token that never expires.
	ExpiresAt time.Time
	// BaseURL is where the credential's calls go.
	BaseURL string
	// Values are the public fields that calls need, by wire name.
	Values map[string]string
	// Attributes are what else came with the token; nothing secret.
	Attributes map[string]string
}

// Held is a token that may be handed out again.
type Held struct {
	Token Token
	// Good tells whether it still may. It is asked each time, and is quick.
	Good func() bool
}

// Credential is one whose tokens are handed out.
type Credential struct {
	Name, Platform string
	// Tokens are those that are there now; others may be fetched when asked for.
	Tokens []Known
}

// Known is a token without its value.
type Known struct {
	Kind, Subject string
	// ExpiresAt is zero for a token that never expires.
	ExpiresAt time.Time
}

// Source is where tokens come from. It is used from many goroutines.
type Source interface {
	// Find returns what tells the token from all others, without fetching it, and
	// is quick.
	Find(w Want) (key string, err error)
	// Fetch finds the token and, where it does not work any more, gets another from
	// the platform. It is called once at a time for a key. ctx does not end when
	// who asked has gone: the answer serves the next.
	Fetch(ctx context.Context, w Want) (Held, error)
	// Credentials lists what there is to ask for.
	Credentials() []Credential
}

// Params are what a Service works with.
type Params struct {
	Source Source
	// Explain puts an error into the user's words: one of the Source, or one of
	// [ErrSecret], [ErrHost], [ErrPath] and [ErrMethod].
	Explain func(error) Problem
	Clock   func() time.Time
}

// Service shares tokens among programs. Make one with [New].
type Service struct {
	p       Params
	flights singleflight.Group

	mu    sync.RWMutex
	kept  map[string]entry
	epoch int // counts calls of Forget
}

// entry is a token, or why there is none.
type entry struct {
	held  Held
	err   error
	until time.Time // for how long err is told
}

// New makes a Service that keeps nothing yet.
func New(p Params) *Service { return &Service{p: p, kept: map[string]entry{}} }

// Token returns a token that works. Its errors are those of the Source, and ctx's.
func (s *Service) Token(ctx context.Context, w Want) (Token, error) {
	key, err := s.p.Source.Find(w)
	if err != nil {
		return Token{}, err
	}
	if token, err, ok := s.lookup(key); ok {
		return token, err
	}
	landed := s.flights.DoChan(key, func() (any, error) { return s.fetch(context.WithoutCancel(ctx), key, w) })
	select {
	case r := <-landed:
		token, _ := r.Val.(Token)
		return token, r.Err
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
}

// fetch is alone for its key.
func (s *Service) fetch(ctx context.Context, key string, w Want) (Token, error) {
	if token, err, ok := s.lookup(key); ok { // somebody was faster
		return token, err
	}
	s.mu.RLock()
	epoch := s.epoch
	s.mu.RUnlock()
	held, err := s.p.Source.Fetch(ctx, w)
	e := entry{held: held, err: err, until: s.p.Clock().Add(Pause)}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil && errors.Is(err, context.Canceled), epoch != s.epoch:
		delete(s.kept, key) // it says nothing about the next try, or is to be forgotten
	default:
		if len(s.kept) >= maxKept {
			clear(s.kept)
		}
		s.kept[key] = e
	}
	return held.Token, err
}

// lookup returns what is kept, as far as it still holds.
func (s *Service) lookup(key string) (token Token, err error, ok bool) { //nolint:revive // the error is what was found
	s.mu.RLock()
	e, there := s.kept[key]
	s.mu.RUnlock()
	switch {
	case !there:
		return Token{}, nil, false
	case e.err != nil:
		return Token{}, e.err, s.p.Clock().Before(e.until)
	}
	return e.held.Token, nil, e.held.Good()
}

// Forget drops all that is kept in memory.
func (s *Service) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.kept)
	s.epoch++
}

// Keeps tells whether anything is kept in memory.
func (s *Service) Keeps() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.kept) > 0
}
