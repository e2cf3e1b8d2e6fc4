package broker

import (
	"time"

	"keycase/providers"
	"keycase/vault"
)

// Health is the state of a token at some moment.
type Health int

// The states of a token, the most urgent first.
const (
	Expired Health = iota
	Soon           // expires soon
	Fresh
	Never // does not expire
)

// HealthOf tells the state of a token of that kind at now.
func HealthOf(kind providers.TokenKind, t vault.Token, now time.Time) Health {
	switch {
	case t.Never:
		return Never
	case !now.Before(t.ExpiresAt):
		return Expired
	case t.ExpiresAt.Sub(now) <= kind.Soon:
		return Soon
	default:
		return Fresh
	}
}

// Left is the share of its life that a token still has at now, 0 to 1; a token
// that never expires has 1.
func Left(t vault.Token, now time.Time) float64 {
	if t.Never {
		return 1
	}
	life := t.ExpiresAt.Sub(t.IssuedAt)
	if life <= 0 {
		return 0
	}
	return min(1, max(0, float64(t.ExpiresAt.Sub(now))/float64(life)))
}
