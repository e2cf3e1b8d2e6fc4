package ui

import (
	"slices"
	"time"

	"keycase/desktop/away"
	"keycase/ui/pages/settings"
	"keycase/vault"
)

// defaultLockAfter is how long nobody has used the window when the file store locks,
// where nothing else was chosen.
const defaultLockAfter = 10 * time.Minute

// idleTick is how often an idle window looks at the clock: the timers of a machine
// stand still while it sleeps.
const idleTick = 30 * time.Second

// idle measures how long nobody has used the window. The clock counts sleep, and
// the ticks count where the clock is set back. The zero value measures nothing.
type idle struct {
	left  time.Duration
	until time.Time // without the monotonic clock
	stop  func()    // of the next tick; nil while nothing is measured
}

// begin measures anew.
func (i *idle) begin(after time.Duration, now time.Time) {
	i.left, i.until = after, now.Round(0).Add(after)
}

// pass takes over that ticks have measured a time, 0 for none, and reports whether
// it is over.
func (i *idle) pass(ticked time.Duration, now time.Time) (over bool) {
	i.left = min(i.left-ticked, i.until.Sub(now.Round(0)))
	return i.left <= 0
}

// used is told that somebody uses the window: there was input in it, or it has come
// to the front. After a time that was too long it counts no more: the machine may
// have slept.
func (u *UI) used() {
	if u.idle.stop != nil && u.idle.pass(0, u.c.Clock()) {
		u.lockIdle()
		return
	}
	u.restartIdle()
}

// restartIdle measures anew, where there is something to lock.
func (u *UI) restartIdle() {
	u.stopIdle()
	after := u.lockAfter()
	if after == 0 || u.shell == nil || u.c.Vault.Kind() != vault.StoreFile || u.c.Vault.Locked() {
		return
	}
	u.idle.begin(after, u.c.Clock())
	u.awaitIdle()
}

func (u *UI) stopIdle() {
	if u.idle.stop != nil {
		u.idle.stop()
		u.idle.stop = nil
	}
}

// awaitIdle is for the next tick. What a person has started and what is still under
// way is use as well.
func (u *UI) awaitIdle() {
	tick := min(idleTick, max(u.idle.left, time.Second))
	u.idle.stop = u.c.Ticker.After(tick, func() {
		if over := u.idle.pass(tick, u.c.Clock()); over && !u.c.Worker.Busy() {
			u.lockIdle()
			return
		}
		u.awaitIdle()
	})
}

func (u *UI) lockIdle() {
	u.stopIdle()
	u.shell.Away()
}

// gone is told on any goroutine that nobody is at the machine. The key goes at once:
// the machine may sleep before the window has its turn.
func (u *UI) gone(away.Event) {
	if v := u.vault.Load(); v != nil {
		v.Lock()
	}
	u.c.Worker.OnUI(func() {
		if u.shell != nil {
			u.stopIdle()
			u.shell.Away()
		}
	})
}

// watchAway hears of the screen's lock and of sleep.
func (u *UI) watchAway(hwnd uintptr) {
	if u.p.Desktop.Away == nil {
		return
	}
	u.native.run(func() {
		if stop, err := u.p.Desktop.Away(hwnd, u.gone); err == nil {
			u.native.keep(stop)
		}
	})
}

// lockAfter is the chosen time, 0 for never.
func (u *UI) lockAfter() time.Duration {
	chosen := u.p.App.Preferences().IntWithFallback(prefLock, int(defaultLockAfter/time.Second))
	after := time.Duration(chosen) * time.Second
	if !slices.Contains(settings.LockTimes, after) {
		return defaultLockAfter
	}
	return after
}

func (u *UI) setLockAfter(after time.Duration) {
	u.p.App.Preferences().SetInt(prefLock, int(after/time.Second))
	u.restartIdle()
}
