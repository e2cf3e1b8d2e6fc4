package shell

import (
	"context"
	"crypto/sha256"
	"time"

	"fyne.io/fyne/v2"

	"keycase/ui/core"
)

// SecretClipboard puts text on the system's clipboard marked as secret, so that
// clipboard managers leave it out of their histories. Its methods, and those of a
// Claim, may wait for other programs; they are called on any goroutine but the UI's.
type SecretClipboard interface {
	// Put replaces what lies on the clipboard. Its error must not contain text.
	Put(text string) (Claim, error)
}

// Claim is a secret on the clipboard.
type Claim interface {
	// Held tells whether it is still there.
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

	ours  Claim // the secret of ours that lies there; nil for none
	label string
	text  string // key of the toast's sentence
	life  time.Duration
	left  time.Duration
	until time.Time // without the monotonic clock, which stands still in sleep
	stop  func()    // of the countdown
	tries int       // to clear it

	// One call to the system at a time, so that the newest copy is the one that
	// lies there in the end.
	call *clipboardCall // under way; nil for none
	next func()         // the copy that waits for it
	wipe bool           // what is being put has to go at once
	say  bool           // and the person wants to know
}

// clipboardCall is one call to the system; claim is what it leaves, once done is
// closed.
type clipboardCall struct {
	done  chan struct{}
	claim Claim
}

func newClipboard(s *Shell) *clipboard { return &clipboard{s: s, patience: closePatience} }

// Copy implements core.Clipboard.
func (c *clipboard) Copy(label, value string, secret bool) {
	switch {
	case c.call != nil:
		c.next, c.wipe = func() { c.Copy(label, value, secret) }, false
	case !secret:
		c.forget()
		c.s.p.Clipboard.SetContent(value)
		c.s.Toast(c.s.c.T("clipboard.copied", "Label", label))
	case c.s.p.Secrets == nil:
		c.keep(putPlain(c.s.p.Clipboard, value), label, "clipboard.secret")
	default:
		c.put(label, value)
	}
}

// put marks the secret. Where that fails it is copied all the same, because a
// person waits for it, and the toast says so.
func (c *clipboard) put(label, value string) {
	c.do(func(call *clipboardCall) (err error) {
		call.claim, err = c.s.p.Secrets.Put(value)
		return err
	}, func(call *clipboardCall, err error) {
		if err != nil {
			c.keep(putPlain(c.s.p.Clipboard, value), label, "clipboard.unmarked")
			return
		}
		c.keep(call.claim, label, "clipboard.secret")
	})
}

// do runs work off the UI goroutine, then done on it, then what came meanwhile.
func (c *clipboard) do(work func(*clipboardCall) error, done func(*clipboardCall, error)) {
	call := &clipboardCall{done: make(chan struct{})}
	c.call = call
	core.Do(c.s.c, func(context.Context) (struct{}, error) {
		defer close(call.done)
		return struct{}{}, work(call)
	}, func(_ struct{}, err error) {
		c.call = nil
		done(call, err)
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

// keep begins the countdown of a secret that was copied.
func (c *clipboard) keep(claim Claim, label, text string) {
	c.forget()
	c.ours, c.label, c.text, c.tries = claim, label, text, 0
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
	text := c.s.c.T(c.text, "Label", c.label, "Count", seconds)
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
		if c.left <= 0 {
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
	c.stop()
	c.left = max(min(c.left, c.until.Sub(c.s.c.Clock().Round(0))), time.Millisecond)
	c.show(false)
	c.wait()
}

// holds tells whether a secret of ours may lie on the clipboard.
func (c *clipboard) holds() bool { return c.ours != nil || c.call != nil }

// clear empties the clipboard if a secret of ours is still on it; say tells the
// person so.
func (c *clipboard) clear(say bool) {
	if c.call != nil {
		c.next, c.wipe, c.say = nil, true, say
		return
	}
	ours, tries := c.ours, c.tries
	if ours == nil {
		return
	}
	c.forget()
	cleared := func() {
		if say {
			c.s.Toast(c.s.c.T("clipboard.cleared"))
		}
	}
	if plain, ok := ours.(*plainClaim); ok {
		_ = plain.Clear() // cannot fail
		cleared()
		return
	}
	c.do(func(call *clipboardCall) error {
		call.claim = ours
		return ours.Clear()
	}, func(_ *clipboardCall, err error) {
		if tries++; err == nil {
			cleared()
		} else if tries == clipboardTries {
			c.s.Toast(c.s.c.T("clipboard.stuck"))
		} else if c.next == nil { // else something else takes its place
			c.ours, c.tries = ours, tries
			c.stop = c.s.c.Ticker.After(time.Second, func() { c.clear(say) })
		}
	})
}

// forget ends the countdown.
func (c *clipboard) forget() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
	c.ours = nil
	c.s.toasts.dismissOf(c)
}

// close empties the clipboard before the process ends, but does not wait long for
// a system that does not answer.
func (c *clipboard) close() {
	ours, call := c.ours, c.call
	c.forget()
	c.next = nil
	if plain, ok := ours.(*plainClaim); ok {
		_ = plain.Clear() // cannot fail
		ours = nil
	}
	if ours == nil && call == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.Background(), c.patience)
	defer stop()
	core.Do(c.s.c, func(context.Context) (struct{}, error) {
		defer stop()
		if call != nil {
			<-call.done
			ours = call.claim
		}
		if ours == nil {
			return struct{}{}, nil
		}
		return struct{}{}, ours.Clear()
	}, func(struct{}, error) {})
	<-ctx.Done()
}

// plainClaim is a secret on a clipboard that cannot mark it. It remembers what it
// copied only as a checksum, and belongs to the UI goroutine, as Fyne's clipboard
// does.
type plainClaim struct {
	clipboard fyne.Clipboard
	sum       [sha256.Size]byte
}

func putPlain(clipboard fyne.Clipboard, value string) *plainClaim {
	clipboard.SetContent(value)
	return &plainClaim{clipboard, sha256.Sum256([]byte(value))}
}

// Held implements Claim.
func (p *plainClaim) Held() bool { return sha256.Sum256([]byte(p.clipboard.Content())) == p.sum }

// Clear implements Claim.
func (p *plainClaim) Clear() error {
	if p.Held() {
		p.clipboard.SetContent("")
	}
	return nil
}
