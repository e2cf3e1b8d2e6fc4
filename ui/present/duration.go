package present

import (
	"time"

	"keycase/assets/translations"
)

const (
	day = 24 * time.Hour
	// secondsBelow is from where on a countdown shows seconds.
	secondsBelow = 10 * time.Minute
)

// Left is the text of a countdown with d to go: "23 天", "6 天 4 小时",
// "1 小时 22 分", "46 分钟", "2:41", and "已过期 18 分钟" from zero on.
func Left(l *translations.Localizer, d time.Duration) string {
	if d <= 0 {
		return overdue(l, -d)
	}
	// A second that has begun counts: the last text before the end is 0:01.
	d = (d + time.Second - 1).Truncate(time.Second)
	switch {
	case d >= 10*day:
		// To the nearest: a token of 30 days is not one of 29 as soon as it is there.
		return l.T("time.days", "Count", int(d.Round(day)/day))
	case d >= day:
		return l.T("time.days_hours", "Days", int(d/day), "Hours", int(d%day/time.Hour))
	case d >= time.Hour:
		return l.T("time.hours_minutes", "Hours", int(d/time.Hour), "Minutes", int(d%time.Hour/time.Minute))
	case d >= secondsBelow:
		return l.T("time.minutes", "Count", int(d/time.Minute))
	default:
		return clock(d)
	}
}

// LeftIn is Left inside a sentence: "46 分钟后到期", and where it shows seconds
// "还剩 4 分 32 秒", which nobody takes for a time of day. What is over has no
// sentence of its own.
func LeftIn(l *translations.Localizer, d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	switch {
	case d <= 0:
		return Left(l, d)
	case seconds < 60:
		return l.T("time.left_seconds", "Seconds", seconds)
	case seconds < int(secondsBelow/time.Second):
		return l.T("time.left_minutes", "Minutes", seconds/60, "Seconds", seconds%60)
	default:
		return l.T("time.expires_in", "Left", Left(l, d))
	}
}

// clock writes minutes and seconds: "2:41".
func clock(d time.Duration) string {
	seconds := int(d / time.Second)
	digits := [...]byte{byte('0' + seconds%60/10), byte('0' + seconds%10)} // #nosec G115 -- single digits
	return itoa(seconds/60) + ":" + string(digits[:])
}

// overdue names the largest unit only: how long ago it was matters less the
// longer it was.
func overdue(l *translations.Localizer, d time.Duration) string {
	if d < time.Minute {
		return l.T("time.just_expired")
	}
	return l.T("time.overdue", "Span", Span(l, largest(d)))
}

func largest(d time.Duration) time.Duration {
	switch {
	case d >= day:
		return d.Truncate(day)
	case d >= time.Hour:
		return d.Truncate(time.Hour)
	default:
		return d.Truncate(time.Minute)
	}
}

// Span is a length of time in the largest unit that divides it: "30 天",
// "24 小时", "10 分钟", "300 秒". A single day is 24 hours, as the platforms
// write it.
func Span(l *translations.Localizer, d time.Duration) string {
	switch {
	case d%day == 0 && d > day:
		return l.T("time.days", "Count", int(d/day))
	case d%time.Hour == 0 && d > 0:
		return l.T("time.hours", "Count", int(d/time.Hour))
	case d%time.Minute == 0 && d > 0:
		return l.T("time.minutes", "Count", int(d/time.Minute))
	default:
		return l.T("time.seconds", "Count", int(d/time.Second))
	}
}

// WantsSeconds tells whether a countdown with d to go has to be drawn each
// second. It begins a minute early, so that a minute's tick cannot miss the
// change from minutes to seconds.
func WantsSeconds(d time.Duration) bool {
	return d > 0 && d < secondsBelow+time.Minute
}
