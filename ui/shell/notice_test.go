package shell

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/widgets"
	"keycase/vault"
)

func skewed(by time.Duration) sandbox.Fault {
	if by == 0 {
		return sandbox.Fault{}
	}
	return sandbox.Fault{Kind: sandbox.FaultClock, ClockOffset: by}
}

func TestSecretLeavesTheClipboard(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("app_secret", "s3cret", true)
	assert.Equal(t, "s3cret", b.clipboard.Content())
	assert.Contains(t, texts(b.s.toasts.toast), "app_secret 已复制，30 秒后清空剪贴板")
	b.Move(6 * time.Second)
	assert.Contains(t, texts(b.s.toasts.toast), "app_secret 已复制，24 秒后清空剪贴板")
	b.Move(23 * time.Second)
	assert.Equal(t, "s3cret", b.clipboard.Content())
	b.Move(time.Second)
	assert.Empty(t, b.clipboard.Content())
	assert.False(t, b.s.toasts.visible())
}

func TestClipboardOfOthersStays(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.clipboard.SetContent("something else")
	b.Move(time.Minute)
	assert.Equal(t, "something else", b.clipboard.Content())
}

func TestSecondCopyCountsAnew(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("app_secret", "first", true)
	b.Move(20 * time.Second)
	b.s.clip.Copy("app_token", "second", true)
	b.Move(20 * time.Second)
	assert.Equal(t, "second", b.clipboard.Content(), "the first one's time is over, not the second one's")
	b.Move(10 * time.Second)
	assert.Empty(t, b.clipboard.Content())

	b.s.clip.Copy("client_id", "public", false)
	b.Move(time.Hour)
	assert.Equal(t, "public", b.clipboard.Content(), "what is not secret stays")
}

func TestDismissedCountdownStillClears(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.key("Escape")
	assert.False(t, b.s.toasts.visible())
	b.Move(5 * time.Second)
	assert.False(t, b.s.toasts.visible(), "a dismissed toast does not come back")
	b.s.Toast("另一句")
	b.Move(time.Second)
	assert.Contains(t, texts(b.s.toasts.toast), "另一句", "nor does it take another's place")
	b.Move(30 * time.Second)
	assert.Empty(t, b.clipboard.Content())
}

func TestClosingClearsTheClipboard(t *testing.T) {
	b := newBench(t)
	b.s.clip.Copy("app_secret", "s3cret", true)
	b.s.Close()
	assert.Empty(t, b.clipboard.Content())
}

func TestToastGoesByItself(t *testing.T) {
	b := newBench(t)
	b.s.Toast("第一句")
	b.Move(3 * time.Second)
	b.s.Toast("第二句")
	b.Move(3 * time.Second)
	assert.Contains(t, texts(b.s.toasts.toast), "第二句", "each has its own time")
	b.Move(time.Second)
	assert.False(t, b.s.toasts.visible())
}

func TestFailureIsExplainedAndClosedByKeyboard(t *testing.T) {
	b := newBench(t)
	b.s.Fail(&providers.Failure{
		Code: "30", Message: "machine_code,qr_key错误",
		Meaning: providers.Text{ZH: "特殊密钥过期了"}, Action: providers.Text{ZH: "再打印一张小票"},
	})
	said := b.dialogTexts()
	assert.Contains(t, said, "特殊密钥过期了")
	assert.Contains(t, said, "再打印一张小票")
	assert.Contains(t, said, "30 · machine_code,qr_key错误")

	b.ctrl("comma")
	assert.NotEqual(t, "settings", b.page().name, "the window's shortcuts wait behind a dialog")
	inside := b.Window.Canvas().Focused()
	require.NotNil(t, inside)
	for range 5 {
		b.Window.Canvas().FocusNext()
		focused, ok := b.Window.Canvas().Focused().(fyne.CanvasObject)
		require.True(t, ok)
		assert.Contains(t, test.LaidOutObjects(b.Window.Canvas().Overlays().Top()), focused, "Tab stays inside")
	}
	b.key("Escape")
	assert.False(t, b.s.dialogs.open())
	assert.Nil(t, b.Window.Canvas().Overlays().Top())

	b.s.Fail(errors.Join(vault.ErrNoKeyring))
	b.s.Fail(vault.ErrLocked)
	b.key("Return")
	assert.Contains(t, b.dialogTexts(), "这台电脑没有可用的系统密钥环", "one after the other, the newest first")
	b.key("Return")
	assert.False(t, b.s.dialogs.open())
}

func TestConfirmAnswersOnce(t *testing.T) {
	b := newBench(t)
	var answers []bool
	ask := func() {
		b.s.Confirm("删除？", "收不回来。", "删除", func(ok bool) { answers = append(answers, ok) })
	}
	ask()
	b.key("Escape")
	ask()
	b.key("Return") // the keyboard starts on the button that does nothing
	ask()
	b.Window.Canvas().FocusNext()
	b.key("Space")
	assert.Equal(t, []bool{false, false, true}, answers)
}

func TestClickBesideADialogLeavesTheKeyboardInside(t *testing.T) {
	b := newBench(t)
	answered := false
	b.s.Confirm("删除？", "收不回来。", "删除", func(bool) { answered = true })
	canvas := b.Window.Canvas()
	first := canvas.Focused()
	title := fyne.CurrentApp().Driver().AbsolutePositionForObject(dialogText(b, "删除？"))
	for where, at := range map[string]fyne.Position{"beside": fyne.NewPos(5, 5), "on the title": title.AddXY(4, 4)} {
		test.TapCanvas(canvas, at)
		assert.Same(t, first, canvas.Focused(), where)
	}
	canvas.Unfocus() // as the driver does before it tells of a click
	for _, part := range test.LaidOutObjects(canvas.Overlays().Top()) {
		if other, ok := part.(fyne.SecondaryTappable); ok {
			other.TappedSecondary(&fyne.PointEvent{})
		}
	}
	assert.Same(t, first, canvas.Focused(), "the other button")
	b.key("Return")
	assert.True(t, answered)
}

// dialogText is the text of the dialog in front that says what.
func dialogText(b *bench, what string) *widgets.Text {
	for _, part := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
		if t, ok := part.(*widgets.Text); ok && t.Text() == what {
			return t
		}
	}
	return nil
}

func TestLanguageChangesWithoutRestart(t *testing.T) {
	b := newBench(t)
	b.Add("jdy", "晨光商贸")
	b.s.Overview()
	b.s.Settings()
	before := b.page()
	b.s.SetText(translations.New(translations.English))
	b.Settle()
	assert.Equal(t, "settings", b.page().name)
	assert.NotSame(t, before, b.page(), "built anew, in the new language")
	assert.Equal(t, 1, before.hidden)
	assert.Equal(t, "Settings - Keycase", b.Window.Title())
	assert.Contains(t, texts(b.s.frame.sidebar.object), "Overview")
	b.s.Back()
	assert.Equal(t, "overview", b.page().name)
	assert.Len(t, b.s.frame.sidebar.items, 6)
}
