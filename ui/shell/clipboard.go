package shell

import (
	"crypto/sha256"
	"time"
)

// clipboardLife is how long a secret stays on the clipboard.
const clipboardLife = 30 * time.Second

// clipboard copies, and takes secrets back after a while if they are still
// there. It remembers what it copied only as a checksum.
type clipboard struct {
	s     *Shell
	sum   [sha256.Size]byte
	armed bool
	left  time.Duration
	label string
	stop  func()
}

func newClipboard(s *Shell) *clipboard { return &clipboard{s: s} }

// Copy implements core.Clipboard.
func (c *clipboard) Copy(label, value string, secret bool) {
	c.disarm()
	c.s.p.Clipboard.SetContent(value)
	if !secret {
		c.s.Toast(c.s.c.T("clipboard.copied", "Label", label))
		return
	}
	c.sum, c.armed = sha256.Sum256([]byte(value)), true
	c.label, c.left = label, clipboardLife
	c.show(true)
	c.stop = c.s.c.Ticker.After(time.Second, c.tick)
}

func (c *clipboard) show(first bool) {
	text := c.s.c.T("clipboard.secret", "Label", c.label, "Count", int(c.left/time.Second))
	c.s.toasts.count(c, first, text, float32(c.left)/float32(clipboardLife))
	c.s.frame.arrange()
}

func (c *clipboard) tick() {
	if !c.armed {
		return
	}
	c.left -= time.Second
	if c.left <= 0 {
		c.clear()
		return
	}
	c.show(false)
	c.stop = c.s.c.Ticker.After(time.Second, c.tick)
}

// clear empties the clipboard if a secret of ours is still on it.
func (c *clipboard) clear() {
	if !c.armed {
		return
	}
	if sha256.Sum256([]byte(c.s.p.Clipboard.Content())) == c.sum {
		c.s.p.Clipboard.SetContent("")
	}
	c.disarm()
	c.s.toasts.dismissOf(c)
}

func (c *clipboard) disarm() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
	c.armed = false
	c.sum = [sha256.Size]byte{}
}
