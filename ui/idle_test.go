package ui

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/desktop/away"
	"keycase/ui/core"
	"keycase/vault"
)

const typed = "long enough 42"

// lockable is a watched window on an encrypted file that is open.
func lockable(t *testing.T) *watchedWindow {
	t.Helper()
	b := newBench(t, vault.StateMissing)
	_, err := b.open(t.Context(), vault.StoreFile, once([]byte(typed)))
	require.NoError(t, err)
	w := watchWindow(b)
	w.follow()
	w.unlock()
	return w
}

func (w *watchedWindow) unlock() {
	w.fields()[0].SetText(typed)
	w.press("解锁")
	require.False(w.t, w.locked())
}

func (w *watchedWindow) locked() bool { return w.u.Context().Vault.Locked() }

func (w *watchedWindow) touchNow() {
	w.touch()
	w.settle()
}

func TestFileStoreLocksWhenNobodyUsesTheWindow(t *testing.T) {
	w := lockable(t)
	w.move(defaultLockAfter - time.Second)
	assert.False(t, w.locked())
	w.touchNow()
	w.move(defaultLockAfter - time.Second)
	assert.False(t, w.locked(), "a touch counts from its own time")
	w.move(time.Second)
	assert.True(t, w.locked())
	assert.Contains(t, w.texts(), "钥匣锁着")
	w.move(time.Hour)
	w.touchNow()

	w.unlock()
	w.move(defaultLockAfter - time.Second)
	assert.False(t, w.locked(), "unlocking is use")
	w.move(time.Second)
	assert.True(t, w.locked())
}

func TestIdleTimeIsAChoice(t *testing.T) {
	w := lockable(t)
	w.u.setLockAfter(5 * time.Minute)
	w.move(5 * time.Minute)
	assert.True(t, w.locked())
	w.unlock()
	w.u.setLockAfter(0)
	w.move(24 * time.Hour)
	w.touchNow()
	assert.False(t, w.locked(), "never")
	w.u.setLockAfter(time.Hour)
	w.move(time.Hour - time.Second)
	assert.False(t, w.locked())
	w.move(time.Second)
	assert.True(t, w.locked())

	w.app.Preferences().SetInt(prefLock, 7)
	assert.Equal(t, defaultLockAfter, w.u.lockAfter(), "what the settings do not offer is no choice")
}

// TestSleepCountsAsIdle: timers stand still meanwhile, and the first touch after it
// comes before the next tick.
func TestSleepCountsAsIdle(t *testing.T) {
	w := lockable(t)
	w.clock.Set(w.clock.Now().Add(8 * time.Hour))
	w.touchNow()
	assert.True(t, w.locked(), "whoever touches it now need not be who left it")

	w.unlock()
	w.clock.Set(w.clock.Now().Add(8 * time.Hour))
	w.move(idleTick)
	assert.True(t, w.locked(), "soon after it woke up")
}

// TestClockThatIsSetBackHoldsNoLockUp.
func TestClockThatIsSetBackHoldsNoLockUp(t *testing.T) {
	w := lockable(t)
	back := w.clock.Now()
	w.move(time.Minute)
	w.clock.SetBack(24 * time.Hour)
	w.move(defaultLockAfter - time.Minute)
	assert.True(t, w.locked(), "%s before it was opened", back.Sub(w.clock.Now()))
}

func TestWorkUnderWayIsUse(t *testing.T) {
	w := lockable(t)
	release := make(chan struct{})
	core.Do(w.u.Context(), func(context.Context) (struct{}, error) {
		<-release
		return struct{}{}, nil
	}, func(struct{}, error) {})
	tick := func(d time.Duration) { // without waiting for the work
		end := w.clock.Now().Add(d)
		w.clock.Set(end)
		for next := w.clock.Next(end); next != nil; next = w.clock.Next(end) {
			next.Fire()
		}
		w.deliver()
	}
	tick(defaultLockAfter)
	tick(time.Minute)
	assert.False(t, w.locked())
	close(release)
	w.settle()
	tick(idleTick)
	assert.True(t, w.locked(), "it is done, and nobody is there")
}

func TestScreenLockAndSleepLockAtOnce(t *testing.T) {
	for _, event := range []away.Event{away.ScreenLocked, away.Sleeping} {
		w := lockable(t)
		w.u.setLockAfter(0)
		require.NotNil(t, w.away)
		w.away(event)
		assert.True(t, w.locked(), "before the window has its turn")
		w.settle()
		assert.Contains(t, w.texts(), "钥匣锁着")
		w.away(event)
		w.settle()
		w.unlock()
		w.stop()
	}
}

func TestNothingIsLockedBeforeTheStoreIsOpen(t *testing.T) {
	b := newBench(t, vault.StateMissing)
	w := watchWindow(b)
	w.away(away.ScreenLocked)
	w.settle()
	w.move(time.Hour)
	assert.Contains(t, w.texts(), "密钥存在哪？")
}

func TestKeyringStoreOnlyHides(t *testing.T) {
	w := newWatchedWindow(t)
	w.follow()
	w.u.Context().Clip.Copy("app_secret", "s3cret", true)
	w.settle()
	w.move(2 * time.Hour)
	w.u.Context().Clip.Copy("app_secret", "s3cret", true)
	w.settle()
	w.away(away.ScreenLocked)
	w.settle()
	assert.Empty(t, w.app.Clipboard().Content())
	assert.Contains(t, w.texts(), "先做哪一件？", "its lock is the system's")
}

// TestIdleIsNeverLaterThanTold: whatever the clock does, as many ticks as make up the
// time end it, and so does the clock where it has gone so far.
func TestIdleIsNeverLaterThanTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var i idle
		clock, ticked := now, time.Duration(0)
		i.begin(defaultLockAfter, clock)
		over := false
		for ticked < defaultLockAfter && !over {
			jump := time.Duration(rapid.Int64Range(int64(-48*time.Hour), int64(48*time.Hour)).Draw(t, "jump"))
			clock = clock.Add(jump)
			ticked += idleTick
			over = i.pass(idleTick, clock)
			if clock.Sub(now) >= defaultLockAfter {
				require.True(t, over)
			}
		}
		require.True(t, over)
	})
}
