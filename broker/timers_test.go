package broker_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/vault"
)

// timers run when a test moves the time. As those of a machine, they stand still
// while it sleeps and do not follow when its clock is set.
type timers struct {
	clock *hands

	mu   sync.Mutex
	mono time.Duration
	next int
	set  map[int]timer
}

type timer struct {
	at time.Duration
	fn func()
}

func newTimers(clock *hands) *timers { return &timers{clock: clock, set: map[int]timer{}} }

func (ts *timers) After(d time.Duration, fn func()) (stop func()) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	id := ts.next
	ts.next++
	ts.set[id] = timer{ts.mono + d, fn}
	return func() {
		ts.mu.Lock()
		defer ts.mu.Unlock()
		delete(ts.set, id)
	}
}

// Set is how many timers wait.
func (ts *timers) Set() int {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	return len(ts.set)
}

// Pass lets time pass and runs, in their order, the timers that come.
func (ts *timers) Pass(d time.Duration) {
	ts.mu.Lock()
	end := ts.mono + d
	ts.mu.Unlock()
	for fn := ts.step(end); fn != nil; fn = ts.step(end) {
		fn()
	}
}

// Settle runs the timers that are there now.
func (ts *timers) Settle() { ts.Pass(0) }

// step goes on to the next timer, or to the end.
func (ts *timers) step(end time.Duration) func() {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	first := -1
	for id, t := range ts.set {
		if t.at <= end && (first < 0 || t.at < ts.set[first].at || t.at == ts.set[first].at && id < first) {
			first = id
		}
	}
	to, fn := end, (func())(nil)
	if first >= 0 {
		to, fn = ts.set[first].at, ts.set[first].fn
		delete(ts.set, first)
	}
	if to > ts.mono {
		ts.clock.Move(to - ts.mono)
		ts.mono = to
	}
	return fn
}

// keeping is a house with a keeper in it.
type keeping struct {
	*house
	timers *timers
	keeper *broker.Keeper

	said [][]broker.SoonToken
}

func newKeeping(t testing.TB) *keeping {
	k := &keeping{house: newHouse(t)}
	k.timers = newTimers(k.clock)
	k.keeper = k.keep(k.broker)
	return k
}

// keep makes a keeper for the broker and starts it.
func (k *keeping) keep(b *broker.Broker) *broker.Keeper {
	keeper := broker.NewKeeper(b, broker.KeeperParams{
		After:  k.timers.After,
		OnSoon: func(tokens []broker.SoonToken) { k.said = append(k.said, tokens) },
	})
	keeper.Start(bg)
	k.t.Cleanup(keeper.Stop)
	k.timers.Settle()
	return keeper
}

// issued is a credential with a token of that kind.
func (k *keeping) issued(platform, name, kind string) vault.Credential {
	k.t.Helper()
	cred := k.add(platform, name)
	_, err := k.broker.Issue(bg, cred.ID, kind)
	require.NoError(k.t, err)
	k.timers.Settle()
	return k.now(cred)
}

// now is the credential as it is stored.
func (k *keeping) now(cred vault.Credential) vault.Credential {
	k.t.Helper()
	now, err := k.vault.Get(cred.ID)
	require.NoError(k.t, err)
	return now
}

// choose lets the credential's only token be renewed by itself, or not.
func (k *keeping) choose(cred vault.Credential, on bool) {
	k.t.Helper()
	require.NoError(k.t, k.broker.SetAutoRenew(bg, cred.ID, k.now(cred).Tokens[0].ID, on))
	k.timers.Settle()
}

// age is how old the credential's only token is.
func (k *keeping) age(cred vault.Credential) time.Duration {
	k.t.Helper()
	return k.clock.Now().Sub(k.now(cred).Tokens[0].IssuedAt)
}

// failures are the errors of renewals that were told.
func (k *keeping) failures() (errs []error) {
	for _, e := range k.seen() {
		if f, ok := e.(broker.AutoRenewFailed); ok {
			errs = append(errs, f.Err)
		}
	}
	return errs
}

// asked counts the platform's requests whose path has that ending.
func (k *keeping) asked(platform, ending string) int {
	count := 0
	for _, r := range k.world.Requests(platform) {
		if len(r.Path) >= len(ending) && r.Path[len(r.Path)-len(ending):] == ending {
			count++
		}
	}
	return count
}
