package shell

import (
	"context"
	"errors"
	"time"

	"keycase/ui/core"
	"keycase/ui/pages/parts"
)

// SecretClipboard puts text on the system's clipboard marked as secret, so that
// clipboard managers leave it out of their histories. Its methods, and a Claim's
// Clear, may wait for other programs; they are called on any goroutine but the UI's.
type SecretClipboard interface {
	// Put replaces what lies on the clipboard. Its error must not contain text.
	Put(text string) (Claim, error)
	// Owner tells who put there what lies on the clipboard, as a number that another
	// program does not have at the same time. Its error is errors.ErrUnsupported on
	// systems where reading the clipboard waits for no other program.
	Owner() (uint64, error)
}

// Claim is a secret on the clipboard.
type Claim interface {
	// Held tells whether it is still there, as far as that is known without waiting:
	// it is called on the UI goroutine.
	Held() bool
	// Clear takes it away if it is still there; after an error it can be tried
	// again.
	Clear() error
}

const (
	// clipboardLife is how long a secret stays on the clipboard by default.
	clipboardLife = 30 * time.Second
	// clipboardTries is how often clearing is tried, a second apart: another
	// program may hold the clipboard for a moment.
	clipboardTries = 5
	// closePatience is how long a window that closes waits for the clipboard.
	closePatience = time.Second
	// hiddenTick is how often a countdown that nobody sees looks at the clock.
	hiddenTick = 5 * time.Second
)

// clipboard copies, and takes secrets back after a while if they are still
// there.
type clipboard struct {
	s        *Shell
	patience time.Duration // see closePatience

	// marked is the last secret that was marked, until another has taken its place
	// or it is known to be gone; nil for none. Where a copy failed it may lie there
	// beside a plain one that is thought to.
	marked Claim
	plain  *plain // nil for none
	closed bool

	label string
	text  string // key of the toast's sentence
	life  time.Duration
	left  time.Duration
	until time.Time // without the monotonic clock, which stands still in sleep
	stop  func()    // of the countdown
	tries int       // to take back what is marked
	again func()    // stops the waiting for the next one

	// One call to the system at a time, so that the newest copy is the one that
	// lies there in the end.
	call *clipboardCall // under way; nil for none
	next func()         // the copy that waits for it
	wipe bool           // what is being put has to go at once
	say  bool           // and the person wants to know
}

// clipboardCall is one call to the system, with what it found out. claim is what may
// lie on the clipboard after it, once done is closed.
type clipboardCall struct {
	done  chan struct{}
	claim Claim
	stuck error // why claim is still there
	owner owner
}

func newClipboard(s *Shell) *clipboard { return &clipboard{s: s, patience: closePatience} }

// Copy implements core.Clipboard.
func (c *clipboard) Copy(label, value string, secret bool) {
	switch {
	case c.closed:
	case c.call != nil:
		c.next, c.wipe = func() { c.Copy(label, value, secret) }, false
	case !secret:
		c.release(func() {
			c.s.p.Clipboard.SetContent(value)
			c.plain = nil
			c.s.Toast(parts.Say(c.s.c, "clipboard.copied", "Label", label))
		})
	case c.s.p.Secrets == nil:
		c.putPlain(label, value, "clipboard.secret")
	default:
		c.put(label, value)
	}
}

// release takes back what is marked, and goes on in any case: Fyne's clipboard does
// not tell whether it took what it was given, and must not be the only one to end a
// secret.
func (c *clipboard) release(then func()) {
	c.rest()
	marked := c.marked
	if marked == nil {
		then()
		return
	}
	c.do(func(call *clipboardCall) {
		call.claim, call.stuck = marked, marked.Clear()
	}, func(call *clipboardCall) {
		c.released(call, false)
		then()
	})
}

// put marks the secret. Where that fails it is copied all the same, because a
// person waits for it, and the toast says so; an earlier one that still lies there is
// taken back first.
func (c *clipboard) put(label, value string) {
	c.rest()
	earlier := c.marked
	failed := false
	c.do(func(call *clipboardCall) {
		claim, err := c.s.p.Secrets.Put(value)
		if err == nil {
			call.claim = claim
			return
		}
		failed = true
		if earlier != nil {
			call.claim, call.stuck = earlier, earlier.Clear()
		}
	}, func(call *clipboardCall) {
		if failed {
			c.released(call, false)
			c.putPlain(label, value, "clipboard.unmarked")
			return
		}
		c.marked, c.plain = call.claim, nil
		c.count(label, "clipboard.secret")
	})
}

// putPlain copies a secret that cannot be marked, and asks whose the clipboard is
// then.
func (c *clipboard) putPlain(label, value, text string) {
	made := putPlain(c.s.p.Clipboard, value)
	c.plain = made
	c.count(label, text)
	marked := c.marked
	c.do(func(call *clipboardCall) {
		call.claim, call.owner = marked, c.owner()
	}, func(call *clipboardCall) { made.copied = call.owner })
}

func (c *clipboard) owner() owner {
	if c.s.p.Secrets == nil {
		return owner{err: errors.ErrUnsupported}
	}
	number, err := c.s.p.Secrets.Owner()
	return owner{number, err}
}

