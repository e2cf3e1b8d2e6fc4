package core

import (
	"sync"
	"time"
)

// easedStep is how often countdowns in seconds move while nobody is at the window.
const easedStep = 5 * time.Second

// Ticker is the one clock that makes countdowns move. It ticks each second only
// while some listener asks for seconds, else each minute, and not at all while
// it is paused (window hidden) or nobody listens. Eased (nobody is at the
// window), it ticks each five seconds instead of each second, unless what counts
// down is a deadline.
type Ticker struct {
	after func(time.Duration, func()) (stop func())
	onUI  func(func())
	clock func() time.Time

	mu        sync.Mutex
	next      int
	listeners map[int]listener
	paused    bool
	eased     bool
	cancel    func()
	running   int // counts starts, so that a late timer is recognised
}

type listener struct {
	// tick is called on the UI goroutine; it returns how soon it wants to be
	// called again: within seconds, or within a minute.
	tick     func(now time.Time) (seconds bool)
	fast     bool
	deadline bool // its seconds count even while eased
}

// NewTicker makes a Ticker. after is time.AfterFunc in the app.
func NewTicker(clock func() time.Time, after func(time.Duration, func()) (stop func()), onUI func(func())) *Ticker {
	return &Ticker{clock: clock, after: after, onUI: onUI, listeners: map[int]listener{}}
}

// Listen calls tick at once and then on every tick until stop is called. tick
// returns whether it needs the seconds.
func (t *Ticker) Listen(tick func(now time.Time) (seconds bool)) (stop func()) {
	return t.listen(listener{tick: tick})
}

// ListenToDeadline is Listen for a countdown that a person races, with hands that
// may be busy elsewhere: its seconds move also while the ticker is eased.
func (t *Ticker) ListenToDeadline(tick func(now time.Time) (seconds bool)) (stop func()) {
	return t.listen(listener{tick: tick, deadline: true})
}

func (t *Ticker) listen(l listener) (stop func()) {
	l.fast = l.tick(t.clock())
	t.mu.Lock()
	id := t.next
	t.next++
	t.listeners[id] = l
	t.plan()
	t.mu.Unlock()
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.listeners, id)
		t.plan()
	}
}

// Pause stops the ticking while nothing can be seen.
func (t *Ticker) Pause() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.paused = true
	t.plan()
}

// Resume ticks at once and goes on.
func (t *Ticker) Resume() {
	t.mu.Lock()
	t.paused = false
	t.mu.Unlock()
	t.tick()
}

// Ease lets the ticker take its time, or no longer. A countdown that is seen
// from afar is no less right for it; what costs is that Fyne draws the whole
// window for each step.
func (t *Ticker) Ease(eased bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.eased == eased {
		return // planned anew, a tick that is just under way would be lost
	}
	t.eased = eased
	t.plan()
}

// After runs fn on the UI goroutine once d has passed, unless stop is called
// first. It is for what follows typing with a delay.
func (t *Ticker) After(d time.Duration, fn func()) (stop func()) {
	stopped := false // only touched on the UI goroutine
	cancel := t.after(d, func() {
		t.onUI(func() {
			if !stopped {
				fn()
			}
		})
	})
	return func() {
		stopped = true
		cancel()
	}
}

// plan sets the timer for the next full second or minute. Full ones: all
// countdowns change together, and none of them drifts.
func (t *Ticker) plan() {
	t.running++
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	if t.paused || len(t.listeners) == 0 {
		return
	}
	now, run, step := t.clock(), t.running, t.step()
	t.cancel = t.after(now.Truncate(step).Add(step).Sub(now), func() {
		t.onUI(func() {
			t.mu.Lock()
			current := run == t.running
			t.mu.Unlock()
			if current {
				t.tick()
			}
		})
	})
}

// step is what the listener asks for that is in the greatest hurry.
func (t *Ticker) step() time.Duration {
	step := time.Minute
	for _, l := range t.listeners {
		switch {
		case !l.fast:
		case t.eased && !l.deadline:
			step = min(step, easedStep)
		default:
			return time.Second
		}
	}
	return step
}

// tick runs on the UI goroutine.
func (t *Ticker) tick() {
	t.mu.Lock()
	ids := make([]int, 0, len(t.listeners))
	for id := range t.listeners {
		ids = append(ids, id)
	}
	t.mu.Unlock()
	now := t.clock()
	for _, id := range ids {
		t.mu.Lock()
		l, ok := t.listeners[id]
		t.mu.Unlock()
		if !ok {
			continue // stopped by another listener
		}
		l.fast = l.tick(now)
		t.mu.Lock()
		if _, ok := t.listeners[id]; ok {
			t.listeners[id] = l
		}
		t.mu.Unlock()
	}
	t.mu.Lock()
	t.plan()
	t.mu.Unlock()
}
