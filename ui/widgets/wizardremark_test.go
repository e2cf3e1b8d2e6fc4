package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens, specimen{"wizardremark", 240, func() fyne.CanvasObject {
		return Stack(12,
			NewRemark("circle-alert", "还没选", theme.ColorErrText),
			NewRemark("lock", "锁定时密钥清掉了，再读一次打印机的小票", theme.ColorWarnText))
	}})
}

func TestRemarkTakesTheLinesItNeeds(t *testing.T) {
	wear(t, theme.Light)
	r := NewRemark("circle-alert", "还没选", theme.ColorErrText)
	assert.Equal(t, float32(theme.LineCaption), r.HeightFor(240))
	r.SetText("这是哪种密钥？小票上的是特殊密钥，机身标签上的是终端密钥")
	assert.Equal(t, float32(2*theme.LineCaption), r.HeightFor(240))
	assert.Equal(t, r.text.Text(), r.AccessibilityLabel())
}
