package ui

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/away"
	"keycase/desktop/window"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// watchedWindow is a window that a test lets people see and touch, on a clock that
// it moves.
type watchedWindow struct {
	*bench
	u     *UI
	clock *pagetest.Clock

	changed func(visible bool)
	touch   func()
	away    func(away.Event)
}

func newWatchedWindow(t *testing.T) *watchedWindow { return watchWindow(newBench(t, vault.StateReady)) }

func watchWindow(b *bench) *watchedWindow {
	w := &watchedWindow{bench: b, clock: pagetest.NewClock(now)}
	w.u = w.start(func(p *Params) {
		p.Clock, p.After = w.clock.Now, w.clock.After
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
	end := w.clock.Now().Add(d)
	for next := w.clock.Next(end); next != nil; next = w.clock.Next(end) {
		next.Fire()
		w.settle()
	}
	w.clock.Set(end)
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
