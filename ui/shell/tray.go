package shell

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"keycase/ui/present"
	"keycase/vault"
)

// TrayLine is a line of the tray's menu. It holds no secret.
type TrayLine struct {
	Title     string // "晨光商贸 · app-token"
	Remaining string // "46 分钟", exact to the minute
}

const (
	trayLines = 6
	// trayPast is how long an expired token stays in the tray: what nobody needs
	// any more must not keep out what is about to expire.
	trayPast = 24 * time.Hour
)

// tray keeps what the tray shows up to date, whether the window is hidden or not.
type tray struct {
	s      *Shell
	lines  []TrayLine
	told   bool
	cancel func()
}

// update tells of lines that changed, and looks again on the next full minute.
func (t *tray) update() {
	if t.s.p.OnTray == nil {
		return
	}
	t.stop()
	lines := t.s.Soonest(trayLines)
	if !t.told || !slices.Equal(lines, t.lines) {
		t.lines, t.told = lines, true
		t.s.p.OnTray(lines)
	}
	if len(lines) > 0 {
		now := t.s.c.Clock()
		t.cancel = t.s.c.Ticker.After(now.Truncate(time.Minute).Add(time.Minute).Sub(now), t.update)
	}
}

func (t *tray) stop() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
}

// Soonest are the n tokens that expire first, without those that never do or did
// so more than a day ago. While the store is locked there are none: the names of
// credentials are behind the lock as well.
func (s *Shell) Soonest(n int) []TrayLine {
	if s.c.Vault.Locked() {
		return nil
	}
	now := s.c.Clock()
	type found struct {
		entry vault.Entry
		token int
		ends  time.Time
	}
	var all []found
	for _, e := range s.c.Vault.Entries() {
		for i := range e.NumTokens() {
			if t := e.Token(i); !t.Never && t.ExpiresAt.After(now.Add(-trayPast)) {
				all = append(all, found{e, i, t.ExpiresAt})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(a.ends.Compare(b.ends), cmp.Compare(a.entry.Name(), b.entry.Name()))
	})
	var lines []TrayLine
	for _, f := range all[:min(len(all), max(n, 0))] {
		lines = append(lines, TrayLine{trayTitle(f.entry.Credential(), f.entry.Token(f.token)), s.minutes(f.ends.Sub(now))})
	}
	return lines
}

// trayTitle names a token by its credential, what that is bound to, and its kind.
func trayTitle(c vault.Credential, t vault.Token) string {
	parts := []string{c.Name}
	for _, g := range c.Grants {
		if t.Subject != "" && g.Subject == t.Subject && g.Name != "" {
			parts = append(parts, g.Name)
		}
	}
	return strings.Join(append(parts, t.Kind), " · ")
}

// minutes is a countdown without seconds.
func (s *Shell) minutes(left time.Duration) string {
	switch {
	case left > 0 && left < time.Minute:
		return s.c.T("tray.soon")
	case left > 0 && left < time.Hour:
		return s.c.T("time.minutes", "Count", int(left/time.Minute))
	default:
		return present.Left(s.c.Text, left)
	}
}
