package broker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/singleflight"

	"keycase/providers"
)

// flightExchanges is how many exchanges one flight may need: one that is refused
// for the clock, one for the keys, getting newer ones, and the last.
const flightExchanges = 6

// shareFlight lets one of the callers for the same token or binding go and gives
// its result to all. A caller that gives up does not stop the flight: its answer is
// stored, because the platform has already counted the call or bound what it was
// about.
func (b *Broker) shareFlight(ctx context.Context, p *Prepared) (Result, error) {
	for {
		result, err := b.joinFlight(ctx, p)
		if p.call.unasked != nil || !errors.As(err, &unaskedError{}) {
			return result, err
		}
		// Who asks for it does not share the refusal of a flight that nobody
		// asked for.
	}
}

func (b *Broker) joinFlight(ctx context.Context, p *Prepared) (Result, error) {
	key := flightKey(p)
	landed := b.flights.DoChan(key, func() (any, error) {
		flightCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flightExchanges*b.p.Timeout)
		defer cancel()
		return b.flyAlone(flightCtx, p, key)
	})
	answer := make(chan singleflight.Result, 1)
	b.open.Go(func() { answer <- <-landed })
	select {
	case r := <-answer:
		result, _ := r.Val.(Result)
		return result, r.Err
	case <-ctx.Done():
		return Result{}, networkError(ctx.Err())
	}
}

// Wait returns when no flight is under way, or with ctx's error. A program calls
// it before it ends, so that nothing is lost that a platform has counted or bound.
func (b *Broker) Wait(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		b.open.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// flightKey is equal for calls that would give the same. It is a digest,
// because what the caller gave can be secret.
func flightKey(p *Prepared) string {
	sum := sha256.New()
	for _, part := range []string{p.Credential.ID, p.call.Operation, p.call.Subject, p.call.Env} {
		_, _ = fmt.Fprintf(sum, "%q ", part)
	}
	_, _ = fmt.Fprintf(sum, "%q ", p.call.Without)
	for _, name := range slices.Sorted(maps.Keys(p.call.Values)) {
		_, _ = fmt.Fprintf(sum, "%q=%q ", name, p.call.Values[name])
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// flyAlone keeps other processes from fetching the same token at the same time
// and takes over what one of them has just stored. What binds without a token is
// only sent after theirs: binding twice costs nothing.
func (b *Broker) flyAlone(ctx context.Context, p *Prepared, key string) (Result, error) {
	if b.p.LockDir == "" || !p.Operation.Sends {
		return b.flyIfDue(ctx, p)
	}
	asked := b.p.Clock()
	lock := flock.New(filepath.Join(b.p.LockDir, "flight-"+key+".lock"))
	got, err := lock.TryLock()
	if err == nil && got {
		defer func() { _ = lock.Unlock() }()
		return b.flyIfDue(ctx, p)
	}
	if _, err = lock.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			return Result{}, networkError(err)
		}
		return b.flyIfDue(ctx, p) // no lock to be had here: better twice than never
	}
	defer func() { _ = lock.Unlock() }()
	if result, ok := b.takeOver(ctx, p, asked); ok {
		return result, nil
	}
	return b.flyIfDue(ctx, p)
}

// flyIfDue looks again, now that nobody else can fetch the same token, whether
// a call that nobody asked for still replaces what it was to replace.
func (b *Broker) flyIfDue(ctx context.Context, p *Prepared) (Result, error) {
	if old := p.call.unasked; old != nil {
		cred, err := b.p.Vault.Get(p.Credential.ID)
		if err != nil {
			return Result{}, unaskedError{err}
		}
		if now, ok := keyOf(cred, *old).in(cred); !ok || !now.IssuedAt.Equal(old.IssuedAt) {
			return Result{}, unaskedError{errNotDue}
		}
	}
	return b.fly(ctx, p)
}

func (b *Broker) takeOver(ctx context.Context, p *Prepared, asked time.Time) (Result, bool) {
	cred, err := b.p.Vault.Get(p.Credential.ID)
	if err != nil {
		return Result{}, false
	}
	t, ok := FindToken(cred, p.Operation.Yields, p.call.Subject)
	if p.Operation.Yields == "" || !ok || t.IssuedAt.Before(asked) {
		return Result{}, false
	}
	secret, err := b.p.Vault.TokenSecret(ctx, cred.ID, t.ID)
	if err != nil {
		return Result{}, false
	}
	return Result{
		Signed: Signed{Prepared: p},
		At:     t.IssuedAt,
		Outcome: providers.Outcome{Token: &providers.Token{
			Kind: t.Kind, Value: secret.Value, Subject: t.Subject, NeverExpires: t.Never,
			ExpiresIn: t.ExpiresAt.Sub(t.IssuedAt), RefreshToken: secret.Refresh, Attributes: t.Attributes,
		}},
	}, true
}
