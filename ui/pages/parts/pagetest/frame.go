package pagetest

// Copy is something that a page put on the clipboard.
type Copy struct {
	Label, Value string
	Secret       bool
}

// Question is something that a page asked.
type Question struct {
	Title, Body, Yes string
	Loss             bool // it is about something that cannot be taken back
	// Answer goes on as if a person had pressed a button.
	Answer func(ok bool)
}

// Frame notes what a page asks of the window around it.
type Frame struct {
	// Went lists the moves between pages: "platform jdy ID", "back".
	Went      []string
	Toasts    []string
	Failures  []error
	Shown     []error // by the page itself
	Questions []Question
	Copies    []Copy
	// Looked is the credential that the page said to be about.
	Looked string
	// Wizards are the platforms with a guided binding.
	Wizards map[string]bool
}

// Overview implements core.Nav.
func (f *Frame) Overview() { f.went("overview") }

// Platform implements core.Nav.
func (f *Frame) Platform(platform, credentialID string) { f.went("platform", platform, credentialID) }

// NewCredential implements core.Nav.
func (f *Frame) NewCredential(platform string) { f.went("new", platform) }

// EditCredential implements core.Nav.
func (f *Frame) EditCredential(credentialID string) { f.went("edit", credentialID) }

// Import implements core.Nav.
func (f *Frame) Import() { f.went("import") }

// Export implements core.Nav.
func (f *Frame) Export(credentialID string) { f.went("export", credentialID) }

// Backup implements core.Nav.
func (f *Frame) Backup() { f.went("backup") }

// Restore implements core.Nav.
func (f *Frame) Restore() { f.went("restore") }

// Saved implements core.Nav.
func (f *Frame) Saved(platform, credentialID string) { f.went("saved", platform, credentialID) }

// Operation implements core.Nav.
func (f *Frame) Operation(operation, credentialID string) {
	f.went("operation", operation, credentialID)
}

// Wizard implements core.Nav.
func (f *Frame) Wizard(platform, credentialID string) { f.went("wizard", platform, credentialID) }

// HasWizard implements core.Nav.
func (f *Frame) HasWizard(platform string) bool { return f.Wizards[platform] }

// History implements core.Nav.
func (f *Frame) History(credentialID, subject string) { f.went("history", credentialID, subject) }

// SignatureDoctor implements core.Nav.
func (f *Frame) SignatureDoctor(operation, credentialID string) {
	f.went("signature doctor", operation, credentialID)
}

// Settings implements core.Nav.
func (f *Frame) Settings() { f.went("settings") }

// Diagnostics implements core.Nav.
func (f *Frame) Diagnostics() { f.went("diagnostics") }

// About implements core.Nav.
func (f *Frame) About() { f.went("about") }

// Back implements core.Nav.
func (f *Frame) Back() { f.went("back") }

func (f *Frame) went(words ...string) {
	move := words[0]
	for _, word := range words[1:] {
		move += " " + word
	}
	f.Went = append(f.Went, move)
}

// Toast implements core.Notice.
func (f *Frame) Toast(text string) { f.Toasts = append(f.Toasts, text) }

// Fail implements core.Notice.
func (f *Frame) Fail(err error) { f.Failures = append(f.Failures, err) }

// Confirm implements core.Notice.
func (f *Frame) Confirm(title, body, yes string, done func(ok bool)) {
	f.Questions = append(f.Questions, Question{title, body, yes, false, done})
}

// ConfirmLoss implements core.Notice.
func (f *Frame) ConfirmLoss(title, body, yes string, done func(ok bool)) {
	f.Questions = append(f.Questions, Question{title, body, yes, true, done})
}

// Told implements core.Notice.
func (f *Frame) Told(err error) { f.Shown = append(f.Shown, err) }

// Look implements core.Notice.
func (f *Frame) Look(credentialID string) { f.Looked = credentialID }

// Copy implements core.Clipboard.
func (f *Frame) Copy(label, value string, secret bool) {
	f.Copies = append(f.Copies, Copy{label, value, secret})
}
