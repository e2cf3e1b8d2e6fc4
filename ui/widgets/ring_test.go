package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func TestRingAngles(t *testing.T) {
	wear(t, theme.Light)
	for _, c := range []struct {
		status     Status
		fraction   float32
		start, end float32
	}{
		{StatusOk, 1, 0, 360},
		{StatusOk, 0.75, 90, 360},
		{StatusExpiring, 0.25, 270, 360},
		{StatusAccent, 0.5, 180, 360},
		{StatusExpiring, 0.001, 345.6, 360}, // the least that is visible
		{StatusExpiring, 0, 345.6, 360},
		{StatusOk, 7, 0, 360},
		{StatusOk, -1, 345.6, 360},
		{StatusExpired, 0, 0, 360},
		{StatusNever, 0, 0, 360},
		{StatusNone, 0.5, 0, 0},
	} {
		ring := NewCountdownRing(RingMedium)
		ring.Set(c.status, c.fraction)
		start, end := ring.angles()
		assert.InDelta(t, c.start, start, 0.01, "%v %v", c.status, c.fraction)
		assert.InDelta(t, c.end, end, 0.01, "%v %v", c.status, c.fraction)
	}
}

// TestRingShrinks: less time never shows more arc.
func TestRingShrinks(t *testing.T) {
	wear(t, theme.Light)
	ring := NewCountdownRing(RingSmall)
	ring.SetStatus(StatusOk)
	rapid.Check(t, func(t *rapid.T) {
		less := rapid.Float32Range(0, 1).Draw(t, "less")
		more := rapid.Float32Range(less, 1).Draw(t, "more")
		ring.SetFraction(less)
		lessStart, _ := ring.angles()
		ring.SetFraction(more)
		moreStart, _ := ring.angles()
		require.LessOrEqual(t, moreStart, lessStart)
	})
}

func TestRingMetrics(t *testing.T) {
	wear(t, theme.Light)
	for size, stroke := range map[float32]float32{RingTiny: 2.5, RingSmall: 3, RingMedium: 3, RingLarge: 10} {
		ring := NewCountdownRing(size)
		assert.Equal(t, fyne.NewSquareSize(size), ring.MinSize())
		assert.InDelta(t, 1-2*stroke/size, ring.arc.CutoutRatio, 0.0001)
		assert.InDelta(t, stroke/2, ring.arc.CornerRadius, 0.0001)
	}
}

func TestRingColours(t *testing.T) {
	wear(t, theme.Light)
	for status, name := range map[Status]fyne.ThemeColorName{
		StatusOk: theme.ColorOk, StatusExpiring: theme.ColorWarn, StatusExpired: theme.ColorErr,
		StatusNever: theme.ColorBorderStrong, StatusAccent: theme.ColorAccent,
	} {
		ring := NewCountdownRing(RingMedium)
		ring.Set(status, 0.5)
		assert.Equal(t, theme.Color(name), ring.arc.FillColor)
	}
	ring := NewCountdownRing(RingSmall)
	ring.SetColors(theme.ColorOnAccent, theme.ColorTrackOnAccent)
	ring.Set(StatusAccent, 0.5)
	assert.Equal(t, theme.Color(theme.ColorOnAccent), ring.arc.FillColor)
	ring.Set(StatusExpiring, 0.1)
	assert.Equal(t, theme.Color(theme.ColorWarn), ring.arc.FillColor, "the last minute warns everywhere")
}

func TestEveryStatusHasAWord(t *testing.T) {
	for status, kind := range map[Status]ChipKind{
		StatusOk: ChipOk, StatusExpiring: ChipWarn, StatusExpired: ChipErr, StatusNever: ChipNever, StatusNone: ChipNeutral,
	} {
		assert.Equal(t, kind, ChipFor(status))
		assert.NotEmpty(t, chipLooks[kind].ink)
	}
}

func TestSpinnerTurnsOnlyWhileVisible(t *testing.T) {
	wear(t, theme.Light)
	spinner := NewSpinner(theme.ColorInk, RingTiny)
	assert.Nil(t, spinner.animation, "still at first")
	spinner.Start()
	require.NotNil(t, spinner.animation)
	before := spinner.animation
	spinner.Start()
	assert.Same(t, before, spinner.animation, "started once")
	spinner.Hide()
	assert.Nil(t, spinner.animation)
	spinner.Show()
	assert.NotNil(t, spinner.animation)
	test.TempWidgetRenderer(t, spinner).Destroy()
	assert.Nil(t, spinner.animation, "a widget that is gone turns nothing")

	spinner.turn(90)
	assert.Equal(t, [2]float32{90, 360}, [2]float32{spinner.arc.StartAngle, spinner.arc.EndAngle})
}

func TestToastRing(t *testing.T) {
	wear(t, theme.Light)
	toast := NewToast("app_secret 已复制")
	narrow := toast.MinSize().Width
	assert.NotContains(t, test.RenderObjectToMarkup(toast), "CountdownRing")
	toast.SetFraction(0.5)
	assert.Greater(t, toast.MinSize().Width, narrow)
	assert.Contains(t, test.RenderObjectToMarkup(toast), "CountdownRing")
	toast.HideRing()
	toast.Set("x")
	assert.Less(t, toast.MinSize().Width, narrow)
	assert.Equal(t, 1, strings.Count(test.RenderObjectToMarkup(toast), "<text"))
}
