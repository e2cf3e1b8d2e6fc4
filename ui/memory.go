package ui

import (
	"context"
	"runtime/debug"
	"time"

	"keycase/ui/core"
)

const (
	// startSettles is how long after the pages have come up nothing of the start goes on.
	startSettles = 2 * time.Second
	// startGC is at how many per cent of growth garbage is collected during the start. Most
	// of what that makes stays; looking through it at each doubling takes up to a tenth of
	// the start's instructions.
	startGC = 400
	// restingGC is at how many per cent of growth garbage is collected once the window is
	// open: it makes little of it, and what it keeps is up to two thirds of its memory.
	restingGC = 50
)

// hurry lets the start make what it needs without tidying up in between. [UI.giveBack]
// makes up for it.
func hurry() { debug.SetGCPercent(startGC) }

// giveBack returns to the system what only the start needed: pages are laid out and
// credentials are read several times over before the window stands still.
func (u *UI) giveBack() {
	u.c.Ticker.After(startSettles, func() {
		core.Do(u.c, func(context.Context) (struct{}, error) {
			debug.SetGCPercent(restingGC)
			debug.FreeOSMemory()
			return struct{}{}, nil
		}, func(struct{}, error) {})
	})
}
