package parts

import (
	"context"
	"time"

	"keycase/ui/core"
)

// patience is how long work may take before a person is told to wait.
const patience = 300 * time.Millisecond

// Do is [core.Do] with a word about work that takes long: late is called with true
// once a person has to be told to wait, and then with false when that is over. It
// is not called for work that is done at once.
func Do[T any](c *core.Context, late func(waiting bool), work func(ctx context.Context) (T, error), done func(T, error)) (cancel func()) {
	told := false
	unwait := c.Ticker.After(patience, func() {
		told = true
		late(true)
	})
	settle := func() {
		unwait()
		if told {
			told = false
			late(false)
		}
	}
	stop := core.Do(c, work, func(result T, err error) {
		settle()
		done(result, err)
	})
	return func() {
		stop()
		settle()
	}
}
