package frame

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/pages/parts/pagetest"
	"keycase/ui/widgets"
)

// reveal is the shortcut that shows a secret.
var reveal = &desktop.CustomShortcut{KeyName: fyne.KeyE, Modifier: fyne.KeyModifierShortcutDefault}

// TestBusyLocksAndGivesBack: what could be touched can be again, what could not still cannot, and the
// keyboard is where it was.
func TestBusyLocksAndGivesBack(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.segments.Disable()
	b.showAt(1180, 760)
	b.Window.Canvas().Focus(b.key.Focusable())
	b.f.SetBusy("正在授权…", func() { b.said = append(b.said, "cancelled") })
	assert.True(t, b.f.Busy())
	assert.True(t, b.code.Disabled() && b.key.Disabled() && b.segments.Disabled() && b.paste.Disabled())
	assert.Nil(t, b.focused(), "an Enter too many presses nothing")
	assert.Equal(t, "正在授权…", b.primary().AccessibilityLabel())
	assert.True(t, b.primary().Busy())
	assert.Equal(t, "取消", b.back().AccessibilityLabel())
	b.f.Submit()
	test.Tap(b.primary())
	assert.Empty(t, b.said)

	b.f.SetHint("改了")
	assert.Empty(t, b.f.foot.hint.Text(), "not before it is over")
	b.f.SetBusy("", nil)
	assert.False(t, b.f.Busy())
	assert.True(t, !b.code.Disabled() && !b.key.Disabled() && b.segments.Disabled() && !b.paste.Disabled())
	assert.Same(t, b.key.Focusable(), b.focused())
	assert.Equal(t, "下一步", b.primary().AccessibilityLabel())
	assert.Equal(t, "上一步", b.back().AccessibilityLabel())
	assert.Equal(t, "改了", b.f.foot.hint.Text())
	assert.Empty(t, b.said)
}

// TestCancel by the button, by Esc, by the cross and by leaving the page.
func TestCancel(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	for name, press := range map[string]func(){
		"button": func() { test.Tap(b.back()) },
		"escape": b.f.Escape,
		"hidden": b.f.Hidden,
	} {
		b.said = nil
		b.f.SetBusy("正在授权…", func() { b.said = append(b.said, "cancelled") })
		press()
		assert.Equal(t, []string{"cancelled"}, b.said, name)
		assert.False(t, b.f.Busy(), name)
	}
	b.said = nil
	b.f.SetBusy("正在授权…", func() { b.said = append(b.said, "cancelled") })
	b.f.leave()
	assert.Equal(t, []string{"cancelled", "closed"}, b.said)
}

// TestWhatCannotBeCancelled goes on.
func TestWhatCannotBeCancelled(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.f.SetBusy("正在保存…", nil)
	b.f.Escape()
	test.Tap(b.back())
	assert.True(t, b.f.Busy())
	assert.Empty(t, b.said)
	b.f.SetBusy("快好了…", func() {})
	assert.Equal(t, "快好了…", b.primary().AccessibilityLabel())
	b.f.Escape()
	assert.False(t, b.f.Busy())
}

// TestANewBodyAfterBusyTakesTheKeyboard from what had it before.
func TestANewBodyAfterBusyTakesTheKeyboard(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.f.SetBusy("正在授权…", nil)
	first, second := widgets.NewField("a", widgets.FieldOptions{}), widgets.NewField("b", widgets.FieldOptions{})
	first.Hide()
	b.f.SetBody(Body{Right: widgets.Stack(0, widgets.NewButton("x", "", widgets.Secondary, nil), first, second)})
	b.f.SetBusy("", nil)
	assert.Same(t, second.Focusable(), b.focused(), "neither a button nor what is hidden")

	b.f.Focus(second)
	b.f.SetBody(Body{Right: widgets.NewButton("x", "", widgets.Secondary, nil)})
	assert.Nil(t, b.focused(), "Enter is for the primary button")
	b.f.FocusList()
	assert.Nil(t, b.focused())
}

// TestLockedStepsDoNotAnswer while something is under way.
func TestLockedStepsDoNotAnswer(t *testing.T) {
	b := newBench(t, pagetest.New(t))
	b.showAt(1180, 760)
	b.f.SetBusy("正在授权…", nil)
	c := b.Window.Canvas()
	for range 3 {
		c.FocusNext()
		assert.NotContains(t, b.focused().(fyne.Accessible).AccessibilityLabel(), "第 1 步")
	}
}
