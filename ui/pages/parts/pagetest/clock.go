package pagetest

import (
	"slices"
	"sync"
	"time"
)

// Clock stands still until a test moves it. It may be asked from any goroutine, as
// what renews tokens does.
type Clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*Timer
}

// Timer is what is to happen at a time.
type Timer struct {
	At   time.Time
	Fire func()
}

// NewClock makes a clock that shows a time.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now is what it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves it, and lets nothing happen that is due.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// SetBack moves it as people do, whom timers do not follow.
func (c *Clock) SetBack(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(-d)
	for _, t := range c.timers {
		t.At = t.At.Add(-d)
	}
}

// After stands in for time.AfterFunc.
func (c *Clock) After(d time.Duration, fire func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &Timer{At: c.now.Add(d), Fire: fire}
	c.timers = append(c.timers, t)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.drop(t)
	}
}

// Next takes the earliest timer that is due until end and moves the clock to its
// time, if that is to come; nil if there is none.
func (c *Clock) Next(end time.Time) *Timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	var next *Timer
	for _, t := range c.timers {
		if !t.At.After(end) && (next == nil || t.At.Before(next.At)) {
			next = t
		}
	}
	if next != nil {
		c.drop(next)
		if next.At.After(c.now) {
			c.now = next.At
		}
	}
	return next
}

func (c *Clock) drop(t *Timer) {
	c.timers = slices.DeleteFunc(c.timers, func(other *Timer) bool { return other == t })
}

// Now is the bench's clock.
func (b *Bench) Now() time.Time { return b.clock.Now() }

// Move sets the clock forward, fires each timer at its time, and settles after each.
func (b *Bench) Move(d time.Duration) {
	end := b.Now().Add(d)
	for next := b.clock.Next(end); next != nil; next = b.clock.Next(end) {
		next.Fire()
		b.Settle()
	}
	b.clock.Set(end)
	b.Settle()
}

// Tick is Move without waiting for work, as while something hangs.
func (b *Bench) Tick(d time.Duration) {
	end := b.Now().Add(d)
	for next := b.clock.Next(end); next != nil; next = b.clock.Next(end) {
		next.Fire()
		b.Deliver()
	}
	b.clock.Set(end)
}
