package window

// sight is what is known of a window. The zero value can be seen.
type sight struct{ unmapped, minimised, covered, gone bool }

func (s sight) visible() bool { return !s.unmapped && !s.minimised && !s.covered && !s.gone }

// touches thins out what hands do to a window: a moved pointer is told a hundred times a second. The
// zero value has seen nothing yet.
type touches struct {
	any  bool
	last uint32
}

// tell reports whether a touch is to be told. at is the window system's clock, in milliseconds; it
// begins again from 0 after 49 days.
func (t *touches) tell(at uint32) bool {
	const apart = 1000
	if t.any && at-t.last < apart {
		return false
	}
	t.any, t.last = true, at
	return true
}
