package sandbox

import "time"

// Clock tells the present time. The sandbox asks it anew for every request.
type Clock func() time.Time

// chinaTime is China Standard Time. KIS stamps its requests in it, and 易联云
// counts its daily quota by it; China has had no daylight saving since 1991,
// so a fixed zone needs no time zone database.
var chinaTime = time.FixedZone("CST", 8*60*60)

// wallClock is the Clock of a World whose Options name none.
func wallClock() time.Time {
	return time.Now() //nolint:forbidigo // the one place where the sandbox meets the machine's clock
}

// Advance moves the sandbox's own clock by d (added to Options.Clock), so that
// a test can see a token expire without waiting for it. A negative d moves it
// back.
func (w *World) Advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.offset += d
}

// Now returns the sandbox's own time: Options.Clock and everything that
// Advance added to it. A clock fault does not show here.
func (w *World) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now()
}

// now is Now for those who hold the lock.
func (w *World) now() time.Time { return w.clock().Add(w.offset) }

// chinaDay names the calendar day in China that t falls on.
func chinaDay(t time.Time) string { return t.In(chinaTime).Format(time.DateOnly) }

// within reports whether t lies at most tolerance before or after now.
func within(t, now time.Time, tolerance time.Duration) bool {
	return t.Sub(now).Abs() <= tolerance
}
