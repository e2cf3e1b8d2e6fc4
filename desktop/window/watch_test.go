package window

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestTouchesAreToldOnceASecond(t *testing.T) {
	var hands touches
	for _, step := range []struct {
		at   uint32
		tell bool
	}{
		{500, true}, // the first one, however early
		{501, false},
		{1499, false},
		{1500, true},
		{1501, false},
		{math.MaxUint32 - 200, true},
		{math.MaxUint32, false},
		{300, false}, // the clock has begun again
		{800, true},
	} {
		assert.Equal(t, step.tell, hands.tell(step.at), "at %d", step.at)
	}
}

func TestTouchesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var hands touches
		at := rapid.Uint32().Draw(t, "begin")
		sinceTold := uint64(math.MaxUint64)
		for _, pause := range rapid.SliceOf(rapid.Uint32Range(0, 3000)).Draw(t, "pauses") {
			at += pause
			if sinceTold != math.MaxUint64 {
				sinceTold += uint64(pause)
			}
			told := hands.tell(at)
			assert.Equal(t, sinceTold >= 1000, told)
			if told {
				sinceTold = 0
			}
		}
	})
}
