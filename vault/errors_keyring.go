package vault

// What a keyring can refuse for, each with a next action of its own. Each is also
// one of the general reasons, to be asked for with errors.Is.
var (
	// ErrNoBus is an ErrNoKeyring: there is no session bus to ask on.
	ErrNoBus error = &reason{"no session bus", ErrNoKeyring}
	// ErrNoService is an ErrNoKeyring: nothing on the bus keeps secrets.
	ErrNoService error = &reason{"no keyring service", ErrNoKeyring}
	// ErrNoDefault is an ErrNoKeyring: the service has no keyring to put secrets in.
	ErrNoDefault error = &reason{"no default keyring", ErrNoKeyring}
	// ErrKeyringGone is an ErrNoKeyring: bus or service ended during a call.
	ErrKeyringGone error = &reason{"the keyring went away", ErrNoKeyring}
	// ErrKeyringLocked is an ErrLocked: the system has to unlock the keyring.
	ErrKeyringLocked error = &reason{"the keyring is locked", ErrLocked}
	// ErrDismissed is an ErrDenied: a person closed the prompt.
	ErrDismissed error = &reason{"the prompt was dismissed", ErrDenied}
	// ErrKeyringHangs is an ErrTimeout: the keyring is there and gives no answer.
	ErrKeyringHangs error = &reason{"the keyring gives no answer", ErrTimeout}
)

// reason is a narrower form of one of the general reasons.
type reason struct {
	text    string
	general error
}

func (r *reason) Error() string { return r.general.Error() + ": " + r.text }

func (r *reason) Unwrap() error { return r.general }
