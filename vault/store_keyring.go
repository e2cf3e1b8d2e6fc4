package vault

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
)

// Keyring is a keyring's bare calls, which may block and need not be truthful:
// the vault puts deadlines around them and reads back what it wrote. Item names
// are lower-case base32 of at most 32 bytes. Get and Delete return ErrNotFound
// for an item that is not there. A Keyring may also be a KeyringProber.
type Keyring interface {
	Get(item string) (string, error)
	Set(item, value string) error
	Delete(item string) error
}

// KeyringProber is a Keyring that can tell its state without raising a prompt.
type KeyringProber interface {
	// Probe returns nil if calls will not prompt, else ErrLocked, ErrNoKeyring or
	// ErrTimeout, wrapped with details.
	Probe(ctx context.Context) error
	// Unlock raises the system's prompt and waits for the person. It returns
	// ErrDenied when the prompt was dismissed.
	Unlock(ctx context.Context) error
}

// KeyringLister is a Keyring that can tell what it holds.
type KeyringLister interface {
	// Items returns the names of all items, without a prompt.
	Items(ctx context.Context) ([]string, error)
}

// connected is a Keyring that keeps a connection between calls.
type connected interface {
	// letGo closes it; the next call makes another.
	letGo()
}

// KeyringStatus tells whether the system's keyring answers here, within 5 s and
// without a prompt.
func KeyringStatus(ctx context.Context) Status {
	s := newKeyringStore(systemKeyring())
	defer s.Close()
	return s.Status(ctx)
}

// maxStuck is how many calls may hang at once. One is not enough: it would keep
// a keyring that came back unusable until the hanging call ends, which after a
// daemon's death may be never.
const maxStuck = 3

type keyringStore struct {
	keyring Keyring
	prober  KeyringProber // nil if the keyring can't tell its state
	limit   int           // largest value in bytes, 0 for none
	turn    chan struct{} // one call at a time: keyrings gain nothing by more
	stuck   atomic.Int32  // calls that were given up but have not returned
}

func newKeyringStore(k Keyring) *keyringStore {
	prober, _ := k.(KeyringProber)
	return &keyringStore{keyring: k, prober: prober, limit: valueLimit(runtime.GOOS), turn: make(chan struct{}, 1)}
}

// valueLimit is the largest value in bytes that the system's keyring takes.
func valueLimit(goos string) int {
	switch goos {
	case "windows":
		return 2560 // CRED_MAX_CREDENTIAL_BLOB_SIZE
	case "darwin":
		return 3000 // go-keyring's command line of 4,096 bytes, less Base64 and names
	}
	return 0
}

func (s *keyringStore) Get(ctx context.Context, item string) (value []byte, err error) {
	err = s.inTurn(ctx, func(ctx context.Context) error {
		value, err = s.get(ctx, item)
		return err
	})
	return value, err
}

func (s *keyringStore) Set(ctx context.Context, item string, value []byte) error {
	if s.limit > 0 && len(value) > s.limit {
		return untried{&TooLargeError{Size: len(value), Limit: s.limit}}
	}
	return s.inTurn(ctx, func(ctx context.Context) error {
		_, err := s.call(ctx, func() (string, error) { return "", s.keyring.Set(item, string(value)) })
		if err != nil {
			return err
		}
		// A dismissed prompt reports success, so only a look tells the truth.
		got, err := s.get(ctx, item)
		if errors.Is(err, ErrItemMissing) || err == nil && subtle.ConstantTimeCompare(got, value) == 0 {
			return fmt.Errorf("%w: the write had no effect", ErrDenied)
		}
		return err
	})
}

func (s *keyringStore) Delete(ctx context.Context, item string) error {
	return s.inTurn(ctx, func(ctx context.Context) error {
		_, err := s.call(ctx, func() (string, error) { return "", s.keyring.Delete(item) })
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		switch _, err := s.get(ctx, item); {
		case errors.Is(err, ErrItemMissing):
			return nil
		case err != nil:
			return err
		}
		return fmt.Errorf("%w: the deletion had no effect", ErrDenied)
	})
}

// Items implements lister.
func (s *keyringStore) Items(ctx context.Context) (items []string, err error) {
	l, ok := s.keyring.(KeyringLister)
	if !ok {
		return nil, ErrUnsupported
	}
	err = s.inTurn(ctx, func(ctx context.Context) error {
		wait, cancel := callDeadline(ctx)
		defer cancel()
		items, err = l.Items(wait)
		return err
	})
	return slices.DeleteFunc(items, func(item string) bool { return !validItem(item) }), err
}

