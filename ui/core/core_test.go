package core

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// clock is one that a test moves; its timers fire as it passes them.
type clock struct {
	now    time.Time
	timers map[int]timer
	next   int
}

type timer struct {
	at   time.Time
	fire func()
}

func newClock() *clock {
	return &clock{now: time.Date(2025, 11, 21, 14, 26, 30, 500e6, time.UTC), timers: map[int]timer{}}
}

func (c *clock) after(d time.Duration, fire func()) (stop func()) {
	id := c.next
	c.next++
	c.timers[id] = timer{c.now.Add(d), fire}
	return func() { delete(c.timers, id) }
}

func (c *clock) move(d time.Duration) {
	end := c.now.Add(d)
	for {
		found := -1
		for id, t := range c.timers {
			if !t.at.After(end) && (found < 0 || t.at.Before(c.timers[found].at)) {
				found = id
			}
		}
		if found < 0 {
			break
		}
		t := c.timers[found]
		delete(c.timers, found)
		c.now = t.at
		t.fire()
	}
	c.now = end
}

func now(fn func()) { fn() }

func (c *clock) ticker() *Ticker {
	return NewTicker(func() time.Time { return c.now }, c.after, now)
}

func TestTickerTicksAsOftenAsSomebodyNeeds(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	var slow, fast []time.Time
	fastNeeded := true
	ticker.Listen(func(now time.Time) bool {
		slow = append(slow, now)
		return false
	})
	require.Len(t, slow, 1, "at once")
	c.move(time.Minute)
	assert.Len(t, slow, 2, "on the full minute")
	assert.Zero(t, slow[1].Second())

	stop := ticker.Listen(func(now time.Time) bool {
		fast = append(fast, now)
		return fastNeeded
	})
	c.move(5 * time.Second)
	assert.Len(t, fast, 6)
	assert.Zero(t, fast[5].Nanosecond(), "on full seconds, so that all countdowns change together")
	fastNeeded = false
	c.move(time.Second)
	before := len(fast)
	c.move(20 * time.Second)
	assert.Len(t, fast, before, "nobody needs the seconds any more")

	stop()
	c.move(10 * time.Minute)
	assert.Len(t, fast, before)
}

func TestTickerRestsAndCatchesUp(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	ticks := 0
	ticker.Listen(func(time.Time) bool {
		ticks++
		return true
	})
	ticker.Pause()
	assert.Empty(t, c.timers, "nothing wakes the machine")
	c.move(time.Hour)
	assert.Equal(t, 1, ticks)
	ticker.Resume()
	assert.Equal(t, 2, ticks)
	c.move(2 * time.Second)
	assert.Equal(t, 4, ticks)
}

func TestTickerTakesItsTimeWhileEased(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	var ticks []time.Time
	ticker.Listen(func(now time.Time) bool {
		ticks = append(ticks, now)
		return true
	})
	ticker.Ease(true)
	c.move(20 * time.Second)
	assert.Len(t, ticks, 5)
	assert.Zero(t, ticks[4].Second()%5, "on full steps")
	ticker.Ease(false)
	c.move(2 * time.Second)
	assert.Len(t, ticks, 7)
}

func TestTickerLosesNoTickToBeingEasedAsBefore(t *testing.T) {
	c := newClock()
	var queue []func()
	ticker := NewTicker(func() time.Time { return c.now }, c.after, func(fn func()) { queue = append(queue, fn) })
	ticks := 0
	ticker.Listen(func(time.Time) bool {
		ticks++
		return true
	})
	c.move(time.Second)
	require.Len(t, queue, 1, "the tick waits for the UI goroutine")
	ticker.Ease(false)
	queue[0]()
	assert.Equal(t, 2, ticks)
}

func TestTickerKeepsTheSecondsOfADeadlineWhileEased(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	ticker.Ease(true)
	ticker.Listen(func(time.Time) bool { return true })
	ticks, seconds := 0, true
	ticker.ListenToDeadline(func(time.Time) bool {
		ticks++
		return seconds
	})
	c.move(10 * time.Second)
	require.Equal(t, 11, ticks)
	seconds = false // it is over
	c.move(time.Second)
	require.Equal(t, 12, ticks)
	c.move(20 * time.Second)
	assert.Equal(t, 16, ticks, "with the others")
}

