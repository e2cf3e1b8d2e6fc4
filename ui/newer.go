package ui

import (
	"time"

	"keycase/ui/core"
	"keycase/ui/pages/settings"
)

const (
	// newerEvery is how often a window looks for a newer version, where a person wants
	// that, and newerTick how often it sees whether it is time.
	newerEvery = 7 * 24 * time.Hour
	newerTick  = time.Hour
)

// newer is what is known of a newer version.
type newer struct {
	state settings.Newer
	stop  func() // of the wait for the next look; nil while there is none
	tell  func() // that the state has changed; nil while nobody shows it
}

func (u *UI) looksForNewer() bool {
	return u.p.Newer != nil && u.p.App.Preferences().Bool(prefNewer)
}

func (u *UI) setLooksForNewer(on bool) {
	u.p.App.Preferences().SetBool(prefNewer, on)
	u.awaitNewer()
}

// awaitNewer looks for a newer version when it is time, from now on; never where nobody
// asked for it.
func (u *UI) awaitNewer() {
	if u.newer.stop != nil {
		u.newer.stop()
		u.newer.stop = nil
	}
	if !u.looksForNewer() {
		return
	}
	u.recallNewer()
	last := time.Unix(int64(u.p.App.Preferences().Int(prefNewerAt)), 0)
	// A clock that was set back is no reason to wait for longer.
	if since := u.p.Clock().Sub(last); since >= newerEvery || since < 0 {
		u.lookForNewer()
	}
	u.newer.stop = u.c.Ticker.After(newerTick, u.awaitNewer)
}

// lookForNewer asks once. A look that fails counts as well: nobody is to be asked each
// hour by everybody.
func (u *UI) lookForNewer() {
	if u.newer.state.Found == settings.Looking {
		return
	}
	u.p.App.Preferences().SetInt(prefNewerAt, int(u.p.Clock().Unix()))
	u.setNewer(settings.Newer{Found: settings.Looking})
	core.DoAround(u.c, u.p.Newer, func(version string, err error) {
		switch {
		case err != nil:
			u.setNewer(settings.Newer{Found: settings.NoAnswer})
		default:
			u.p.App.Preferences().SetString(prefNewerThan, u.p.Version)
			u.p.App.Preferences().SetString(prefNewerIs, version)
			u.setNewer(settings.NewerThan(version))
		}
	})
}

// recallNewer takes what another window has found, unless it was of another version.
func (u *UI) recallNewer() {
	memory := u.p.App.Preferences()
	if u.newer.state.Found == settings.NotLooked && memory.String(prefNewerThan) == u.p.Version {
		u.newer.state = settings.NewerThan(memory.String(prefNewerIs))
	}
}

func (u *UI) setNewer(state settings.Newer) {
	u.newer.state = state
	if u.newer.tell != nil {
		u.newer.tell()
	}
}
