package window

// sight is what is known of a window. The zero value can be seen.
type sight struct{ unmapped, minimised, covered, gone bool }

func (s sight) visible() bool { return !s.unmapped && !s.minimised && !s.covered && !s.gone }
