package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func TestFieldKeepsWhatWasTyped(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("终端号", FieldOptions{Help: "在小票上"})
	c := show(t, f, 288)
	c.Focus(f.Focusable())
	test.Type(f.Focusable(), "40046")
	calm := f.HeightFor(288)

	f.SetError("终端号是 10 位数字")
	assert.Equal(t, "40046", f.Text(), "an error takes nothing away")
	assert.Equal(t, "终端号是 10 位数字", f.Error())
	markup := test.RenderToMarkup(c)
	assert.Contains(t, markup, "终端号是 10 位数字")
	assert.Contains(t, markup, "circle-alert", "not by colour alone")
	assert.NotContains(t, markup, "在小票上")

	f.SetError("")
	assert.Contains(t, test.RenderToMarkup(c), "在小票上")
	assert.InDelta(t, calm, f.HeightFor(288), 0)
	f.SetError("一句很长很长的话，说清楚哪里不对，为什么不对，接下来要做什么，所以要两行")
	assert.InDelta(t, calm+theme.LineCaption, f.HeightFor(288), 0)
}

func TestFieldCallbacks(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("路径", FieldOptions{})
	changed, submitted, blurred := "", "", 0
	f.OnChanged = func(text string) { changed = text }
	f.OnSubmitted = func(text string) { submitted = text }
	f.OnBlur = func() { blurred++ }
	c := show(t, f, 288)
	test.Tap(f)
	assert.Equal(t, f.Focusable(), c.Focused(), "the frame brings the keyboard")
	test.Type(c.Focused(), "/v2")
	assert.Equal(t, "/v2", changed)
	f.Focusable().TypedKey(key(fyne.KeyReturn))
	assert.Equal(t, "/v2", submitted)
	c.Unfocus()
	assert.Equal(t, 1, blurred)
	f.SetText("/v3")
	assert.Equal(t, "/v3", changed)
}

func TestFieldFrames(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("x", FieldOptions{})
	c := show(t, f, 288)
	assert.Equal(t, theme.Color(theme.ColorBorderStrong), f.box.StrokeColor)
	f.SetError("x")
	assert.Equal(t, theme.Color(theme.ColorErr), f.box.StrokeColor)
	c.Focus(f.Focusable())
	assert.Equal(t, theme.Color(theme.ColorFocus), f.box.StrokeColor, "inputs always show their focus")
	assert.InDelta(t, 2, f.box.StrokeWidth, 0)
	c.Unfocus()
	f.Disable()
	assert.True(t, f.Disabled())
	assert.Equal(t, theme.Color(theme.ColorDisabledFill), f.box.FillColor)
	test.Tap(f)
	assert.Nil(t, c.Focused())
	f.Enable()
	assert.Equal(t, theme.Color(theme.ColorSurface), f.box.FillColor)
}

// TestFieldLabel: what a screen reader says follows the label.
func TestFieldLabel(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("密钥", FieldOptions{Required: true})
	assert.Equal(t, "密钥", f.entry.AccessibilityLabel())
	f.SetLabel("Key")
	assert.Equal(t, "Key", f.entry.AccessibilityLabel())
	assert.Equal(t, fyne.AccessibleRoleText, f.entry.AccessibilityRole())
	assert.Contains(t, test.RenderToMarkup(show(t, f, 288)), ">*<")
}

func TestTabLeavesEveryField(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("请求", FieldOptions{Rows: 4})
	tabbable, ok := f.Focusable().(fyne.Tabbable)
	assert.True(t, ok)
	assert.False(t, tabbable.AcceptsTab(), "nobody is trapped")
	assert.Greater(t, f.HeightFor(288), NewField("请求", FieldOptions{}).HeightFor(288))
}

// TestSecretFieldCopy: out of a masked entry comes nothing; out of a revealed one it goes to the
// callback, never to the clipboard.
func TestSecretFieldCopy(t *testing.T) {
	wear(t, theme.Light)
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent("before")
	f := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	c := show(t, f, 288)
	c.Focus(f.Focusable())
	f.SetText(specimenSecret)
	copied := ""
	f.OnCopy = func(selected string) { copied = selected }
	shortcut := func(s fyne.Shortcut) { f.entry.TypedShortcut(s) }
	copyAll := func() {
		shortcut(&fyne.ShortcutSelectAll{})
		shortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	}

	copyAll()
	assert.Empty(t, copied)
	assert.NotContains(t, test.RenderToMarkup(c), specimenSecret)

	test.Tap(f.eye)
	assert.Equal(t, "隐藏", f.eye.AccessibilityLabel())
	copyAll()
	assert.Equal(t, specimenSecret, copied)
	shortcut(&fyne.ShortcutCut{Clipboard: clipboard})
	assert.Empty(t, f.Text(), "cut takes it out of the field")
	assert.Equal(t, "before", clipboard.Content())

	shortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	assert.Equal(t, "before", f.Text(), "pasting is free")
	f.Mask()
	assert.True(t, f.entry.Password)
	assert.Equal(t, "显示", f.eye.AccessibilityLabel())
}

