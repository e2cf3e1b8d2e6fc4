package frame

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

// walk is a wizard in which each press of the primary button leads to the next step.
func walk(t *testing.T) (b *bench, step *int) {
	b = newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	step = new(int)
	var next func()
	next = func() {
		*step++
		b.f.SetBody(Body{Right: widgets.NewField("x", widgets.FieldOptions{})})
		b.f.SetFoot(b.f.Back(func() { *step -= 2; next() }), "", b.f.Next(next))
	}
	next()
	b.Tick(time.Second)
	return b, step
}

// TestADoubleClickGoesOneStep, on either side of the foot.
func TestADoubleClickGoesOneStep(t *testing.T) {
	b, step := walk(t)
	for range 2 {
		test.Tap(b.primary())
		b.Tick(100 * time.Millisecond)
	}
	assert.Equal(t, 2, *step)
	b.Tick(CalmPointer)
	test.Tap(b.primary())
	b.Tick(CalmPointer)
	test.Tap(b.primary())
	assert.Equal(t, 4, *step, "one after the other")
	b.Tick(CalmPointer)
	test.Tap(b.back())
	test.Tap(b.back())
	assert.Equal(t, 3, *step)
}

// TestAHeldEnterGoesOneStep however long it is held; let go, it is a key again.
func TestAHeldEnterGoesOneStep(t *testing.T) {
	b, step := walk(t)
	b.f.TakeKey(fyne.KeyReturn)
	b.Tick(660 * time.Millisecond) // the slowest keyboard begins to repeat
	for range 100 {
		b.focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		b.Tick(40 * time.Millisecond)
	}
	assert.Equal(t, 2, *step)
	b.Tick(CalmKeys)
	b.f.TakeKey(fyne.KeyReturn)
	assert.Equal(t, 3, *step)
}

// TestAnEnterThatLedHereIsNotForTheFirstStep has the wizard come up while the key is down.
func TestAnEnterThatLedHereIsNotForTheFirstStep(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.f.TakeKey(fyne.KeyReturn)
	assert.Empty(t, b.said)
	b.Tick(CalmKeys)
	b.f.TakeKey(fyne.KeyReturn)
	assert.Equal(t, []string{"next"}, b.said)
}

// TestCancelAnswersAtOnce although the step has just come up.
func TestCancelAnswersAtOnce(t *testing.T) {
	b, _ := walk(t)
	test.Tap(b.primary())
	stopped := false
	b.f.SetBusy("…", func() { stopped = true })
	test.Tap(b.back())
	assert.True(t, stopped)
}

// TestAClockSetBackBlocksNothing: what it says cannot be compared then.
func TestAClockSetBackBlocksNothing(t *testing.T) {
	m := calm{}
	m.begin(pagetest.Start)
	assert.True(t, m.takesKey(pagetest.Start.Add(-time.Hour)))
	assert.True(t, m.takesClick(pagetest.Start.Add(-time.Hour)))
}
