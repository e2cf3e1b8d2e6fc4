package app

// coreLimit is nothing here.
type coreLimit struct{}

// NoCores has nothing to do on Windows: Go itself keeps the system from reporting the
// crash of a program together with its memory.
func NoCores() Cores { return Cores{} }

func (coreLimit) borrow() (end func()) { return func() {} }