func TestTickerForgetsTheDeadlineThatNobodyFollows(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	ticker.Ease(true)
	ticks := 0
	ticker.Listen(func(time.Time) bool {
		ticks++
		return true
	})
	stop := ticker.ListenToDeadline(func(time.Time) bool { return true })
	c.move(10 * time.Second)
	assert.Equal(t, 11, ticks)
	stop()
	c.move(20 * time.Second)
	assert.Equal(t, 15, ticks)
}

func TestTickerSurvivesListenersThatStopEachOther(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	stops := map[int]func(){}
	ran := 0
	for i := range 2 {
		stops[i] = ticker.Listen(func(time.Time) bool {
			if stop := stops[1-i]; stop != nil && len(stops) == 2 {
				stop()
			}
			ran++
			return true
		})
	}
	ran = 0
	c.move(time.Second)
	assert.Equal(t, 1, ran, "the one that came first stopped the other")
}

func TestAfterCanBeStopped(t *testing.T) {
	c := newClock()
	ticker := c.ticker()
	ran := 0
	ticker.After(time.Second, func() { ran++ })
	stop := ticker.After(time.Second, func() { ran += 10 })
	stop()
	c.move(time.Minute)
	assert.Equal(t, 1, ran)
}

func TestDoBringsTheResultUnlessCancelled(t *testing.T) {
	queue := make(chan func(), 8)
	c := &Context{Worker: NewWorker(func(fn func()) { queue <- fn })}
	failed := errors.New("failed")
	got := 0
	Do(c, func(context.Context) (int, error) { return 42, failed }, func(n int, err error) {
		got = n
		assert.ErrorIs(t, err, failed)
	})
	(<-queue)()
	assert.Equal(t, 42, got)

	begun := make(chan struct{})
	cancel := Do(c, func(ctx context.Context) (int, error) {
		close(begun)
		<-ctx.Done()
		return 7, ctx.Err()
	}, func(n int, _ error) { got = n })
	<-begun
	cancel()
	(<-queue)()
	assert.Equal(t, 42, got, "nobody wants it any more")

	Do(c, func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 7, nil
	}, func(n int, _ error) { got = n })
	c.Worker.Close()
	(<-queue)()
	c.Worker.Wait()
	assert.Equal(t, 42, got)
}

func TestWatchEndsWithItsChannel(t *testing.T) {
	queue := make(chan func(), 8)
	w := NewWorker(func(fn func()) { queue <- fn })
	changes := make(chan struct{})
	seen := 0
	w.Watch(changes, func() { seen++ })
	for range 3 {
		changes <- struct{}{}
		(<-queue)()
	}
	close(changes)
	assert.Equal(t, 3, seen)
	w.Wait() // watching is no work that anybody waits for
}

// TestResultsWaitWhileTheWindowIsCovered, but for those of what stands around the
// pages.
func TestResultsWaitWhileTheWindowIsCovered(t *testing.T) {
	var queue []func()
	worker := NewWorker(func(fn func()) { queue = append(queue, fn) })
	c := &Context{Worker: worker}
	settle := func() {
		worker.Wait()
		for len(queue) > 0 {
			next := queue[0]
			queue = queue[1:]
			next()
		}
	}
	var came []string
	work := func(do func(*Context, func(context.Context) (string, error), func(string, error)) func(), name string) (cancel func()) {
		cancel = do(c, func(context.Context) (string, error) { return name, nil }, func(name string, _ error) {
			came = append(came, name)
		})
		settle()
		return cancel
	}
	worker.Cover()
	work(Do[string], "first")
	cancel := work(Do[string], "given up meanwhile")
	work(DoAround[string], "around")
	work(Do[string], "second")
	assert.Equal(t, []string{"around"}, came)
	cancel()
	worker.Uncover()
	assert.Equal(t, []string{"around", "first", "second"}, came)
	worker.Uncover()
	work(Do[string], "third")
	assert.Equal(t, []string{"around", "first", "second", "third"}, came, "each once")
}
