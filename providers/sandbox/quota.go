package sandbox

import "time"

// rate counts calls in a sliding window of a minute, by key.
type rate map[string][]time.Time

// left returns how many of limit calls key still has in the minute that ends
// now.
func (r rate) left(key string, now time.Time, limit int) int {
	kept := r[key][:0]
	for _, at := range r[key] {
		if now.Sub(at) < time.Minute {
			kept = append(kept, at)
		}
	}
	r[key] = kept
	return max(0, limit-len(kept))
}

// take uses up one of limit calls and reports whether there was one.
func (r rate) take(key string, now time.Time, limit int) bool {
	if r.left(key, now, limit) == 0 {
		return false
	}
	r[key] = append(r[key], now)
	return true
}

// daily counts calls by key and by calendar day in China.
type daily map[string]dayCount

type dayCount struct {
	day string
	n   int
}

// left returns how many of limit calls key still has today.
func (d daily) left(key string, now time.Time, limit int) int {
	c := d[key]
	if c.day != chinaDay(now) {
		return limit
	}
	return max(0, limit-c.n)
}

// take uses up one of limit calls and reports whether there was one.
func (d daily) take(key string, now time.Time, limit int) bool {
	if d.left(key, now, limit) == 0 {
		return false
	}
	c := d[key]
	if today := chinaDay(now); c.day != today {
		c = dayCount{day: today}
	}
	c.n++
	d[key] = c
	return true
}

// onceSet remembers values that may be used only once until they expire.
type onceSet map[string]time.Time

// sweepAt is the size from which expired values are thrown away.
const sweepAt = 4096

// use reports whether value is fresh, and remembers it until the given time.
func (s onceSet) use(value string, now, until time.Time) bool {
	if end, seen := s[value]; seen && !now.After(end) {
		return false
	}
	if len(s) >= sweepAt {
		for v, end := range s {
			if now.After(end) {
				delete(s, v)
			}
		}
	}
	s[value] = until
	return true
}