// do runs work off the UI goroutine, then done on it, then what came meanwhile.
func (c *clipboard) do(work, done func(*clipboardCall)) {
	call := &clipboardCall{done: make(chan struct{})}
	c.call = call
	core.DoAround(c.s.c, func(context.Context) (struct{}, error) {
		defer close(call.done)
		work(call)
		return struct{}{}, nil
	}, func(struct{}, error) {
		if c.closed {
			return
		}
		c.call = nil
		done(call)
		next, wipe, say := c.next, c.wipe, c.say
		c.next, c.wipe = nil, false
		switch {
		case next != nil:
			next()
		case wipe:
			c.clear(say)
		}
	})
}

// count begins the countdown of a secret that was copied.
func (c *clipboard) count(label, text string) {
	c.halt()
	c.label, c.text = label, text
	c.life = clipboardLife
	if c.s.p.ClipboardLife != nil {
		if life := c.s.p.ClipboardLife(); life > 0 {
			c.life = life
		}
	}
	c.left, c.until = c.life, c.s.c.Clock().Round(0).Add(c.life)
	c.show(true)
	c.wait()
}

func (c *clipboard) show(first bool) {
	seconds := int((c.left + time.Second - 1) / time.Second)
	text := parts.Say(c.s.c, c.text, "Label", c.label, "Count", seconds)
	c.s.toasts.count(c, first, text, float32(c.left)/float32(c.life))
	c.s.frame.arrange()
}

// wait is for the next tick, which is further away while nobody sees it.
func (c *clipboard) wait() {
	tick := time.Second
	if c.s.hidden {
		tick = hiddenTick
	}
	tick = min(tick, c.left)
	c.stop = c.s.c.Ticker.After(tick, func() {
		// The clock counts sleep, the ticks count where the clock is set back.
		c.left = min(c.left-tick, c.until.Sub(c.s.c.Clock().Round(0)))
		if c.left <= 0 || c.lost() {
			c.clear(false)
			return
		}
		c.show(false)
		c.wait()
	})
}

// seen goes on at the other pace after the window was hidden or shown.
func (c *clipboard) seen() {
	if c.stop == nil {
		return
	}
	if c.lost() {
		c.clear(false)
		return
	}
	c.stop()
	c.left = max(min(c.left, c.until.Sub(c.s.c.Clock().Round(0))), time.Millisecond)
	c.show(false)
	c.wait()
}

// lost tells whether another program has put something else in the place of what is
// counted, which leaves nothing to count for. Of a plain secret only waiting would tell.
func (c *clipboard) lost() bool { return c.plain == nil && c.marked != nil && !c.marked.Held() }

// holds tells whether a secret of ours may lie on the clipboard.
func (c *clipboard) holds() bool { return c.marked != nil || c.plain != nil || c.call != nil }

// clear empties the clipboard if a secret of ours is still on it; say tells the
// person so.
func (c *clipboard) clear(say bool) {
	switch {
	case c.call != nil:
		c.next, c.wipe, c.say = nil, true, say
	case c.holds():
		c.rest()
		c.takeBack(c.plain, say)
	}
}

// takeBack ends a plain secret, nil for none, and the marked one.
func (c *clipboard) takeBack(made *plain, say bool) {
	marked := c.marked
	c.do(func(call *clipboardCall) {
		if made != nil {
			call.owner = c.owner()
		}
		if marked != nil {
			call.claim, call.stuck = marked, marked.Clear()
		}
	}, func(call *clipboardCall) {
		if made != nil {
			made.clear(call.owner)
			c.plain = nil
		}
		c.released(call, say)
		if say && call.stuck == nil {
			c.s.Toast(c.s.c.T("clipboard.cleared"))
		}
	})
}

// released takes over what came of clearing what is marked. What another program
// holds on to is tried again, and kept in mind even after the last time.
func (c *clipboard) released(call *clipboardCall, say bool) {
	if call.stuck == nil {
		c.marked = nil
		return
	}
	if c.tries++; c.tries >= clipboardTries {
		c.tries = 0
		c.s.Toast(c.s.c.T("clipboard.stuck"))
		return
	}
	c.insist(say)
}

func (c *clipboard) insist(say bool) {
	c.again = c.s.c.Ticker.After(time.Second, func() {
		if c.call != nil {
			c.insist(say)
			return
		}
		c.again = nil
		c.takeBack(nil, say)
	})
}

// halt ends the countdown, and its toast.
func (c *clipboard) halt() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
	c.s.toasts.dismissOf(c)
}

// rest ends everything that waits for a time.
func (c *clipboard) rest() {
	c.halt()
	c.tries = 0
	if c.again != nil {
		c.again()
		c.again = nil
	}
}

// close empties the clipboard before the process ends, but does not wait long for
// a system that does not answer.
func (c *clipboard) close() {
	marked, made, call := c.marked, c.plain, c.call
	c.rest()
	if c.closed || !c.holds() {
		c.closed = true
		return
	}
	c.closed = true
	ctx, stop := context.WithTimeout(context.Background(), c.patience)
	defer stop()
	found := make(chan owner, 1)
	core.DoAround(c.s.c, func(context.Context) (struct{}, error) {
		defer stop()
		if call != nil {
			<-call.done
			marked = call.claim
		}
		if made != nil {
			found <- c.owner()
		}
		if marked == nil {
			return struct{}{}, nil
		}
		return struct{}{}, marked.Clear()
	}, func(struct{}, error) {})
	<-ctx.Done()
	if made == nil {
		return
	}
	select {
	case now := <-found:
		made.clear(now)
	default:
		made.clear(owner{err: errNotAsked})
	}
}
