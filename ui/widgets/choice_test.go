package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

func TestSegmented(t *testing.T) {
	wear(t, theme.Light)
	s := NewSegmented("方法", []string{"GET", "POST", "PUT", "DELETE"})
	var told []int
	s.OnChanged = func(index int) { told = append(told, index) }
	s.Resize(fyne.NewSize(288, 36))

	test.TapAt(s, fyne.NewPos(200, 10))
	assert.Equal(t, 2, s.Selected())
	s.TypedKey(key(fyne.KeyRight))
	s.TypedKey(key(fyne.KeyRight))
	assert.Equal(t, 3, s.Selected(), "ends at the last")
	s.TypedKey(key(fyne.KeyLeft))
	assert.Equal(t, []int{2, 3, 2}, told)
	s.TypedKey(key(fyne.KeyHome))
	s.TypedKey(key(fyne.KeyEnd))
	assert.Equal(t, []int{2, 3, 2, 0, 3}, told)
	s.SetSelected(0)
	s.SetSelected(9)
	assert.Equal(t, 0, s.Selected())
	assert.Len(t, told, 5, "setting is silent")

	submitted := 0
	s.TypedKey(key(fyne.KeyReturn)) // nobody listens
	s.OnSubmitted = func() { submitted++ }
	s.TypedKey(key(fyne.KeyReturn))
	s.TypedKey(key(fyne.KeyEnter))
	assert.Equal(t, 2, submitted, "as in an input")

	s.Disable()
	s.TypedKey(key(fyne.KeyRight))
	test.TapAt(s, fyne.NewPos(200, 10))
	assert.Equal(t, 0, s.Selected())
	s.SetWords([]string{"取", "发"})
	assert.Contains(t, test.RenderObjectToMarkup(s), ">取<")
	assert.InDelta(t, 40, s.SetTall().MinSize().Height, 0)
}

func TestTabs(t *testing.T) {
	wear(t, theme.Light)
	tabs := NewTabs("终端", []string{"Bash", "PowerShell", "CMD"})
	tabs.Resize(tabs.MinSize())
	x, width := tabs.slot(tabs.Size(), 2)
	assert.InDelta(t, tabs.MinSize().Width, x+width, 0.01)
	test.TapAt(tabs, fyne.NewPos(x+width/2, 10))
	assert.Equal(t, 2, tabs.Selected())
	tabs.Next()
	assert.Equal(t, 0, tabs.Selected(), "after the last comes the first")
	test.TapAt(tabs, fyne.NewPos(-5, 10))
	assert.Equal(t, 0, tabs.Selected())
	assert.InDelta(t, 0, NewTabs("", nil).MinSize().Width, 0)
}

func TestSelectByKeyboardAndMenu(t *testing.T) {
	wear(t, theme.Light)
	s := NewSelect("环境", []string{"生产环境", "沙盒"}, "选一个", true)
	told := -1
	s.OnChanged = func(index int) { told = index }
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(288, 300))
	assert.Equal(t, -1, s.Selected())

	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace} {
		s.TypedKey(key(k))
		require.NotNil(t, w.Canvas().Overlays().Top(), "%s opens the list", k)
		test.TapCanvas(w.Canvas(), fyne.NewPos(60, 70+1.5*36)) // the second line, below the box
		assert.Equal(t, 1, told)
		assert.Equal(t, 1, s.Selected())
		assert.Nil(t, w.Canvas().Overlays().Top(), "and choosing closes it")
		s.SetSelected(-1)
	}

	told = -1
	s.SetSelected(0)
	assert.Equal(t, -1, told, "setting is silent")
	s.choose(0)
	assert.Equal(t, -1, told, "the same is no change")
	s.SetSelected(5)
	assert.Equal(t, -1, s.Selected())
	s.SetOptions([]string{"a"})
	s.SetSelected(0)
	s.SetHelp("帮助")
	s.SetError("不对")
	assert.Contains(t, test.RenderObjectToMarkup(s), "不对")
	s.Disable()
	test.Tap(s)
	assert.Nil(t, w.Canvas().Overlays().Top())
}

func TestToggle(t *testing.T) {
	wear(t, theme.Light)
	toggle := NewToggle("带上 app-token")
	told := false
	toggle.OnChanged = func(on bool) { told = on }
	test.Tap(toggle)
	assert.True(t, toggle.On())
	assert.True(t, told)
	toggle.SetOn(false)
	assert.True(t, told, "setting is silent")
	off := toggle.thumb.Position().X
	toggle.SetOn(true)
	toggle.Resize(toggle.MinSize())
	assert.Greater(t, toggle.thumb.Position().X, off)
}