// TestTabPassesTheEye: no key that comes after Tab shows a secret.
func TestTabPassesTheEye(t *testing.T) {
	wear(t, theme.Light)
	secret := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	next := NewField("备注", FieldOptions{})
	c := show(t, Stack(8, secret, next), 288)
	c.Focus(secret.Focusable())
	c.FocusNext()
	assert.Equal(t, next.Focusable(), c.Focused())
	c.FocusPrevious()
	assert.Equal(t, secret.Focusable(), c.Focused())

	c.Unfocus()
	test.Tap(secret.eye)
	assert.False(t, secret.entry.Password)
	assert.Equal(t, secret.Focusable(), c.Focused(), "typing goes on")
}

// TestRevealByKeyboard: Ctrl+E is the eye of the keyboard, and Enter saves as everywhere.
func TestRevealByKeyboard(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	c := show(t, f, 288)
	f.SetText(specimenSecret)
	submitted := ""
	f.OnSubmitted = func(text string) { submitted = text }
	f.Focusable().TypedKey(key(fyne.KeyReturn))
	assert.Equal(t, specimenSecret, submitted)
	assert.True(t, f.entry.Password)

	ctrlE := func(of *Field) {
		of.entry.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyE, Modifier: fyne.KeyModifierShortcutDefault})
	}
	ctrlE(f)
	assert.Contains(t, test.RenderToMarkup(c), specimenSecret)
	assert.Equal(t, "隐藏", f.eye.AccessibilityLabel())
	ctrlE(f)
	assert.NotContains(t, test.RenderToMarkup(c), specimenSecret)
	assert.Equal(t, "显示", f.eye.AccessibilityLabel())

	plain := NewField("clientId", FieldOptions{})
	ctrlE(plain)
	assert.False(t, plain.entry.Password, "what is no secret is never masked")
}

func TestPlainFieldCopiesByItself(t *testing.T) {
	wear(t, theme.Light)
	clipboard := fyne.CurrentApp().Clipboard()
	f := NewField("clientId", FieldOptions{})
	show(t, f, 288)
	f.SetText("205022")
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	f.entry.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	assert.Equal(t, "205022", clipboard.Content())
	f.Mask()
	assert.False(t, f.entry.Password, "what is no secret is never masked")
}

func TestSearchBox(t *testing.T) {
	wear(t, theme.Light)
	s := NewSearchBox("搜索凭证", "Ctrl K")
	changed, submitted, escaped, down := "", "", 0, 0
	s.OnChanged = func(text string) { changed = text }
	s.OnSubmitted = func(text string) { submitted = text }
	c := show(t, s, 196)
	assert.Contains(t, test.RenderToMarkup(c), "Ctrl K")

	test.Tap(s)
	assert.Equal(t, s.Focusable(), c.Focused())
	assert.NotContains(t, test.RenderToMarkup(c), "Ctrl K", "the hint has done its work")
	test.Type(c.Focused(), "cg")
	assert.Equal(t, "cg", changed)
	s.Focusable().TypedKey(key(fyne.KeyReturn))
	assert.Equal(t, "cg", submitted)

	s.OnEscape = func() { escaped++ }
	s.OnDown = func() { down++ }
	s.Focusable().TypedKey(key(fyne.KeyEscape))
	assert.Empty(t, s.Text(), "first the text")
	assert.Zero(t, escaped)
	s.Focusable().TypedKey(key(fyne.KeyEscape))
	assert.Equal(t, 1, escaped, "then the way out")
	s.Focusable().TypedKey(key(fyne.KeyDown))
	assert.Equal(t, 1, down)
	s.SetText("晨光")
	assert.Equal(t, "晨光", changed)
	s.SetPlaceHolder("Search")
	assert.Equal(t, "Search", s.entry.PlaceHolder)
}
