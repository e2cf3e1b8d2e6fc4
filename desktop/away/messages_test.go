package away

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMessagesOfWindows(t *testing.T) {
	for _, c := range []struct {
		name            string
		message, wparam uintptr
		want            Event // 0 for none
	}{
		{"locked", 0x02b1, 0x7, ScreenLocked},
		{"unlocked", 0x02b1, 0x8, 0},
		{"another person comes", 0x02b1, 0x2, ScreenLocked},
		{"comes back to the machine", 0x02b1, 0x1, 0},
		{"remote desktop ends", 0x02b1, 0x4, ScreenLocked},
		{"suspends", 0x0218, 0x4, Sleeping},
		{"resumes", 0x0218, 0x7, 0},
		{"resumes by itself", 0x0218, 0x12, 0},
		{"power status", 0x0218, 0xa, 0},
		{"a key with the same number", 0x0100, 0x7, 0},
	} {
		got, ok := meaning(c.message, c.wparam)
		assert.Equal(t, c.want != 0, ok, c.name)
		if ok {
			assert.Equal(t, c.want, got, c.name)
		}
	}
}
