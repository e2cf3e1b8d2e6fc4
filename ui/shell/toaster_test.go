package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/theme"
	"keycase/ui/widgets"
	"keycase/vault"
)

// placeOf is where an object is in the window.
func placeOf(o fyne.CanvasObject) (top, bottom float32) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y, at.Y + o.Size().Height
}

func TestCountdownStepsBackIntoTheStatusBar(t *testing.T) {
	b := newBench(t)
	bar := b.Window.Canvas().Size().Height - theme.StatusBarHeight
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.Move(toastLife - time.Second)
	_, bottom := placeOf(b.s.toasts.toast)
	assert.Less(t, bottom, bar, "in front of the page at first")
	assert.True(t, b.s.toasts.visible())

	b.Move(time.Second)
	top, _ := placeOf(b.s.toasts.toast)
	assert.Greater(t, top, bar, "then it covers nothing")
	assert.False(t, b.s.toasts.visible(), "Esc is for the page again")
	b.Move(2 * time.Second)
	assert.Contains(t, texts(b.s.toasts.toast), "app_secret 已复制，24 秒后清空剪贴板", "and it still counts")

	b.s.Toast("另一句")
	_, bottom = placeOf(b.s.toasts.toast)
	assert.Less(t, bottom, bar, "the next toast is one")
	b.Move(time.Minute)
	assert.Empty(t, b.clipboard.Content())
	assert.True(t, b.s.toasts.toast.Hidden)
}

// TestCountdownLeavesTheEnvironmentAlone, however much there is to say of it.
func TestCountdownLeavesTheEnvironmentAlone(t *testing.T) {
	b := newBenchOn(t, pagetest.NewIn(t, translations.English, theme.Light))
	b.Resize(minWidth, minHeight)
	b.Add("jdy", "晨光商贸")
	kis, robot := b.Add("kis", "明德会计"), b.Add("robot", "华东客服")
	b.Production()
	for id, address := range map[string]string{kis.ID: b.URL("kis"), robot.ID: "https://gw.example.com"} {
		_, err := b.Vault.Edit(t.Context(), id, func(c *vault.Credential, _ map[string]string) error {
			c.BaseURL = address
			return nil
		})
		require.NoError(t, err)
	}
	b.s.Overview()
	b.s.clip.Copy("a label that is longer than any other of a field", "s3cret", true)
	b.Move(toastLife)
	status, toast := b.s.frame.status, b.s.toasts.toast
	require.Equal(t, "Production + Sandbox + Custom address", status.where.Text())
	left := func(o fyne.CanvasObject) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X
	}
	assert.LessOrEqual(t, left(toast)+toast.Size().Width, left(status.dot))
	assert.GreaterOrEqual(t, left(toast), left(status.store)+status.store.MinSize().Width)
	b.Picture("status-en", 1)
}

func TestLongToastStaysInTheWindow(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.Resize(minWidth, minHeight)
	long := ""
	for range 60 {
		long += "一句很长的话"
	}
	b.s.Toast(long)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.s.toasts.toast)
	assert.GreaterOrEqual(t, at.X, float32(theme.SidebarWidth))
	assert.LessOrEqual(t, at.X+b.s.toasts.toast.Size().Width, float32(minWidth))
}

// TestTipsReachTheFrameAndDialogs: the layer is over the pages, and over each dialog.
func TestTipsReachTheFrameAndDialogs(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.Settle()
	b.s.frame.sidebar.items[itemOverview].SetText("一个放不进侧栏的很长很长很长很长的名字")
	var cut *widgets.Text
	for _, part := range test.LaidOutObjects(b.s.frame.sidebar.object) {
		if text, ok := part.(*widgets.Text); ok && text.Truncated() {
			cut = text
		}
	}
	require.NotNil(t, cut)
	hover := func(o fyne.CanvasObject) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		test.MoveMouse(b.Window.Canvas(), at.AddXY(4, o.Size().Height/2))
		b.Move(time.Second)
	}
	hover(cut)
	assert.True(t, widgets.HideTip(b.Window.Canvas()), "in the frame")

	b.s.Fail(assert.AnError)
	for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
		if button, ok := part.(*widgets.IconButton); ok {
			hover(button)
		}
	}
	assert.True(t, widgets.HideTip(b.Window.Canvas()), "in the dialog")
}
