package overview

import (
	"fmt"
	"image/color"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

// TestSleep lets three hours pass between two ticks.
func TestSleep(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "robot", "睡", 2*time.Hour)
	store(t, b, "jdy", "醒", 20*time.Hour)
	p := shown(t, b)
	require.Equal(t, []string{"睡", "醒"}, p.names(1))
	p.tick(b.Now().Add(3 * time.Hour))
	assert.Equal(t, []string{"睡"}, p.names(0))
	assert.Equal(t, []string{"醒"}, p.names(1))
	assert.Equal(t, "已过期 1 小时", p.rowAt(0).shown.Remaining)
	assert.Equal(t, "17 小时 0 分", p.rowAt(1).shown.Remaining)
	assert.False(t, p.rowAt(0).shown.Copyable)
}

func TestClockSetBack(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "robot", "甲", 10*time.Minute)
	p := shown(t, b)
	require.Equal(t, []string{"甲"}, p.names(0))
	p.tick(b.Now().Add(time.Hour))
	assert.Equal(t, widgets.StatusExpired, p.rowAt(0).shown.Status)
	p.tick(b.Now().Add(-time.Hour))
	assert.Empty(t, p.names(0), "it has more than an hour again")
	assert.Equal(t, []string{"甲"}, p.names(1))
	assert.Equal(t, "1 小时 10 分", p.rowAt(0).shown.Remaining)
	assert.InDelta(t, 1, p.rowAt(0).shown.Fraction, 1e-6, "never more than whole")
}

func TestMidnightChangesTheDay(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "jdy", "甲", 20*time.Hour)
	p := shown(t, b)
	require.Equal(t, "明天 10:26 到期", p.rowAt(0).shown.Absolute)
	midnight := time.Date(2025, 11, 22, 0, 0, 0, 0, pagetest.Start.Location())
	p.tick(midnight.Add(-time.Second))
	assert.Equal(t, "明天 10:26 到期", p.rowAt(0).shown.Absolute)
	p.tick(midnight)
	assert.Equal(t, "今天 10:26 到期", p.rowAt(0).shown.Absolute)
	assert.Equal(t, "10 小时 26 分", p.rowAt(0).shown.Remaining)
}

// TestAnotherZone shows the same moment to people elsewhere: the day and the time of
// day are theirs, and a duration is the same everywhere.
func TestAnotherZone(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "jdy", "甲", 3*time.Hour)
	p := shown(t, b)
	for zone, until := range map[*time.Location]string{
		time.FixedZone("UTC+8", 8*3600):      "今天 17:26 到期",
		time.FixedZone("UTC-8", -8*3600):     "明天 01:26 到期",
		time.FixedZone("UTC+13", 13*3600):    "今天 22:26 到期",
		time.FixedZone("UTC-7", -7*3600):     "明天 02:26 到期",
		time.FixedZone("India", 5*3600+1800): "今天 14:56 到期",
	} {
		p.tick(b.Now().In(zone))
		assert.Equal(t, until, p.rowAt(0).shown.Absolute, zone)
		assert.Equal(t, "3 小时 0 分", p.rowAt(0).shown.Remaining, zone)
	}
}

// TestSummerTime crosses the night in which clocks in Berlin jump from 2 to 3.
func TestSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	b := pagetest.New(t)
	evening := time.Date(2025, 3, 29, 23, 0, 0, 0, berlin)
	b.Move(evening.Sub(b.Now()))
	store(t, b, "jdy", "甲", 6*time.Hour)
	p := shown(t, b)
	p.tick(evening)
	assert.Equal(t, "明天 06:00 到期", p.rowAt(0).shown.Absolute, "six hours later the clocks show seven more")
	assert.Equal(t, "6 小时 0 分", p.rowAt(0).shown.Remaining)
	p.tick(evening.Add(2 * time.Hour))
	assert.Equal(t, "今天 06:00 到期", p.rowAt(0).shown.Absolute)
	assert.Equal(t, "4 小时 0 分", p.rowAt(0).shown.Remaining)
}

// counting is a theme that knows how often it was asked for a colour: each widget
// that is drawn asks.
type counting struct {
	fyne.Theme
	asked int
}

func (c *counting) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	c.asked++
	return c.Theme.Color(name, variant)
}

func TestOnlyWhatChangedIsDrawn(t *testing.T) {
	b := pagetest.New(t)
	look := &counting{Theme: fyne.CurrentApp().Settings().Theme()}
	fyne.CurrentApp().Settings().SetTheme(look)
	many(t, b, 200, 30*time.Minute)
	p := shown(t, b)
	drawn := func(at time.Duration) int {
		look.asked = 0
		p.tick(pagetest.Start.Add(at))
		return look.asked
	}
	assert.Equal(t, "1:00", p.rowAt(0).shown.Remaining)
	drawn(10 * time.Second)
	assert.Zero(t, drawn(10*time.Second), "the same moment")
	one := drawn(11 * time.Second)
	assert.Equal(t, "0:49", p.rowAt(0).shown.Remaining)
	assert.Positive(t, one)
	drawn(150 * time.Second)
	assert.Zero(t, drawn(151*time.Second), "no text in sight shows seconds")
	assert.Greater(t, drawn(211*time.Second), 3*one, "after a minute they all change")
}

func TestRowsOutOfSightCatchUp(t *testing.T) {
	b := pagetest.New(t)
	many(t, b, 200, 30*time.Minute)
	p := shown(t, b)
	assert.Less(t, len(p.list.rows), 20, "there are widgets for what is in sight")
	p.list.scroll.ScrollToBottom()
	p.list.scrolled()
	last := p.rowAt(199)
	require.NotNil(t, last)
	before := last.shown.Remaining
	p.list.scroll.ScrollToTop()
	p.list.scrolled()
	require.Nil(t, p.rowAt(199))
	b.Move(2 * time.Hour)
	p.list.scroll.ScrollToBottom()
	p.list.scrolled()
	now := p.rowAt(199).shown.Remaining
	assert.NotEqual(t, before, now)
	assert.Equal(t, p.list.at(199).At(b.Ctx.Text, b.Now()).Remaining, now)
	assert.Less(t, len(p.list.rows)+len(p.list.spare), 40)
}

// TestSecondsTickForWhatIsInSight scrolls a countdown with seconds out of sight and
// back.
func TestSecondsTickForWhatIsInSight(t *testing.T) {
	b := pagetest.New(t)
	store(t, b, "jdy", "短", 5*time.Minute)
	for i := range 40 {
		store(t, b, "jdy", fmt.Sprint("长", i), 30*time.Minute)
	}
	p := shown(t, b)
	assert.True(t, p.tick(b.Now()))
	p.list.scroll.ScrollToBottom()
	p.list.scrolled()
	assert.False(t, p.tick(b.Now()))
	assert.True(t, p.tick(b.Now().Add(4*time.Minute+10*time.Second)), "it is over within the minute, and moves")
	p.list.scroll.ScrollToTop()
	p.list.scrolled()
	b.Move(3 * time.Second)
	assert.Equal(t, "4:57", p.rowAt(0).shown.Remaining)
}
