package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func comparisonSpecimen() fyne.CanvasObject {
	partly := NewComparison("平台要的", "你给的")
	partly.Set([]ComparedStep{
		{Title: "3 步一致", Left: "方法 · 路径编码 · 参数", Right: "方法 · 路径编码 · 参数", Words: true},
		{Title: "nonce", Left: "x-api-nonce:4427456950\\n\nx-api-timestamp:1\\n", Right: "x-api-nonce:4427456950\\n\nx-api-timestamp:1\\n", RightNote: "一致"},
		{Title: "待签名字符串", Left: "…%253D\\n\nx-api-timestamp:1670305063559\\n", Right: "…%253D\\n\nx-api-timestamp:1670305063559", LeftNote: "240 字符", RightNote: "239 字符", First: true},
		{Title: "小写十六进制", Left: "91be9b41b23da27c5a788028de71f5e09e9565e4", Lacks: "缺这一步", LeftNote: "64 字符"},
		{Title: "Base64", Left: "OTFiZTliNDFiMjNkYTI3YzVhNzg4MDI4ZGU3MWY1ZTA5ZTk1NjVlNGM1YTI1", Right: "kb6bQbI9onxaeIAo3nH14J6VZeTFol8hz5oH32i1DVE=", LeftNote: "88 字符", RightNote: "44 字符"},
	})
	lacking := NewComparison("平台要的", "你给的")
	lacking.Set([]ComparedStep{{Title: "小写十六进制", Left: "91be9b41", Lacks: "缺这一步", LeftNote: "64 字符", First: true}})
	return Stack(16, partly, lacking)
}

// What is the same is there once, and each step has the height of its higher side.
func TestComparisonHeights(t *testing.T) {
	wear(t, theme.Light)
	c := NewComparison("a", "b")
	c.Set([]ComparedStep{{Title: "x", Left: "1", Right: "1"}})
	same := c.HeightFor(400)
	c.Set([]ComparedStep{{Title: "x", Left: "1\n2\n3", Right: "1", First: true}})
	assert.Equal(t, same+2*theme.LineMonoSmall, c.HeightFor(400))
	c.Set([]ComparedStep{{Title: "x", Left: "1\n2\n3", Right: "1\n2\n3"}})
	assert.Equal(t, same, c.HeightFor(400))
	c.Set(nil)
	assert.Equal(t, float32(comparedHeading), c.HeightFor(400))
}

// Words are in the letters of words, and long ones take another line before they are cut.
func TestComparisonKeepsWordsFromCode(t *testing.T) {
	wear(t, theme.Light)
	words := "Request method · Path, encoded · Parameters, sorted · Signed headers"
	c := NewComparison("a", "b")
	c.Set([]ComparedStep{{Title: "4 steps are the same", Left: words, Right: words, Words: true}})
	short := c.HeightFor(800)
	assert.False(t, c.steps[0].sides[0].value.style.Mono)
	assert.Equal(t, short-theme.LineMonoSmall+2*theme.LineCaption, c.HeightFor(300))
}

// The mark is on what is other, unless that is most of the value.
func TestComparisonMarksWhatIsOther(t *testing.T) {
	wear(t, theme.Light)
	for left, marked := range map[string]bool{"aaaaaaaaa%253D": true, "zzzz": false} {
		step := newComparedStep(ComparedStep{Title: "x", Left: left, Right: "aaaaaaaaa%3D", First: true}, true)
		show(t, step, 400)
		assert.Equal(t, marked, len(step.sides[0].mark.boxes) > 0, left)
		assert.Empty(t, step.sides[1].mark.boxes)
	}
}

// The first difference is told in words, and has signs besides its colours.
func TestComparisonIsMoreThanColour(t *testing.T) {
	wear(t, theme.Light)
	c := NewComparison("平台要的", "你给的")
	c.Set([]ComparedStep{{Title: "hex", Left: "ab", Right: "AB", First: true}, {Title: "rest", Left: "1", Right: "2"}})
	show(t, c, 400)
	assert.Equal(t, "hex, 平台要的, ab, 你给的, AB", c.AccessibilityLabel())
	test.WidgetRenderer(c.steps[1]).Refresh()
	assert.Equal(t, "check", c.steps[0].sides[0].sign.name)
	assert.Equal(t, "x", c.steps[0].sides[1].sign.name)
	assert.True(t, c.steps[1].sides[1].sign.Hidden)
}
