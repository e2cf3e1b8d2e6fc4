package broker

import (
	"context"
	"maps"
	"sync"
	"time"

	"keycase/vault"
)

const (
	// lookAtLeast bounds the time between two looks, so that a machine that
	// slept, or whose clock was set, is noticed.
	lookAtLeast = 5 * time.Minute
	// lookAtMost keeps looks apart, whatever the arithmetic says.
	lookAtMost = time.Second
	// blockedWait is how long what is due waits for the store to be unlocked.
	blockedWait = time.Minute
	// sleptFor is by how much a timer comes late only after a sleep or a change
	// of the clock.
	sleptFor = time.Minute
)

// KeeperParams are what a Keeper works with.
type KeeperParams struct {
	// After calls fn once d has passed, on a goroutine that may block on the
	// network and the keyring, unless stop is called first; as time.AfterFunc.
	After func(d time.Duration, fn func()) (stop func())
	// OnSoon is told which tokens a person should know about: each when it is
	// going to expire soon and when it has expired, once, and all at a time in
	// one call. A token that is renewed by itself is among them only if that did
	// not work. It is called on After's goroutine and must not block; nil for
	// nobody.
	OnSoon func([]SoonToken)
	// Auto tells which tokens are to be renewed by themselves, in the place of
	// [Broker.AutoRenews]; nil for that. It is called on After's goroutine.
	Auto func(vault.Credential, vault.Token) bool
}

// Keeper renews the tokens that are to be renewed by themselves, in time and
// within the quotas, and tells which tokens are going to expire. It asks for no
// passphrase: while the store is locked, it waits. Make one with [NewKeeper].
//
// It sets one timer, for the next moment at which something is to be done, and
// looks again whenever tokens, credentials or choices change.
type Keeper struct {
	b *Broker
	p KeeperParams

	mu       sync.Mutex
	ctx      context.Context // from Start to Stop
	end      context.CancelFunc
	unlisten []func()
	stop     func()    // stops the timer
	timer    int       // counts timers, so that a late one is recognised
	expected time.Time // when the timer should come; zero during a look
	slept    bool      // the timer came late, or would have
	looking  bool
	again    bool // something changed during the look

	// The following belongs to the look under way.
	tries  map[tokenKey]try
	silent map[string]backoff // by address, those that gave no answer
	told   map[notice]telling
}

// NewKeeper makes a Keeper that does nothing until it is started.
func NewKeeper(b *Broker, p KeeperParams) *Keeper {
	return &Keeper{b: b, p: p, tries: map[tokenKey]try{}, silent: map[string]backoff{}}
}

// Start lets it work until ctx ends or Stop is called. It is called once. ctx
// must not allow prompts (vault.WithPrompt): nobody asked for what happens here.
func (k *Keeper) Start(ctx context.Context) {
	changes, unwatch := k.b.p.Vault.Changes() // other processes change things as well
	go func() {
		for range changes {
			k.Wake()
		}
	}()
	unsubscribe := k.b.Subscribe(func(e Event) {
		switch e.(type) {
		case CredentialChanged, AutoRenewChanged:
			k.Wake()
		}
	})
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ctx, k.end = context.WithCancel(ctx)
	unfollow := context.AfterFunc(ctx, k.Stop)
	k.unlisten = []func(){unwatch, unsubscribe, func() { unfollow() }}
	k.plan(0)
}

// Stop ends it without waiting: a look that is under way gives up soon, and
// [Broker.Wait] waits for calls that are on their way.
func (k *Keeper) Stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ctx == nil {
		return
	}
	k.end()
	for _, fn := range k.unlisten {
		fn()
	}
	k.unlisten = nil
	k.timer++
	if k.stop != nil {
		k.stop()
	}
}

// Wake makes it look at once. Call it after the store was unlocked, which
// nothing else tells.
func (k *Keeper) Wake() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.looking {
		k.again = true
		return
	}
	k.plan(0)
}

// plan sets the timer, in the place of the one before. The caller holds mu.
func (k *Keeper) plan(d time.Duration) {
	if k.ctx == nil || k.ctx.Err() != nil {
		return
	}
	if k.stop != nil {
		k.stop()
	}
	now := k.b.p.Clock()
	k.slept = k.slept || !k.expected.IsZero() && now.Sub(k.expected) > sleptFor
	k.expected = now.Add(d)
	k.timer++
	timer := k.timer
	k.stop = k.p.After(d, func() { k.turn(timer) })
}

// turn is what the timer does.
func (k *Keeper) turn(timer int) {
	k.mu.Lock()
	if timer != k.timer || k.looking || k.ctx.Err() != nil {
		k.mu.Unlock()
		return
	}
	k.looking = true
	ctx, slept := k.ctx, k.slept || k.b.p.Clock().Sub(k.expected) > sleptFor
	k.slept, k.expected = false, time.Time{} // a long look is no sleep
	k.mu.Unlock()

	next := k.look(ctx, slept)

	k.mu.Lock()
	defer k.mu.Unlock()
	k.looking = false
	if k.again {
		k.again, next = false, 0
	}
	k.plan(next)
}

// look does what is to be done now, and returns how long to wait for the next.
func (k *Keeper) look(ctx context.Context, slept bool) time.Duration {
	if slept {
		clear(k.silent) // the network may well be another one
	}
	if k.b.Unsaved() > 0 && !k.b.p.Vault.Locked() {
		_ = k.b.SaveUnsaved(ctx) // they go on waiting
	}
	k.b.dropOrphans()
	tokens := k.b.watchedTokens(k.renews())
	k.forget(tokens)
	if k.renewDue(ctx, tokens) {
		tokens = k.b.watchedTokens(k.renews())
	}
	if ctx.Err() == nil {
		k.remind(tokens)
	}
	return k.wait(tokens)
}

// forget drops what was tried for tokens that are no longer renewed.
func (k *Keeper) forget(tokens []*watched) {
	auto := map[tokenKey]bool{}
	for _, w := range tokens {
		if w.auto {
			auto[w.key] = true
		}
	}
	maps.DeleteFunc(k.tries, func(key tokenKey, _ try) bool { return !auto[key] })
}

// wait is how long nothing is to be done.
func (k *Keeper) wait(tokens []*watched) time.Duration {
	now := k.b.p.Clock()
	wait := lookAtLeast
	sooner := func(at time.Time) {
		if d := at.Sub(now); d > 0 && d < wait {
			wait = d
		}
	}
	for _, w := range tokens {
		sooner(w.soon())
		sooner(w.token.ExpiresAt)
		if at, ok := w.refreshSoon(); ok {
			sooner(at)
		}
		if !w.auto {
			continue
		}
		sooner(w.alarm())
		at, ok := k.nextTry(w, now)
		switch {
		case ok && at.After(now):
			sooner(at)
		case ok: // something else is in its way
			sooner(now.Add(blockedWait))
		}
	}
	return max(wait, lookAtMost)
}
