package sandbox

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRateNeverExceedsItsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const limit = 3
		r := rate{}
		now := noon
		var taken []time.Time
		for range rapid.IntRange(1, 50).Draw(t, "calls") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "s")) * time.Second)
			if r.take("k", now, limit) {
				taken = append(taken, now)
			}
			inWindow := 0
			for _, at := range taken {
				if now.Sub(at) < time.Minute {
					inWindow++
				}
			}
			require.LessOrEqual(t, inWindow, limit)
			require.Equal(t, limit-inWindow, r.left("k", now, limit))
		}
	})
}

func TestDailyCountsByDayInChina(t *testing.T) {
	d := daily{}
	lateInChina := time.Date(2026, 8, 3, 15, 59, 59, 0, time.UTC)
	require.True(t, d.take("k", lateInChina, 1))
	assert.False(t, d.take("k", lateInChina, 1))
	assert.True(t, d.take("other", lateInChina, 1))
	assert.True(t, d.take("k", lateInChina.Add(time.Second), 1), "midnight in China, not in UTC")
	assert.Equal(t, 0, d.left("k", lateInChina.Add(time.Second), 1))
}

func TestOnceSetForgetsWhatExpired(t *testing.T) {
	s := onceSet{}
	for i := range sweepAt {
		require.True(t, s.use(fmt.Sprint(i), noon, noon.Add(time.Second)))
	}
	require.True(t, s.use("late", noon, noon.Add(time.Hour)))
	assert.Len(t, s, sweepAt+1)
	require.True(t, s.use("next", noon.Add(time.Minute), noon.Add(time.Hour)))
	assert.Len(t, s, 2)
	assert.False(t, s.use("late", noon.Add(time.Minute), noon.Add(time.Hour)))
}
