package present

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"keycase/assets/translations"
)

var (
	zh = translations.New(translations.Chinese)
	en = translations.New(translations.English)
)

func TestLeft(t *testing.T) {
	for _, c := range []struct {
		left   time.Duration
		zh, en string
	}{
		{30*day - time.Second, "30 天", "30 days"},
		{30*day - 13*time.Hour, "29 天", "29 days"},
		{23*day + 5*time.Hour, "23 天", "23 days"},
		{10*day + 11*time.Hour, "10 天", "10 days"},
		{10 * day, "10 天", "10 days"},
		{10*day - time.Second, "9 天 23 小时", "9 d 23 h"},
		{6*day + 4*time.Hour + 59*time.Minute, "6 天 4 小时", "6 d 4 h"},
		{day, "1 天 0 小时", "1 d 0 h"},
		{17*time.Hour + 5*time.Minute, "17 小时 5 分", "17 h 5 min"},
		{82 * time.Minute, "1 小时 22 分", "1 h 22 min"},
		{time.Hour, "1 小时 0 分", "1 h 0 min"},
		{46*time.Minute + 59*time.Second, "46 分钟", "46 min"},
		{10 * time.Minute, "10 分钟", "10 min"},
		{10*time.Minute - time.Millisecond, "10 分钟", "10 min"},
		{10*time.Minute - time.Second, "9:59", "9:59"},
		{2*time.Minute + 41*time.Second, "2:41", "2:41"},
		{time.Millisecond, "0:01", "0:01"},
		{0, "刚刚过期", "Just expired"},
		{-59 * time.Second, "刚刚过期", "Just expired"},
		{-time.Minute, "已过期 1 分钟", "Expired 1 min ago"},
		{-18*time.Minute - 30*time.Second, "已过期 18 分钟", "Expired 18 min ago"},
		{-119 * time.Minute, "已过期 1 小时", "Expired 1 h ago"},
		{-25 * time.Hour, "已过期 24 小时", "Expired 24 h ago"},
		{-75 * time.Hour, "已过期 3 天", "Expired 3 days ago"},
	} {
		assert.Equal(t, c.zh, Left(zh, c.left), c.left)
		assert.Equal(t, c.en, Left(en, c.left), c.left)
	}
}

func TestLeftIn(t *testing.T) {
	assert.Equal(t, "46 分钟后到期", LeftIn(zh, 46*time.Minute))
	assert.Equal(t, "expires in 46 min", LeftIn(en, 46*time.Minute))
	assert.Equal(t, "已过期 2 小时", LeftIn(zh, -2*time.Hour))
	for left, said := range map[time.Duration][2]string{
		10 * time.Minute:                 {"10 分钟后到期", "expires in 10 min"},
		10*time.Minute - 1:               {"10 分钟后到期", "expires in 10 min"},
		10*time.Minute - time.Second:     {"还剩 9 分 59 秒", "9 min 59 s left"},
		4*time.Minute + 32*time.Second:   {"还剩 4 分 32 秒", "4 min 32 s left"},
		time.Minute:                      {"还剩 1 分 0 秒", "1 min 0 s left"},
		59*time.Second + time.Nanosecond: {"还剩 1 分 0 秒", "1 min 0 s left"},
		time.Nanosecond:                  {"还剩 1 秒", "1 s left"},
		0:                                {"刚刚过期", "Just expired"},
	} {
		assert.Equal(t, said[0], LeftIn(zh, left), left)
		assert.Equal(t, said[1], LeftIn(en, left), left)
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		span   time.Duration
		zh, en string
	}{
		{30 * day, "30 天", "30 days"},
		{day, "24 小时", "24 h"},
		{2 * time.Hour, "2 小时", "2 h"},
		{10 * time.Minute, "10 分钟", "10 min"},
		{300 * time.Second, "5 分钟", "5 min"},
		{86399 * time.Second, "86399 秒", "86399 s"},
		{0, "0 秒", "0 s"},
	} {
		assert.Equal(t, c.zh, Span(zh, c.span), c.span)
		assert.Equal(t, c.en, Span(en, c.span), c.span)
	}
}

// TestSecondsAreWantedInTime lets a minute's tick come at the worst moment.
func TestSecondsAreWantedInTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		left := time.Duration(rapid.Int64Range(1, int64(2*day)).Draw(t, "left"))
		if WantsSeconds(left) {
			return
		}
		next := left - time.Minute // at the latest
		assert.GreaterOrEqual(t, next, secondsBelow, "the change to seconds would come late")
	})
	assert.False(t, WantsSeconds(0), "what is over counts in minutes")
}

// TestFreshTokenHasItsWholeLife: what a result names by the life of its token, the
// overview does not count one less a moment later.
func TestFreshTokenHasItsWholeLife(t *testing.T) {
	for _, life := range []time.Duration{30 * day, 35 * day} {
		for _, later := range []time.Duration{0, time.Second, 11 * time.Hour} {
			assert.Equal(t, Span(zh, life), Left(zh, life-later))
		}
	}
}
