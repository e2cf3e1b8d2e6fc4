package pagetest

import (
	"slices"
	"time"
)

type timer struct {
	at   time.Time
	fire func()
}

// Now is the bench's clock.
func (b *Bench) Now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

// Move sets the clock forward, fires each timer at its time, and settles after each.
func (b *Bench) Move(d time.Duration) {
	end := b.Now().Add(d)
	for {
		next := b.nextTimer(end)
		if next == nil {
			break
		}
		next.fire()
		b.Settle()
	}
	b.mu.Lock()
	b.now = end
	b.mu.Unlock()
	b.Settle()
}

// Tick is Move without waiting for work, as while something hangs.
func (b *Bench) Tick(d time.Duration) {
	end := b.Now().Add(d)
	for next := b.nextTimer(end); next != nil; next = b.nextTimer(end) {
		next.fire()
		b.Deliver()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = end
}

// nextTimer takes the earliest timer that is due until end and sets the clock to its time.
func (b *Bench) nextTimer(end time.Time) *timer {
	b.mu.Lock()
	defer b.mu.Unlock()
	var next *timer
	for _, t := range b.timers {
		if !t.at.After(end) && (next == nil || t.at.Before(next.at)) {
			next = t
		}
	}
	if next != nil {
		b.drop(next)
		if next.at.After(b.now) {
			b.now = next.at
		}
	}
	return next
}

func (b *Bench) drop(t *timer) {
	b.timers = slices.DeleteFunc(b.timers, func(other *timer) bool { return other == t })
}

// after stands in for time.AfterFunc.
func (b *Bench) after(d time.Duration, fire func()) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := &timer{at: b.now.Add(d), fire: fire}
	b.timers = append(b.timers, t)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.drop(t)
	}
}
