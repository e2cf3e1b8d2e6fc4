package ui

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/away"
	"keycase/desktop/window"
	"keycase/vault"
)

// watchedWindow is a window that a test lets people see and touch, on a clock that
// it moves.
type watchedWindow struct {
	*bench
	u     *UI
	clock *movedClock

	changed func(visible bool)
	touch   func()
	away    func(away.Event)
}

// movedClock stands still until a test moves it. What renews tokens asks it on a
// goroutine of its own.
type movedClock struct {
	mu     sync.Mutex
	now    time.Time
	timers map[int]timer
	next   int
}

type timer struct {
	at   time.Time
	fire func()
}

func (c *movedClock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// set moves the clock and lets nothing happen that is due.
func (c *movedClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *movedClock) after(d time.Duration, fire func()) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.next
	c.next++
	c.timers[id] = timer{c.now.Add(d), fire}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.timers, id)
	}
}

// take takes the first of what is due until a time.
func (c *movedClock) take(end time.Time) (due timer, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := -1
	for id, t := range c.timers {
		if !t.at.After(end) && (first < 0 || t.at.Before(c.timers[first].at)) {
			first = id
		}
	}
	due, ok = c.timers[first]
	delete(c.timers, first)
	return due, ok
}

// setBack moves the clock as people do, whom timers do not follow.
func (c *movedClock) setBack(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(-d)
	for id, t := range c.timers {
		t.at = t.at.Add(-d)
		c.timers[id] = t
	}
}

func newWatchedWindow(t *testing.T) *watchedWindow { return watchWindow(newBench(t, vault.StateReady)) }

func watchWindow(b *bench) *watchedWindow {
	w := &watchedWindow{bench: b, clock: &movedClock{now: now, timers: map[int]timer{}}}
	w.u = w.start(func(p *Params) {
		p.Clock, p.After = w.clock.time, w.clock.after
		p.Desktop = Desktop{Watch: func(_ window.Handle, changed func(bool), touched func()) (func(), error) {
			w.changed, w.touch = changed, touched
			return func() {}, nil
		}, Away: func(_ uintptr, tell func(away.Event)) (func(), error) {
			w.away = tell
			return func() {}, nil
		}}
	})
	w.u.wake()
	return w
}

// follow connects the window, which is none of the system's, as if it were.
func (w *watchedWindow) follow() {
	w.u.watch()
	w.settle()
	w.changed(true)
	w.settle()
}

// move lets time pass, with all that is due meanwhile.
func (w *watchedWindow) move(d time.Duration) {
	end := w.clock.time().Add(d)
	for {
		due, ok := w.clock.take(end)
		if !ok {
			w.clock.set(end)
			return
		}
		w.clock.set(due.at)
		due.fire()
		w.settle()
	}
}

// steps is how often a countdown moves in ten seconds.
func (w *watchedWindow) steps() int {
	steps := -1 // without the one at the beginning
	stop := w.u.Context().Ticker.Listen(func(time.Time) bool {
		steps++
		return true
	})
	defer stop()
	w.move(10 * time.Second)
	return steps
}

const (
	lively = 10
	eased  = 2
)

func TestCountdownsTakeTheirTimeWhileNobodyIsThere(t *testing.T) {
	w := newWatchedWindow(t)
	w.follow()
	assert.Equal(t, lively, w.steps(), "somebody has just opened the window")
	w.move(RestAfter - 11*time.Second)
	w.touch()
	w.settle()
	w.move(RestAfter - 11*time.Second)
	assert.Equal(t, lively, w.steps(), "a touch counts from its own time")
	w.move(2 * time.Second)
	assert.Equal(t, eased, w.steps())
	w.touch()
	w.settle()
	assert.Equal(t, lively, w.steps(), "somebody is back")
	w.u.leave()
	assert.Equal(t, eased, w.steps(), "in another window")
	w.touch()
	w.settle()
	assert.Equal(t, eased, w.steps(), "still there")
	w.move(time.Minute)
	w.u.wake()
	assert.Equal(t, lively, w.steps())
}

func TestNobodyCountsAsGoneWhereTouchesAreNotTold(t *testing.T) {
	w := newWatchedWindow(t)
	w.move(time.Hour)
	require.Nil(t, w.touch)
	assert.Equal(t, lively, w.steps())
	w.u.leave()
	assert.Equal(t, eased, w.steps())
	w.u.wake()
	w.move(time.Hour)
	assert.Equal(t, lively, w.steps())
}
