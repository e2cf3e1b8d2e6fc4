package widgets

// NewBareSelect makes a select whose label stands elsewhere, as in a row of a table: here it is for screen
// readers alone.
func NewBareSelect(label string, options []string, hint string) *Select {
	s := NewSelect("", options, hint, false)
	s.label = label
	return s
}
