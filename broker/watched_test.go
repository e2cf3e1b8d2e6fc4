package broker

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/providers"
	"keycase/vault"
)

// Whatever lives a platform gives: a token is renewed before it expires, but in
// the second half of its life, and nobody is told before it was tried.
func TestMomentsOfAToken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seconds := func(name string, most int) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Second
		}
		issued := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		life := seconds("life", 40*24*3600)
		w := watched{
			token: vault.Token{IssuedAt: issued, ExpiresAt: issued.Add(life)},
			kind:  providers.TokenKind{Soon: seconds("soon", 4*24*3600)},
			daily: rapid.Bool().Draw(t, "daily"),
		}
		due := w.due().Sub(issued)
		assert.GreaterOrEqual(t, due, max(life/2, time.Minute))
		if life >= 2*time.Minute {
			assert.LessOrEqual(t, due, life)
		}
		assert.False(t, w.alarm().Before(w.due()))
		if early := w.soon().Sub(issued); !w.daily && early > life/2+time.Minute && early > 2*time.Minute {
			assert.LessOrEqual(t, due, early, "before it would be shown as expiring soon")
		}
		if w.daily && life >= 2*day {
			assert.LessOrEqual(t, life-due, day, "in its last day")
		}
	})
}
