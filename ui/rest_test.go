package ui

import (
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
	u      *UI
	now    time.Time
	timers map[int]timer
	next   int

	changed func(visible bool)
	touch   func()
	away    func(away.Event)
}

type timer struct {
	at   time.Time
	fire func()
}

func newWatchedWindow(t *testing.T) *watchedWindow { return watchWindow(newBench(t, vault.StateReady)) }

func watchWindow(b *bench) *watchedWindow {
	w := &watchedWindow{bench: b, now: now, timers: map[int]timer{}}
	w.u = w.start(func(p *Params) {
		p.Clock, p.After = func() time.Time { return w.now }, w.after
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

func (w *watchedWindow) after(d time.Duration, fire func()) (stop func()) {
	id := w.next
	w.next++
	w.timers[id] = timer{w.now.Add(d), fire}
	return func() { delete(w.timers, id) }
}

// move lets time pass, with all that is due meanwhile.
func (w *watchedWindow) move(d time.Duration) {
	end := w.now.Add(d)
	for {
		first := -1
		for id, t := range w.timers {
			if !t.at.After(end) && (first < 0 || t.at.Before(w.timers[first].at)) {
				first = id
			}
		}
		if first < 0 {
			w.now = end
			return
		}
		due := w.timers[first]
		delete(w.timers, first)
		w.now = due.at
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
