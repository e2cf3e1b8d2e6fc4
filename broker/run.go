package broker

import (
	"context"
	"errors"
	"time"

	"keycase/providers"
)

// Result is what a run gave.
type Result struct {
	Signed  Signed
	Outcome providers.Outcome
	// Response is zero where the operation sends nothing.
	Response providers.Response
	// Took is how long the exchange lasted.
	Took time.Duration
	// Skew is how far the platform's clock is ahead of ours.
	Skew time.Duration
	// At is the local time of the answer; lifetimes count from here.
	At time.Time

	sent bool
}

// Run signs, sends, parses and stores. Its errors are those of the vault while
// preparing, *providers.InvalidError, [QuotaError], [NetworkError],
// *providers.Failure, [StaleError], *providers.UnreadableError, and [SaveError]
// with a complete result. Calls for the same token or binding share one flight.
//
// A call that is refused because stored keys or a stored token are out of date
// gets newer ones, where that needs no person, and is made once more.
func (b *Broker) Run(ctx context.Context, c Call) (Result, error) {
	prepared, err := b.Prepare(ctx, c)
	if err != nil {
		return Result{}, err
	}
	if prepared.Invalid != nil {
		return Result{}, prepared.Invalid
	}
	if prepared.Credential == nil || !stored(prepared.Operation) {
		return b.fly(ctx, prepared)
	}
	return b.shareFlight(ctx, prepared)
}

// stored tells whether what an operation gives is worth having although nobody
// waits for it any more.
func stored(op *providers.Operation) bool { return op.Yields != "" || op.Binds != "" }

// fly makes a call and stores what it gave; once more where what it was made
// with is out of date.
func (b *Broker) fly(ctx context.Context, p *Prepared) (Result, error) {
	result, err := b.ask(ctx, p)
	var refusal *providers.Failure
	if !errors.As(err, &refusal) {
		return result, err
	}
	if isOver(p, refusal) {
		b.noteOver(p)
	}
	if !p.renewable(refusal.Stale) {
		return result, err
	}
	if err := b.freshen(ctx, p, refusal.Stale); err != nil {
		return result, newStaleError(refusal, err)
	}
	again, err := b.Prepare(ctx, p.call)
	if err == nil {
		err = again.Invalid
	}
	if err != nil {
		return result, newStaleError(refusal, err)
	}
	return b.ask(ctx, again)
}

// ask makes one exchange and stores what it gave. A refusal that may come from
// a wrong clock is tried once more if the answer just taught us the right one.
func (b *Broker) ask(ctx context.Context, p *Prepared) (Result, error) {
	result, learned, err := b.exchange(ctx, p)
	var failure *providers.Failure
	if learned && p.call.Env == "" && errors.As(err, &failure) && failure.Clock {
		b.told(result, err)
		result, _, err = b.exchange(ctx, p)
	}
	if err == nil && p.Credential != nil {
		err = b.keep(ctx, p, result)
	}
	b.told(result, err)
	return result, err
}

func (b *Broker) exchange(ctx context.Context, p *Prepared) (result Result, learned bool, err error) {
	signed, err := b.sign(p)
	if err != nil {
		return Result{}, false, err
	}
	result = Result{Signed: signed, At: b.p.Clock()}
	if !p.Operation.Sends {
		result.Outcome.Token = signed.Token
		return result, false, nil
	}
	giveBack, err := b.reserve(p)
	if err != nil {
		return result, false, err
	}
	ctx, cancel := context.WithTimeout(ctx, b.p.Timeout)
	defer cancel()
	sentAt := b.p.Clock()
	resp, err := b.send(ctx, signed.Request)
	result.At, result.sent = b.p.Clock(), true
	result.Took = result.At.Sub(sentAt)
	if resp.Header != nil {
		result.Skew, learned = b.skews.learn(signed.Request.URL, resp.Header, sentAt, result.At)
		if learned {
			b.emit(SkewLearned{Platform: p.Platform.ID, Skew: result.Skew})
		}
	}
	if err != nil {
		if neverLeft(err) {
			giveBack()
		}
		result.Response.Status = resp.Status
		return result, learned, err
	}
	resp.Values, resp.Env = p.Values, signed.Env
	result.Response = resp
	result.Outcome, err = p.Operation.Parse(resp)
	return result, learned, withhold(err, signed)
}
