package service_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"keycase/service"
)

// canary is a secret that no error may hold.
const canary = "canary0secret0that0must0not0show"

var errGone = errors.New("gone: " + canary)

// source gives one token for each name, and counts how often it is fetched.
type source struct {
	mu      sync.Mutex
	now     time.Time
	fetched int
	fails   error
	found   atomic.Int32
	good    atomic.Bool
	gate    chan struct{} // where not nil, a fetch waits for it
	began   chan struct{}
}

func newSource() *source {
	s := &source{now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), began: make(chan struct{}, 1000)}
	s.good.Store(true)
	return s
}

func (s *source) service() *service.Service {
	return service.New(service.Params{Source: s, Clock: s.Now, Explain: explain})
}

func (s *source) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *source) change(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fn()
}

func (s *source) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetched
}

func (s *source) Find(w service.Want) (string, error) {
	defer s.found.Add(1)
	if w.Credential == "" {
		return "", errGone
	}
	return w.Credential + "/" + w.Kind + "/" + w.Subject, nil
}

func (s *source) Fetch(ctx context.Context, w service.Want) (service.Held, error) {
	s.began <- struct{}{}
	if s.gate != nil {
		select {
		case <-s.gate:
		case <-ctx.Done():
			return service.Held{}, ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetched++
	if s.fails != nil {
		return service.Held{}, s.fails
	}
	token := service.Token{
		Credential: w.Credential, Platform: "robot", Kind: "access_token", Subject: w.Subject, Value: "value of " + w.Credential,
		ExpiresAt: s.now.Add(2 * time.Hour), BaseURL: "https://example.com", Values: map[string]string{"netid": "1"},
	}
	if w.Credential == "for ever" {
		token.ExpiresAt = time.Time{}
	}
	return service.Held{Token: token, Good: s.good.Load}, nil
}

func (s *source) Credentials() []service.Credential {
	return []service.Credential{
		{Name: "晨光商贸", Platform: "jdy", Tokens: []service.Known{{Kind: "app-token", ExpiresAt: s.Now()}}},
		{Name: "office", Platform: "kis"},
	}
}

func explain(err error) service.Problem {
	for status, known := range map[int]error{
		http.StatusUnauthorized: service.ErrSecret, http.StatusMisdirectedRequest: service.ErrHost,
		http.StatusNotFound: service.ErrPath, http.StatusMethodNotAllowed: service.ErrMethod,
	} {
		if errors.Is(err, known) {
			return service.Problem{Status: status, Code: "request", Message: known.Error()}
		}
	}
	return service.Problem{Status: http.StatusTooManyRequests, Code: "quota", Message: "用完了", Meaning: "为什么", Action: "怎么办", RetryAfter: 1500 * time.Millisecond}
}
