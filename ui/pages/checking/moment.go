package checking

import (
	"strconv"
	"strings"
	"time"

	"keycase/providers"
)

// Digits of a timestamp in seconds and in milliseconds, as they will be until 2286.
const (
	secondDigits = 10
	milliDigits  = 13
)

// moment reads a time in any of the forms in which platforms and logs write it.
// Without a zone it is China's, as everywhere on these platforms.
func moment(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		switch len(text) {
		case secondDigits:
			return time.Unix(n, 0), true
		case milliDigits:
			return time.UnixMilli(n), true
		}
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateTime, "2006-01-02T15:04:05", "2006/01/02 15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, providers.ChinaTime); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
