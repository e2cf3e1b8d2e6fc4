package frame

import "time"

// The primary button of the next step lies where that of the last one did. A press that was meant for
// the step before must not go through to the one that has just come up.
const (
	// CalmPointer is how long a new step takes no click: as long as the second one of a double-click.
	CalmPointer = 400 * time.Millisecond
	// CalmKeys is how long a new step takes no Enter: longer than a key is held before it repeats. Each
	// Enter that comes too early begins it anew, so that a key that stays down never gets through.
	CalmKeys = 700 * time.Millisecond
)

// calm tells how long ago something happened that was not meant for the step that is shown.
type calm struct {
	changed time.Time // the step, last
	pressed time.Time // Enter, in vain, last
}

// within tells whether less than d has passed since then. A clock that was set back ends it.
func within(now, then time.Time, d time.Duration) bool {
	return !then.IsZero() && !now.Before(then) && now.Sub(then) < d
}

// begin is that another step comes up.
func (m *calm) begin(now time.Time) { m.changed = now }

// takesClick tells whether a click is meant for the step that is shown.
func (m *calm) takesClick(now time.Time) bool { return !within(now, m.changed, CalmPointer) }

// takesKey tells that of Enter.
func (m *calm) takesKey(now time.Time) bool {
	if within(now, m.changed, CalmKeys) || within(now, m.pressed, CalmKeys) {
		m.pressed = now
		return false
	}
	return true
}
