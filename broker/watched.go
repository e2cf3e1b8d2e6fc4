package broker

import (
	"slices"
	"time"

	"keycase/providers"
	"keycase/vault"
)

// watched is a token as a [Keeper] sees it.
type watched struct {
	key   tokenKey
	cred  vault.Credential // of a token that is to be renewed by itself, else zero
	token vault.Token
	kind  providers.TokenKind
	// auto: it is to be renewed by itself, and can be.
	auto bool
	// daily: its renewal is counted by the day.
	daily bool
}

// watchedTokens lists the tokens that expire, by soonest expiry; auto tells which
// are to be renewed by themselves.
func (b *Broker) watchedTokens(auto func(vault.Entry, vault.Token) bool) []*watched {
	entries := b.p.Vault.Entries()
	all := make([]*watched, 0, len(entries))
	for _, e := range entries {
		platform, err := b.p.Registry.Platform(e.Platform())
		if err != nil {
			continue
		}
		for i := range e.NumTokens() {
			t := e.Token(i)
			if t.Never || t.ExpiresAt.IsZero() {
				continue
			}
			w := &watched{key: tokenKey{e.ID(), t.Kind, t.Subject}, token: t}
			w.kind, _ = platform.TokenKind(t.Kind)
			if auto(e, t) {
				w.cred = e.Credential()
				var op *providers.Operation
				op, w.auto = platform.Operation(b.renewBy(platform, w.cred, t))
				w.daily = w.auto && op.Quota != nil && op.Quota.Window >= day
			}
			all = append(all, w)
		}
	}
	slices.SortStableFunc(all, func(a, b *watched) int { return a.token.ExpiresAt.Compare(b.token.ExpiresAt) })
	return all
}

// leadMost is the most that a renewal comes before a token would be shown as
// expiring soon.
const leadMost = time.Minute

// margin is how long before its end the token is renewed. One that is counted by
// the day waits for its last day, because each renewal also ends the life of the
// one in use.
func (w *watched) margin() time.Duration {
	m := w.kind.Soon + min(w.kind.Soon/10, leadMost)
	if w.daily {
		return min(m, day)
	}
	return m
}

// due is from when on the token is to be renewed: not in the first half of its
// life, nor in its first minute, however short a life the platform gave it.
func (w *watched) due() time.Time {
	life := w.token.ExpiresAt.Sub(w.token.IssuedAt)
	early := w.token.IssuedAt.Add(max(life/2, time.Minute))
	return latest(early, w.token.ExpiresAt.Add(-w.margin()))
}

// alarm is from when on a person is told of a token that should have been
// renewed by itself: half of the time for it is over.
func (w *watched) alarm() time.Time {
	return latest(w.due(), w.token.ExpiresAt.Add(-w.margin()/2))
}

// soon is from when on the token counts as expiring soon.
func (w *watched) soon() time.Time { return w.token.ExpiresAt.Add(-w.kind.Soon) }

// refreshSoon is from when on its refresh token counts as expiring soon.
func (w *watched) refreshSoon() (at time.Time, ok bool) {
	if !w.token.HasRefresh || w.kind.RefreshSoon <= 0 || w.token.RefreshExpiresAt.IsZero() {
		return time.Time{}, false
	}
	return w.token.RefreshExpiresAt.Add(-w.kind.RefreshSoon), true
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