func (s *keyringStore) get(ctx context.Context, item string) ([]byte, error) {
	value, err := s.call(ctx, func() (string, error) { return s.keyring.Get(item) })
	if errors.Is(err, ErrNotFound) {
		return nil, ErrItemMissing
	}
	return []byte(value), err
}

// Unlock asks the person to unlock the keyring, if it is locked.
func (s *keyringStore) Unlock(ctx context.Context) error {
	return s.check(WithPrompt(ctx))
}

// check tells whether a call would be made now, without making one.
func (s *keyringStore) check(ctx context.Context) error {
	return s.inTurn(ctx, func(context.Context) error { return nil })
}

// inTurn waits for the keyring to be free and ready, then runs do.
func (s *keyringStore) inTurn(ctx context.Context, do func(context.Context) error) error {
	wait, cancel := callDeadline(ctx)
	defer cancel()
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-wait.Done():
		return untried{waitError(ctx, "another call to the keyring")}
	}
	if err := s.ready(ctx); err != nil {
		return untried{err}
	}
	return do(ctx)
}

// callDeadline bounds a call unless it may wait for a person.
func callDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if mayPrompt(ctx) {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, callWait)
}

// ready makes sure that the next call will not raise a prompt, or has the one
// that is needed answered, which can be cancelled here and not inside a call.
func (s *keyringStore) ready(ctx context.Context) error {
	if s.stuck.Load() >= maxStuck {
		return fmt.Errorf("%w: %d calls hang", ErrKeyringHangs, maxStuck)
	}
	if s.prober == nil {
		return nil
	}
	err := s.probe(ctx)
	if errors.Is(err, ErrLocked) && mayPrompt(ctx) {
		return s.prober.Unlock(ctx)
	}
	return err
}

func (s *keyringStore) probe(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, probeWait)
	defer cancel()
	return s.prober.Probe(wait)
}

// call runs one bare call on a goroutine of its own and gives it up when its
// time is over; it can't be stopped, so it is counted until it returns.
func (s *keyringStore) call(ctx context.Context, bare func() (string, error)) (string, error) {
	wait, cancel := callDeadline(ctx)
	defer cancel()
	return s.await(ctx, wait, bare)
}

func (s *keyringStore) await(ctx, wait context.Context, bare func() (string, error)) (string, error) {
	type result struct {
		value string
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		// go-keyring panics when the bus goes away under a prompt.
		defer func() {
			if p := recover(); p != nil {
				r = result{err: fmt.Errorf("%w: its client failed", ErrKeyringGone)}
			}
			done <- r
		}()
		r.value, r.err = bare()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-wait.Done():
		s.stuck.Add(1)
		go func() {
			<-done
			s.stuck.Add(-1)
		}()
		return "", waitError(ctx, "the keyring")
	}
}

// waitError tells a deadline of our own from the caller's decision.
func waitError(ctx context.Context, who string) error {
	if err := ctx.Err(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%w: waited for %s", ErrKeyringHangs, who)
}

func (s *keyringStore) Status(ctx context.Context) Status {
	err := s.statusError(ctx)
	st := Status{Kind: StoreKeyring, State: StateReady, Err: err}
	if err != nil {
		st.Detail = err.Error()
	}
	switch {
	case err == nil:
	case errors.Is(err, ErrLocked):
		st.State = StateLocked
	case errors.Is(err, ErrNoKeyring):
		st.State = StateMissing
	case errors.Is(err, ErrTimeout):
		st.State = StateHanging
	default:
		st.State = StateDenied
	}
	return st
}

// statusError asks the prober, or else looks for an item that can't be there.
func (s *keyringStore) statusError(ctx context.Context) error {
	if s.stuck.Load() >= maxStuck {
		return fmt.Errorf("%w: %d calls hang", ErrKeyringHangs, maxStuck)
	}
	if s.prober != nil {
		return s.probe(ctx)
	}
	wait, cancel := context.WithTimeout(ctx, probeWait)
	defer cancel()
	_, err := s.await(ctx, wait, func() (string, error) { return s.keyring.Get("probe") })
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

func (s *keyringStore) Close() bool {
	if c, ok := s.keyring.(connected); ok {
		c.letGo()
	}
	return s.stuck.Load() > 0
}
