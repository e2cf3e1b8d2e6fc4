package printer

// secret tells whether a secret was typed that nobody keeps beyond the window.
func (f *flow) secret() bool {
	return f.slip.key != "" || f.slip.aside.key != "" || f.draft.values[fieldSecret] != "" || f.mended[fieldSecret] != ""
}
