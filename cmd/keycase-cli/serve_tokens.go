package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"keycase/broker"
	"keycase/service"
	"keycase/vault"
)

const (
	// keptFor is for how long a token is handed out without a look at whether it can
	// be renewed now, where it could not be in time.
	keptFor = time.Minute
	// fetchTries bounds how often a fetch is begun anew because the credential
	// changed meanwhile.
	fetchTries = 5
)

// tokenSource gives the service the tokens of the credentials that were named, as
// token get does.
type tokenSource struct {
	c   *cli // says nothing: who asks is told
	b   *broker.Broker
	ids map[string]bool // nil for all

	mu    sync.Mutex
	asked map[string]bool // keys of the tokens that programs use
}

// newTokenSource finds the credentials of these names; without names it is all
// that are there, and all that will be.
func newTokenSource(c *cli, b *broker.Broker, names []string) (*tokenSource, error) {
	c.bare() // made here, since many goroutines are going to ask for it
	silent := *c
	silent.quiet = true
	s := &tokenSource{c: &silent, b: b, asked: map[string]bool{}}
	for _, name := range names {
		cred, err := c.find(b, name)
		if err != nil {
			return nil, err
		}
		if s.ids == nil {
			s.ids = map[string]bool{}
		}
		s.ids[cred.ID] = true
	}
	for _, cred := range s.served() {
		c.notePlain(c.addressOf(cred))
	}
	return s, nil
}

func (s *tokenSource) serves(id string) bool { return s.ids == nil || s.ids[id] }

func (s *tokenSource) served() []vault.Credential {
	var all []vault.Credential
	for _, cred := range s.b.Vault().List() {
		if s.serves(cred.ID) {
			all = append(all, cred)
		}
	}
	return all
}

// Credentials lists the names.
func (s *tokenSource) Credentials() []service.Credential {
	var all []service.Credential
	for _, cred := range s.served() {
		listed := service.Credential{Name: cred.Name, Platform: cred.Platform}
		for _, t := range cred.Tokens {
			listed.Tokens = append(listed.Tokens, service.Known{Kind: t.Kind, Subject: t.Subject, ExpiresAt: t.ExpiresAt})
		}
		all = append(all, listed)
	}
	return all
}

// Find looks at the index only, which is in memory.
func (s *tokenSource) Find(w service.Want) (key string, err error) {
	cred, err := s.credential(w)
	if err != nil {
		return "", err
	}
	platform, err := s.b.Registry().Platform(cred.Platform)
	if err != nil {
		return "", err
	}
	kind := w.Kind
	if kind == "" && len(platform.Tokens) == 1 {
		kind = platform.Tokens[0].Kind
	}
	if t, found := broker.FindToken(cred, kind, w.Subject); found {
		return tokenKey(cred.ID, kind, t.Subject), nil
	}
	g, err := s.getter(w)
	return tokenKey(cred.ID, g.kind.Kind, w.Subject), err
}

// tokenKey tells a token from all others, for as long as it is replaced by others
// like it.
func tokenKey(credential, kind, subject string) string {
	return fmt.Sprintf("%q %q %q", credential, kind, subject)
}

// credential is the same to who asks for one that is not served and for one that
// is not there.
func (s *tokenSource) credential(w service.Want) (vault.Credential, error) {
	cred, err := s.b.Vault().Find(w.Credential)
	if errors.Is(err, vault.ErrNotFound) || err == nil && !s.serves(cred.ID) {
		return vault.Credential{}, &usageError{
			kind: "not_served", message: s.c.T("cli.serve.not_served", "Name", w.Credential), action: s.c.T("cli.serve.not_served.do"),
		}
	}
	return cred, err
}

func (s *tokenSource) getter(w service.Want) (*getter, error) {
	cred, err := s.credential(w)
	if err != nil {
		return &getter{}, err
	}
	kind, t, found, err := s.c.pick(cred, which{kind: w.Kind, subject: w.Subject})
	var usage *usageError
	if errors.As(err, &usage) {
		err = &usageError{kind: "which", message: usage.message, action: s.c.T("cli.serve.which.do")}
	}
	return &getter{c: s.c, b: s.b, cred: cred, kind: kind, t: t, found: found}, err
}

// Fetch gets the token and keeps it for as long as its credential stays as it was.
// Where that changed meanwhile, by renewing the token for one, it looks again: it
// can't be known which of the two was read.
func (s *tokenSource) Fetch(ctx context.Context, w service.Want) (service.Held, error) {
	var held service.Held
	for range fetchTries {
		g, err := s.getter(w)
		if err != nil {
			return service.Held{}, err
		}
		if held, err = s.held(s.c.prompting(ctx), g); err != nil {
			return service.Held{}, err
		}
		if held.Good() {
			break
		}
	}
	return held, nil
}

func (s *tokenSource) held(ctx context.Context, g *getter) (service.Held, error) {
	token, err := g.token(ctx)
	var saving *broker.SaveError
	if err != nil && !errors.As(err, &saving) { // what could not be saved works all the same
		return service.Held{}, err
	}
	s.use(tokenKey(g.cred.ID, token.Kind, token.Subject))
	now := s.b.Now()
	given := service.Token{
		Credential: g.cred.Name, Platform: g.cred.Platform, Kind: token.Kind, Subject: token.Subject, Value: token.Value,
		BaseURL: s.b.BaseURLOf(g.cred), Values: broker.PublicValues(g.cred, token.Subject), Attributes: token.Attributes,
	}
	var until time.Time // zero for ever
	if !token.NeverExpires {
		given.ExpiresAt = now.Add(token.ExpiresIn)
		until = given.ExpiresAt.Add(-g.kind.Soon)
		if !now.Before(until) {
			until = now.Add(min(keptFor, token.ExpiresIn))
		}
	}
	return service.Held{Token: given, Good: func() bool {
		return (until.IsZero() || s.b.Now().Before(until)) && !s.b.Vault().Locked() && s.unchanged(g.cred)
	}}, nil
}

// unchanged tells whether a credential, its tokens and its grants are what they
// were, whoever might have changed them.
func (s *tokenSource) unchanged(was vault.Credential) bool {
	now, err := s.b.Vault().Get(was.ID)
	now.UsedAt = was.UsedAt // being used is no change
	return err == nil && reflect.DeepEqual(now, was)
}

// use notes that programs use a token.
func (s *tokenSource) use(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[key] = true
}

// renews tells whether a token is renewed before programs have to wait for it: one
// that they use, where that uses up nothing that is counted by the day or where a
// person chose it.
func (s *tokenSource) renews(cred vault.Credential, t vault.Token) bool {
	s.mu.Lock()
	used := s.asked[tokenKey(cred.ID, t.Kind, t.Subject)]
	s.mu.Unlock()
	return used && s.serves(cred.ID) && (s.b.AutoRenews(cred, t) || s.b.RenewsFreely(cred, t))
}

// keep renews tokens until ctx ends.
func (s *tokenSource) keep(ctx context.Context) {
	broker.NewKeeper(s.b, broker.KeeperParams{After: after, Auto: s.renews}).Start(ctx)
}

// after is the timer of a [broker.Keeper].
func after(d time.Duration, fn func()) (stop func()) {
	timer := time.AfterFunc(d, fn)
	return func() { timer.Stop() }
}
