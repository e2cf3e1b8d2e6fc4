package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens,
		specimen{"steps", 620, stepsSpecimen},
	)
}

func stepContents(states ...StepState) []StepContent {
	names := []string{"选择应用", "扫描或输入", "授权", "完成"}
	steps := make([]StepContent, len(states))
	for i, state := range states {
		steps[i] = StepContent{Name: names[i], Spoken: "第 " + names[i] + " 步", State: state}
	}
	return steps
}

func stepsSpecimen() fyne.CanvasObject {
	scan := NewSteps(stepContents(StepDone, StepCurrent, StepTodo, StepTodo), func(int) {})
	failed := NewSteps(stepContents(StepDone, StepDone, StepFailed, StepTodo), func(int) {})
	failed.items[0].FocusGained()
	failed.items[1].MouseIn(nil)
	done := NewSteps(stepContents(StepDone, StepDone, StepDone, StepDone), func(int) {})
	short := NewSteps(stepContents(StepDone, StepDone, StepCurrent, StepTodo), func(int) {})
	return Stack(8, scan, failed, done, Row(0, short))
}

// TestStepsLeadOnlyBack: from the step under way or failed to one before it that is done.
func TestStepsLeadOnlyBack(t *testing.T) {
	wear(t, theme.Light)
	for name, c := range map[string]struct {
		states []StepState
		want   []int
	}{
		"begin":  {[]StepState{StepCurrent, StepTodo, StepTodo}, nil},
		"under":  {[]StepState{StepDone, StepDone, StepCurrent, StepTodo}, []int{0, 1}},
		"failed": {[]StepState{StepDone, StepFailed, StepTodo}, []int{0}},
		"done":   {[]StepState{StepDone, StepDone, StepDone}, nil},
		"skip":   {[]StepState{StepDone, StepTodo, StepCurrent}, []int{0}},
	} {
		var went []int
		s := NewSteps(stepContents(c.states...), func(index int) { went = append(went, index) })
		for _, item := range s.items {
			test.Tap(item)
		}
		assert.Equal(t, c.want, went, name)
		went = nil
		for _, item := range s.items {
			item.TypedKey(key(fyne.KeyReturn))
		}
		assert.Equal(t, c.want, went, name)
		s.SetLocked(true)
		for _, item := range s.items {
			test.Tap(item)
		}
		assert.Len(t, went, len(c.want), "%s: locked", name)
		s.SetLocked(false)
		for i, item := range s.items {
			assert.Equal(t, !slices.Contains(c.want, i), item.Disabled(), name)
		}
	}
}

// TestTabReachesStepsBehind and passes by all others.
func TestTabReachesStepsBehind(t *testing.T) {
	wear(t, theme.Light)
	s := NewSteps(stepContents(StepDone, StepDone, StepCurrent, StepTodo), func(int) {})
	c := show(t, s, 620)
	c.FocusNext()
	assert.Same(t, s.items[0], c.Focused())
	c.FocusNext()
	assert.Same(t, s.items[1], c.Focused())
	c.FocusNext()
	assert.Same(t, s.items[0], c.Focused())
}

func TestStepsSpeak(t *testing.T) {
	wear(t, theme.Light)
	s := NewSteps(stepContents(StepDone, StepCurrent, StepTodo, StepTodo), func(int) {})
	assert.Equal(t, "第 扫描或输入 步", s.AccessibilityLabel())
	assert.Equal(t, aContainer, s.AccessibilityRole())
	assert.Equal(t, "第 选择应用 步", s.items[0].AccessibilityLabel())
	assert.Equal(t, aButton, s.items[0].AccessibilityRole())
	assert.Equal(t, aText, s.items[1].AccessibilityRole())
	s.SetStep(1, StepContent{Name: "扫描", Spoken: "坏了", State: StepFailed})
	assert.Equal(t, "坏了", s.AccessibilityLabel())
	assert.Equal(t, "!", s.items[1].number.Text())
	s.SetStep(1, StepContent{Name: "扫描", Spoken: "又好了", State: StepDone})
	assert.Equal(t, "第 完成 步", s.AccessibilityLabel(), "nothing under way: the last one")
	assert.Equal(t, "2", s.items[1].number.Text())
	s.SetStep(9, StepContent{Name: "没有"})
	assert.Empty(t, NewSteps(nil, nil).AccessibilityLabel())
}

// TestStepsGiveWay: lines first, then the names of all but the step under way, which tips tell.
func TestStepsGiveWay(t *testing.T) {
	wear(t, theme.Light)
	s := NewSteps(stepContents(StepDone, StepCurrent, StepTodo, StepTodo), func(int) {})
	natural := s.NaturalWidth()
	for _, c := range []struct {
		width, line float32
		names       bool
	}{{natural, 32, true}, {natural - 1, 12, true}, {natural - 61, 32, false}, {s.MinSize().Width, 12, false}} {
		s.Resize(fyne.NewSize(c.width, 48))
		assert.InDelta(t, c.line, s.lines[0].Size().Width, 0.01, "%v", c.width)
		for i, item := range s.items {
			assert.Equal(t, c.names || i == 1, item.name.Visible(), "%v", c.width)
			assert.LessOrEqual(t, item.Position().X+item.Size().Width, c.width+0.01)
			if c.names || i == 1 {
				assert.Empty(t, item.tip().text)
			} else {
				assert.Equal(t, item.step.Name, item.tip().text)
			}
		}
	}
}
