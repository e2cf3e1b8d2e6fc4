package app

// Cores are the limits of core dumps that a process was started with. The zero value
// is a process whose limits nobody has changed.
type Cores struct{ given coreLimit }

// Lend runs start, which starts a command, under the limits that this process was
// started with: they pass on to whatever it starts, and a command of a person's own
// may leave what it likes. It is not to be called twice at the same time. The error is
// that of start.
func (c Cores) Lend(start func() error) error {
	defer c.given.borrow()()
	return start()
}
