package widgets

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func init() {
	specimens = append(specimens, specimen{"wizardfield", 424, wizardFieldSpecimen})
}

func wizardFieldSpecimen() fyne.CanvasObject {
	right := NewWizardField("1", "终端号", FieldOptions{})
	right.SetText("4004683219")
	right.SetOK(true)
	focused := NewWizardField("2", "特殊密钥", FieldOptions{})
	focused.SetText("m7k2qx9d")
	focused.setFocused(true)
	wrong := NewWizardField("", "client_secret", FieldOptions{Secret: true, Required: true, RevealTip: "显示", HideTip: "隐藏"})
	wrong.SetText("0123456789")
	wrong.SetOK(true)
	wrong.SetError("少了 22 位")
	empty := NewWizardField("", "访问口令", FieldOptions{Help: "在系统管理里", Placeholder: "1234567"})
	off := NewWizardField("1", "Terminal number", FieldOptions{})
	off.SetText("4004683219")
	off.Disable()
	return Stack(16, right, focused, wrong, empty, off)
}

// TestWizardFieldPassesOn what belongs to the window, as other fields do.
func TestWizardFieldPassesOn(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("1", "终端号", FieldOptions{})
	submitted := ""
	field.OnSubmitted = func(text string) { submitted = text }
	c := show(t, field, 424)
	var keys []fyne.KeyName
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })

	test.Tap(field)
	assert.Same(t, field.Focusable(), c.Focused())
	assert.True(t, field.focused)
	test.Type(field.typing, "4004")
	field.typing.TypedKey(key(fyne.KeyEscape))
	field.typing.TypedKey(key(fyne.KeyF5))
	field.typing.TypedKey(key(fyne.KeyReturn))
	assert.Equal(t, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF5}, keys)
	assert.Equal(t, "4004", submitted)
	assert.Equal(t, "4004", field.Text())
}

func TestWizardFieldAsksBeforeItPastes(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("", "终端号", FieldOptions{})
	show(t, field, 424)
	fyne.CurrentApp().Clipboard().SetContent("4004683219")
	paste := &fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()}
	taken, asked := true, 0
	field.OnPaste = func(string) bool { asked++; return taken }
	field.typing.TypedShortcut(paste)
	assert.Empty(t, field.Text())
	taken = false
	field.typing.TypedShortcut(paste)
	assert.Equal(t, "4004683219", field.Text())
	field.Disable()
	field.typing.TypedShortcut(paste)
	assert.Equal(t, 2, asked, "a locked field takes nothing")
}

// TestALongSecretShowsWholeDots: it is scrolled to its end, and what is cut there is not a dot.
func TestALongSecretShowsWholeDots(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("", "client_secret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	show(t, field, 424)
	field.SetText(strings.Repeat("s", 40))
	dot := measure(masked, MonoInput)
	seen := field.large.Size().Width - field.entry.ActionItem.MinSize().Width - fynetheme.InnerPadding()
	assert.InDelta(t, 0, math.Remainder(float64(seen), float64(dot)), 0.01)
	assert.Greater(t, seen, float32(320), "and as many as there is room for")
}

func TestWhatIsFilledInGoesOnAtItsEnd(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("", "终端号", FieldOptions{})
	show(t, field, 424)
	field.SetText("400468321")
	test.Type(field.typing, "9")
	assert.Equal(t, "4004683219", field.Text())
}

// TestWizardSecret: hidden until the eye or Ctrl+E shows it; copies go through the callback.
func TestWizardSecret(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("", "client_secret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	c := show(t, field, 424)
	field.SetText(specimenSecret)
	assert.True(t, field.entry.Password)
	assert.NotContains(t, field.AccessibilityLabel(), specimenSecret)
	test.Tap(field.eye)
	assert.False(t, field.entry.Password)
	assert.Same(t, field.typing, c.Focused())
	copied := ""
	field.OnCopy = func(selected string) { copied = selected }
	field.typing.TypedShortcut(&fyne.ShortcutSelectAll{})
	field.typing.TypedShortcut(&fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()})
	assert.Equal(t, specimenSecret, copied)
	field.typing.TypedShortcut(revealKeys)
	assert.True(t, field.entry.Password)
}

func TestWizardFieldMeasures(t *testing.T) {
	wear(t, theme.Light)
	field := NewWizardField("1", "终端号", FieldOptions{})
	show(t, field, 424)
	assert.InDelta(t, 78, field.HeightFor(424), 0, "label, gap and 52")
	assert.InDelta(t, 52, field.box.Size().Height, 0)
	assert.Greater(t, field.frame.label.Position().X, field.number.Size().Width)
	assert.Equal(t, "1, 终端号", field.AccessibilityLabel())
	assert.InDelta(t, theme.SizeMonoInput, field.typing.Theme().Size("text"), 0)
	assert.Equal(t, theme.Color(theme.ColorInk), field.typing.Theme().Color(theme.ColorInk, 0), "and all else is the window's")
	field.SetOK(true)
	assert.True(t, field.ok.Visible())
	assert.LessOrEqual(t, field.large.Position().X+field.large.Size().Width, field.ok.Position().X)
}
