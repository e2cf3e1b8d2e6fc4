package parts

import (
	"context"

	"keycase/ui/core"
)

// Job is the one thing at a time that a page does off the UI goroutine. A page that
// embeds it lets a person stop that by Esc.
type Job struct {
	c    *core.Context
	busy func(bool)
	stop func() // nil while nothing is under way
}

// NewJob makes one that rests; busy is called with true when something begins, and
// with false when it has ended or is given up.
func NewJob(c *core.Context, busy func(bool)) Job { return Job{c: c, busy: busy} }

// Start is [core.Do] as a job; done runs when the page is no longer busy.
func Start[T any](j *Job, work func(context.Context) (T, error), done func(T, error)) {
	j.busy(true)
	j.stop = core.Do(j.c, work, func(result T, err error) {
		j.stop = nil
		j.busy(false)
		done(result, err)
	})
}

// Running tells whether something is under way.
func (j *Job) Running() bool { return j.stop != nil }

// Cancel gives up what is under way: nothing is heard of it any more.
func (j *Job) Cancel() {
	if j.stop != nil {
		j.stop()
		j.stop = nil
		j.busy(false)
	}
}

// Escape implements core.Escaper. What is under way is stopped first.
func (j *Job) Escape() {
	if j.Running() {
		j.Cancel()
		return
	}
	j.c.Nav.Back()
}
