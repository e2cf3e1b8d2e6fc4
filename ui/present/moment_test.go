package present

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestDayAndUntil(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	now := time.Date(2025, 11, 21, 14, 26, 0, 0, shanghai)
	for _, c := range []struct {
		name           string
		at             time.Time
		zh, en         string
		untilZH, until string
	}{
		{"later today", now.Add(46 * time.Minute), "今天 15:12", "today 15:12", "今天 15:12 到期", "Expires today 15:12"},
		{"earlier today", now.Add(-18 * time.Minute), "今天 14:08", "today 14:08", "今天 14:08 到期", "Expired today 14:08"},
		{"first minute of tomorrow", time.Date(2025, 11, 22, 0, 0, 0, 0, shanghai), "明天 00:00", "tomorrow 00:00", "明天 00:00 到期", "Expires tomorrow 00:00"},
		{"another zone, the same day here", time.Date(2025, 11, 21, 23, 31, 0, 0, time.UTC), "明天 07:31", "tomorrow 07:31", "明天 07:31 到期", "Expires tomorrow 07:31"},
		{"yesterday", time.Date(2025, 11, 20, 23, 59, 59, 0, shanghai), "昨天 23:59", "yesterday 23:59", "昨天 23:59 到期", "Expired yesterday 23:59"},
		{"this year", time.Date(2025, 11, 27, 9, 0, 0, 0, shanghai), "11 月 27 日", "Nov 27", "11 月 27 日到期", "Expires Nov 27"},
		{"last week", time.Date(2025, 11, 14, 9, 0, 0, 0, shanghai), "11 月 14 日", "Nov 14", "11 月 14 日到期", "Expired Nov 14"},
		{"next year", time.Date(2026, 1, 3, 9, 0, 0, 0, shanghai), "2026 年 1 月 3 日", "Jan 3, 2026", "2026 年 1 月 3 日到期", "Expires Jan 3, 2026"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.zh, Day(zh, c.at, now))
			assert.Equal(t, c.en, Day(en, c.at, now))
			assert.Equal(t, c.untilZH, Until(zh, c.at, now))
			assert.Equal(t, c.until, Until(en, c.at, now))
		})
	}
}

func TestDayAndTimeAlwaysHasATime(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	now := time.Date(2025, 11, 21, 14, 26, 0, 0, shanghai)
	for at, want := range map[time.Time][2]string{
		now:                   {"今天 14:26", "today 14:26"},
		now.AddDate(0, 0, -1): {"昨天 14:26", "yesterday 14:26"},
		now.AddDate(0, 0, -2): {"11 月 19 日 14:26", "Nov 19, 14:26"},
		time.Date(2024, 11, 3, 1, 12, 0, 0, time.UTC):   {"2024 年 11 月 3 日 09:12", "Nov 3, 2024, 09:12"},
		time.Date(2025, 11, 19, 16, 30, 0, 0, time.UTC): {"昨天 00:30", "yesterday 00:30"},
	} {
		assert.Equal(t, want, [2]string{DayAndTime(zh, at, now), DayAndTime(en, at, now)})
	}
}

// TestDaysAcrossSummerTime counts midnights, not blocks of 24 hours.
func TestDaysAcrossSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		berlin = time.FixedZone("CET", 3600) // no zone data: the rule holds all the same
	}
	now := time.Date(2025, 3, 29, 23, 30, 0, 0, berlin)
	assert.Equal(t, 1, daysBetween(now, time.Date(2025, 3, 30, 23, 30, 0, 0, berlin)))
	assert.Equal(t, 2, daysBetween(now, time.Date(2025, 3, 31, 0, 15, 0, 0, berlin)))
}
