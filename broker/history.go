package broker

import (
	"cmp"
	"time"
)

// History keeps what was done with each credential. It is called from the
// goroutine of the call and may take as long as a file does; what it cannot keep
// fails nothing.
type History interface {
	// Keep adds a call of a stored credential.
	Keep(Called)
	// Remove drops everything about a credential.
	Remove(credential string)
}

// Called tells that an exchange was sent to a platform, and how it ended. A
// [History] has it already when the event comes.
type Called struct {
	// At is the local time of the end.
	At time.Time
	// Operation is the full name: "jdy.app-token".
	Operation string
	// Credential is the ID of the stored credential, "" for none.
	Credential string
	// Subject is the grant that it was about (a machine_code), "" where it was
	// about the whole credential.
	Subject string
	// Auto is set where no person asked for this very call.
	Auto bool
	// Status is that of HTTP; 0 where no answer came.
	Status int
	Took   time.Duration
	// Err is nil, or *providers.Failure, *providers.UnreadableError,
	// [NetworkError], or [SaveError] where only storing failed.
	Err error
}

func (Called) event() {}

// Called tells of the exchange that ended with the result and err, which are what
// [Broker.Run] returned; ok is false where nothing was sent. It holds none of the
// values.
func (r Result) Called(err error) (c Called, ok bool) {
	if !r.sent {
		return Called{}, false
	}
	p := r.Signed.Prepared
	c = Called{
		At: r.At, Operation: p.call.Operation, Subject: aboutOf(p, r), Auto: p.call.auto(),
		Status: r.Response.Status, Took: r.Took, Err: err,
	}
	if p.Credential != nil {
		c.Credential = p.Credential.ID
	}
	return c, true
}

// told announces an exchange, and has it kept.
func (b *Broker) told(r Result, err error) {
	c, ok := r.Called(err)
	if !ok {
		return
	}
	if c.Credential != "" {
		b.record(c)
	}
	b.emit(c)
}

// Record has a call kept that was made from values alone, now that they are stored
// as a credential.
func (b *Broker) Record(credential string, c Called) {
	c.Credential = credential
	b.record(c)
}

func (b *Broker) record(c Called) {
	// One that was removed meanwhile has no history any more.
	if _, gone := b.p.Vault.Get(c.Credential); gone == nil && b.p.History != nil {
		b.p.History.Keep(c)
	}
}

// aboutOf is the grant that a call was about.
func aboutOf(p *Prepared, r Result) string {
	var granted string
	if t := r.Outcome.Token; t != nil {
		granted = t.Subject
	}
	return cmp.Or(p.Values[p.Operation.About], granted, p.call.Subject)
}
