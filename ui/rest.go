package ui

import "time"

// RestAfter is how long nobody has typed into the window or moved the pointer over
// it when nobody counts as being there, and its countdowns take their time. Whoever
// reads a page touches the mouse sooner; whoever watches one countdown sees its
// seconds for so long.
const RestAfter = 15 * time.Second

// touched is told that somebody is at the window. Where the window system does not
// tell of touches, nobody ever counts as gone.
func (u *UI) touched() {
	u.used()
	u.leftBe = false
	u.setPace()
	u.unrest()
	if u.watched {
		u.unrest = u.c.Ticker.After(RestAfter, func() {
			u.leftBe = true
			u.setPace()
		})
	}
}

// setPace lets countdowns move each second while somebody is at the window.
func (u *UI) setPace() { u.c.Ticker.Ease(u.leftBe || !u.focused) }
