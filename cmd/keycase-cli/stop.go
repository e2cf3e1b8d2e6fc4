package main

import (
	"context"
	"time"
)

// soon is how long a command may take to end without a word about it.
const soon = 100 * time.Millisecond

// land waits for the calls that an interrupted command has left under way: the
// platform has counted them, and what they yield is still to be stored.
func (c *cli) land(ctx context.Context) {
	if c.room.broker == nil || c.landed(ctx, soon) {
		return
	}
	c.warn(c.T("cli.stop.waiting", "Span", span(c.Localizer, c.globals.timeout)))
	if !c.landed(ctx, c.globals.timeout) {
		c.warn(c.T("cli.stop.given_up"))
	}
}

func (c *cli) landed(ctx context.Context, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	return c.room.broker.Wait(ctx) == nil
}

// heeding runs what can block for as long as somebody else likes, such as reading
// a pipe, and gives it up when ctx ends.
func heeding[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type outcome struct {
		got T
		err error
	}
	done := make(chan outcome, 1)
	go func() {
		got, err := do()
		done <- outcome{got, err}
	}()
	select {
	case o := <-done:
		return o.got, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
