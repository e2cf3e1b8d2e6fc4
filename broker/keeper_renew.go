package broker

import (
	"context"
	"errors"
	"maps"
	"time"

	"keycase/providers"
	"keycase/vault"
)

// The wait after a failure doubles from one to the other.
const (
	firstWait = time.Minute
	lastWait  = time.Hour
)

// backoff is when to try again after failures in a row.
type backoff struct {
	at, next time.Time
	wait     time.Duration
}

func (b backoff) failed(now time.Time) backoff {
	wait := min(max(2*b.wait, firstWait), lastWait)
	return backoff{at: now, next: now.Add(wait), wait: wait}
}

// holds tells whether it is too early to try again. A clock that was set back
// makes no wait longer.
func (b backoff) holds(now time.Time) bool { return now.Before(b.next) && !now.Before(b.at) }

// try is what came of the last attempt to renew a token.
type try struct {
	backoff
	// rest: the same would come of another attempt.
	rest bool
	// What it was tried with: once that is different, the try counts no more.
	cred   vault.Credential
	issued time.Time
}

// about tells whether the try was made with the token and the keys as they are.
func (t try) about(w *watched) bool {
	return t.issued.Equal(w.token.IssuedAt) && sameKeys(t.cred, w.cred)
}

// sameKeys tells whether a call with either credential would be the same.
func sameKeys(a, b vault.Credential) bool {
	return a.BaseURL == b.BaseURL && maps.Equal(a.Public, b.Public) && maps.EqualFunc(a.SecretsAt, b.SecretsAt, time.Time.Equal)
}

// lastTry is what was tried for the token as it is now.
func (k *Keeper) lastTry(w *watched) (try, bool) {
	t, ok := k.tries[w.key]
	return t, ok && t.about(w)
}

// resting tells whether nothing more is tried for the token.
func (k *Keeper) resting(w *watched) bool {
	t, ok := k.lastTry(w)
	return ok && t.rest || k.b.unsavedOf(w.key.Credential)
}

// nextTry is when the token is to be renewed; false for not at all.
func (k *Keeper) nextTry(w *watched, now time.Time) (at time.Time, ok bool) {
	if k.resting(w) {
		return time.Time{}, false
	}
	at = w.due()
	if t, ok := k.lastTry(w); ok && t.holds(now) {
		at = latest(at, t.next)
	}
	if s := k.silent[k.b.BaseURLOf(w.cred)]; s.holds(now) {
		at = latest(at, s.next)
	}
	return at, true
}

// renewDue renews what is due, one after the other.
func (k *Keeper) renewDue(ctx context.Context, tokens []*watched) (tried bool) {
	for _, w := range tokens {
		if ctx.Err() != nil {
			return tried
		}
		if !w.auto {
			continue
		}
		now := k.b.p.Clock()
		if at, ok := k.nextTry(w, now); !ok || now.Before(at) {
			continue
		}
		if k.b.p.Vault.Locked() { // a file store might ask for its passphrase
			return tried
		}
		k.renew(ctx, w)
		tried = true
	}
	return tried
}

// renew tries once to renew the token, and keeps in mind what came of it.
func (k *Keeper) renew(ctx context.Context, w *watched) {
	err := k.b.renewUnasked(ctx, w.cred, w.token)
	if cred, gone := k.b.p.Vault.Get(w.key.Credential); gone == nil {
		w.cred = cred // its keys may be newer now
	}
	if ctx.Err() == nil {
		k.remember(w, err)
	}
}

func (k *Keeper) remember(w *watched, err error) {
	last, _ := k.lastTry(w)
	now := k.b.p.Clock()
	t := try{cred: w.cred, issued: w.token.IssuedAt}
	address := k.b.BaseURLOf(w.cred)
	var save *SaveError
	var quota *QuotaError
	var network *NetworkError
	told := err
	err = cause(err)
	switch {
	case errors.As(err, &save):
		t.rest = true // what came is kept in memory, and SaveFailed was told
	case errors.Is(err, errNotDue), errors.Is(err, vault.ErrNotFound), errors.Is(err, vault.ErrLocked), errors.Is(err, vault.ErrClosed):
		return // the next look tells how things are
	case errors.As(err, &quota):
		t.backoff = backoff{at: now, next: quota.Until, wait: last.wait}
		k.tries[w.key] = t
		return
	case errors.As(err, &network):
		k.silent[address] = k.silent[address].failed(now)
		k.b.emit(AutoRenewFailed{w.key.Credential, w.key.Kind, w.key.Subject, told})
		return
	case err == nil:
		t.rest = true // unless another token has taken its place
		k.b.emit(AutoRenewed{w.key.Credential, w.key.Kind, w.key.Subject})
	default:
		t.backoff, t.rest = last.failed(now), !mends(err)
		k.b.emit(AutoRenewFailed{w.key.Credential, w.key.Kind, w.key.Subject, told})
	}
	delete(k.silent, address)
	k.tries[w.key] = t
}

// mends tells whether trying again later may help without a person.
func mends(err error) bool {
	var failure *providers.Failure
	if errors.As(err, &failure) {
		return failure.Retry
	}
	var invalid *providers.InvalidError
	if errors.As(err, &invalid) {
		return false
	}
	for _, final := range []error{ErrBindAgain, ErrKeysLacking, ErrNoNewerKeys, vault.ErrItemMissing, vault.ErrCorrupt} {
		if errors.Is(err, final) {
			return false
		}
	}
	return true
}

// renewUnasked renews a token for which no person asked: it leaves some of the
// quota for people, and does nothing where another was faster.
func (b *Broker) renewUnasked(ctx context.Context, cred vault.Credential, t vault.Token) error {
	call, err := b.renewal(cred, t)
	if err != nil {
		return err
	}
	call.unasked = &t
	_, err = b.Run(ctx, call)
	return err
}
