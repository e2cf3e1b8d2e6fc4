package present

import (
	"strconv"
	"time"

	"keycase/assets/translations"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Day is a date as people say it: "今天 15:12", "明天 07:31", "昨天 23:59",
// "11 月 27 日", "2027 年 1 月 3 日". The time of day is left out where it does
// not matter any more.
func Day(l *translations.Localizer, at, now time.Time) string {
	at = at.In(now.Location())
	switch hours := at.Format("15:04"); daysBetween(now, at) {
	case 0:
		return l.T("time.today", "Time", hours)
	case 1:
		return l.T("time.tomorrow", "Time", hours)
	case -1:
		return l.T("time.yesterday", "Time", hours)
	}
	month := l.T("month." + itoa(int(at.Month())))
	if at.Year() == now.Year() {
		return l.T("time.date", "Month", month, "Day", at.Day())
	}
	return l.T("time.date_year", "Year", at.Year(), "Month", month, "Day", at.Day())
}

// DayAndTime is Day with the time of day in any case: "昨天 23:59",
// "11 月 20 日 09:12", "2024 年 11 月 3 日 09:12".
func DayAndTime(l *translations.Localizer, at, now time.Time) string {
	day := Day(l, at, now)
	if days := daysBetween(now, at); days >= -1 && days <= 1 {
		return day
	}
	return l.T("time.moment", "Date", day, "Time", at.In(now.Location()).Format("15:04"))
}

// Until is the second line of a countdown: "今天 15:12 到期",
// "11 月 27 日到期", also for what is over.
func Until(l *translations.Localizer, at, now time.Time) string {
	when := Day(l, at, now)
	days := daysBetween(now, at)
	switch exact, over := days >= -1 && days <= 1, !now.Before(at); {
	case over && exact:
		return l.T("time.expired_at", "When", when)
	case over:
		return l.T("time.expired_on", "When", when)
	case exact:
		return l.T("time.expires_at", "When", when)
	default:
		return l.T("time.expires_on", "When", when)
	}
}

// daysBetween counts midnights between two moments, in the zone of now.
func daysBetween(now, at time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(now.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(at).Sub(midnight(now)) / day)
}
