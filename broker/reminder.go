package broker

import (
	"encoding/json"
	"time"
)

// toldKey is where it is kept in the vault's state what a person was told.
const toldKey = "told"

// SoonToken is a token that a person should know about, because it expires soon
// or has expired.
type SoonToken struct {
	Credential, Kind, Subject string
	// State is Soon or Expired.
	State Health
	// ExpiresAt is when it expires or expired.
	ExpiresAt time.Time
	// Refresh is set where all this is about its refresh token, after whose end
	// only binding again helps; State is Soon then.
	Refresh bool
}

// notice names what is told once for each expiry.
type notice struct {
	tokenKey
	Refresh bool `json:"refresh,omitempty"`
}

// telling is what was told last under a notice.
type telling struct {
	At      int64 `json:"at"` // the expiry, in epoch milliseconds
	Expired bool  `json:"expired,omitempty"`
}

// covers tells whether other need not be told any more. Who knows that a token
// has expired is not told that it will, whatever a clock that was set back says.
func (t telling) covers(other telling) bool {
	return t.At == other.At && (t.Expired || !other.Expired)
}

func (s SoonToken) notice() (notice, telling) {
	n := notice{tokenKey{s.Credential, s.Kind, s.Subject}, s.Refresh}
	return n, telling{s.ExpiresAt.UnixMilli(), s.State == Expired}
}

// news lists what a person should know about the token at now.
func (w *watched) news(now time.Time) []SoonToken {
	var all []SoonToken
	s := SoonToken{Credential: w.key.Credential, Kind: w.key.Kind, Subject: w.key.Subject, ExpiresAt: w.token.ExpiresAt}
	if s.State = HealthOf(w.kind, w.token, now); s.State <= Soon {
		all = append(all, s)
	}
	if at, ok := w.refreshSoon(); ok && !now.Before(at) && now.Before(w.token.RefreshExpiresAt) {
		s.State, s.ExpiresAt, s.Refresh = Soon, w.token.RefreshExpiresAt, true
		all = append(all, s)
	}
	return all
}

// remind tells what was not told yet.
func (k *Keeper) remind(tokens []*watched) {
	if k.p.OnSoon == nil {
		return
	}
	now := k.b.p.Clock()
	if k.told == nil {
		state, _ := k.b.p.Vault.State(toldKey)
		k.told = readTold(state)
	}
	var fresh []SoonToken
	for _, w := range tokens {
		if w.auto && !k.resting(w) && now.Before(w.alarm()) {
			continue
		}
		for _, s := range w.news(now) {
			if n, t := s.notice(); !k.told[n].covers(t) {
				k.told[n] = t
				fresh = append(fresh, s)
			}
		}
	}
	if len(fresh) == 0 {
		return
	}
	k.keepTold(tokens)
	k.p.OnSoon(fresh)
}

// keepTold remembers across restarts what was told about the tokens that are
// there, and forgets the others.
func (k *Keeper) keepTold(tokens []*watched) {
	told := map[notice]telling{}
	for _, w := range tokens {
		for _, refresh := range []bool{false, true} {
			n := notice{w.key, refresh}
			if t, ok := k.told[n]; ok {
				told[n] = t
			}
		}
	}
	k.told = told
	// At worst somebody is told twice: not worth an error.
	_ = k.b.p.Vault.UpdateState(toldKey, func(json.RawMessage) (json.RawMessage, error) { return writeTold(told) })
}

// toldEntry is a notice in the state.
type toldEntry struct {
	notice
	telling
}

func readTold(state json.RawMessage) map[notice]telling {
	told := map[notice]telling{}
	var entries []toldEntry
	if json.Unmarshal(state, &entries) == nil {
		for _, e := range entries {
			told[e.notice] = e.telling
		}
	}
	return told
}

func writeTold(told map[notice]telling) (json.RawMessage, error) {
	entries := make([]toldEntry, 0, len(told))
	for n, t := range told {
		entries = append(entries, toldEntry{n, t})
	}
	return json.Marshal(entries)
}
