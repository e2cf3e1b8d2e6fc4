package widgets

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func TestDiffer(t *testing.T) {
	for _, c := range []struct{ before, after, added string }{
		{"page=1", "page=12", "2"},
		{"page=12", "page=1", ""},
		{"page=1", "page=2", "2"},
		{"aa", "aaa", "a"},
		{"晨光", "晨曦光", "曦"},
		{"", "x", "x"},
		{"x", "", ""},
		{"abc", "xyz", "xyz"},
	} {
		d, ok := differ(c.before, c.after)
		require.True(t, ok, c)
		assert.Equal(t, c.added, c.after[d.start:d.end], c)
	}
	_, ok := differ("same", "same")
	assert.False(t, ok)
}

// TestDifferenceIsAllThatIsNew: what stands around it was there before, and no character is cut.
func TestDifferenceIsAllThatIsNew(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("ab晨光%2")))
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		d, ok := differ(before, after)
		assert.Equal(t, before != after, ok)
		if !ok {
			return
		}
		head, tail := after[:d.start], after[d.end:]
		assert.True(t, strings.HasPrefix(before, head))
		assert.True(t, strings.HasSuffix(before[len(head):], tail))
		assert.True(t, utf8.ValidString(after[d.start:d.end]))
	})
}

// marked lists the texts on a fill of the step that begin in its mark.
func marked(s *traceStep) int { return len(s.value.mark.boxes) + len(s.result.mark.boxes) }

func TestStepTraceMarksWhatChanged(t *testing.T) {
	wear(t, theme.Light)
	trace := NewStepTrace("rule")
	show(t, trace, 500)
	trace.Set(changing("a=1", "%2Fa", "x"))
	for _, step := range trace.steps {
		assert.Zero(t, marked(step), "nothing was before")
	}
	trace.Set(changing("a=12", "%2Fa", "y"))
	assert.Equal(t, 2, marked(trace.steps[0]), "a fill and a line")
	assert.Zero(t, marked(trace.steps[1]))
	assert.Equal(t, 2, marked(trace.steps[2]))
	fill, line := trace.steps[0].value.mark.boxes[0], trace.steps[0].value.mark.boxes[1]
	assert.InDelta(t, measure("a=1", MonoSmall), fill.Position().X, 0.1)
	assert.InDelta(t, measure("2", MonoSmall), fill.Size().Width, 0.1)
	assert.EqualValues(t, differenceLine, line.Size().Height)

	trace.Set(changing("a=12", "%2Fa", "y"))
	assert.Zero(t, marked(trace.steps[0]), "it is as it was")
	trace.Set(changing("a=1", "%2Fa", "y"))
	assert.Equal(t, 2, marked(trace.steps[0]), "a bar where something was")
	assert.EqualValues(t, differenceBar, trace.steps[0].value.mark.boxes[0].Size().Width)

	trace.Forget()
	trace.Set(changing("b", "%2Fb", "z"))
	for _, step := range trace.steps {
		assert.Zero(t, marked(step))
	}
	long := strings.Repeat("c", 300)
	trace.Set(changing("b\n"+long, "%2Fb", "z"))
	assert.Greater(t, marked(trace.steps[0]), 4, "each of its lines")
	trace.Set([]TraceStep{{Title: "参数两次编码并排序", Missing: "还缺"}})
	trace.Set(changing("n", "%2Fb", "z"))
	assert.Zero(t, marked(trace.steps[0]), "a value that comes back is no change")
}

func TestStepTraceLeadsToTheRule(t *testing.T) {
	wear(t, theme.Light)
	trace := NewStepTrace("平台文档")
	opened := ""
	trace.OnRule = func(address string) { opened = address }
	trace.Set([]TraceStep{{Title: "a", Rule: "https://a.example"}, {Title: "b"}})
	show(t, trace, 500)
	test.Tap(trace.steps[0].rule)
	assert.Equal(t, "https://a.example", opened)
	assert.False(t, trace.steps[1].rule.Visible())
}

// TestStepTraceShowsHintsWhole: one that has no room beside the title stands below it.
func TestStepTraceShowsHintsWhole(t *testing.T) {
	wear(t, theme.Light)
	trace := NewStepTrace("")
	trace.Set([]TraceStep{{Title: "路径编码", Hint: "编码一次，/ 也写成 %2F", Value: "x"}})
	beside := trace.HeightFor(500)
	assert.InDelta(t, beside+theme.LineCaption, trace.HeightFor(220), 0.1)
}
