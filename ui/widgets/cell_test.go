package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func TestCell(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
	c := NewCell("name")
	w := test.NewTempWindow(t, c)
	var changed string
	submitted, handled := 0, false
	c.OnChanged = func(text string) { changed = text }
	c.OnSubmitted = func() { submitted++ }
	c.OnKey = func(key *fyne.KeyEvent) bool { return handled && key.Name == fyne.KeyReturn }

	w.Canvas().Focus(c.Focusable())
	test.Type(c.Focusable(), "page")
	assert.Equal(t, "page", changed)
	assert.Equal(t, "page", c.Text())
	assert.InDelta(t, 2, c.box.StrokeWidth, 0, "it has the focus")
	c.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	handled = true
	c.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, 1, submitted, "a key that was handled goes no further")

	w.Canvas().Unfocus()
	c.SetFailed(true)
	assert.Equal(t, theme.Color(theme.ColorErr), c.box.StrokeColor)
	assert.True(t, c.alert.Visible(), "not by colour alone")
	c.Disable()
	assert.True(t, c.Disabled())
	assert.Equal(t, theme.Color(theme.ColorDisabledFill), c.box.FillColor)
	c.Enable()
	c.SetText("晨光")
	assert.False(t, c.entry.TextStyle.Monospace, "the monospaced font has no Chinese")
	c.SetText("page")
	assert.True(t, c.entry.TextStyle.Monospace)
}

func TestFieldSuitsItsFontToTheText(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
	f := NewField("label", FieldOptions{Mono: true, Placeholder: "解放路店"})
	f.SuitFont()
	assert.False(t, f.entry.TextStyle.Monospace)
	f.SetText("key")
	f.SuitFont()
	assert.True(t, f.entry.TextStyle.Monospace)
	plain := NewField("label", FieldOptions{})
	plain.SetText("key")
	plain.SuitFont()
	assert.False(t, plain.entry.TextStyle.Monospace, "a plain field stays plain")
}

func TestFieldHooks(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
	f := NewField("label", FieldOptions{Help: "one"})
	w := test.NewTempWindow(t, f)
	focused, escaped := 0, 0
	f.OnFocus(func() { focused++ })
	f.OnKey(func(key *fyne.KeyEvent) bool {
		if key.Name == fyne.KeyEscape {
			escaped++
		}
		return key.Name == fyne.KeyEscape
	})
	f.SetHelp("another")
	assert.Equal(t, "another", f.frame.below.Text())
	w.Canvas().Focus(f.Focusable())
	f.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.Equal(t, []int{1, 1}, []int{focused, escaped})
	assert.True(t, f.focused, "the field's own listener is still told")
}

func TestSegmentedWithoutAChoice(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
	s := NewSegmented("type", []string{"open", "self"})
	test.NewTempWindow(t, s)
	s.SetUnchosen()
	assert.Equal(t, -1, s.Selected())
	assert.False(t, s.thumb.Visible())
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, 0, s.Selected())
	assert.True(t, s.thumb.Visible())
}

func TestQuietSnippetPanelLeavesTheAccent(t *testing.T) {
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
	p := newSnippetSpecimen("Bash")
	test.NewTempWindow(t, p)
	p.SetCopy("copy", "4:32", StatusAccent, 0.9)
	assert.Equal(t, theme.Color(theme.ColorAccent), p.copier.box.FillColor)
	p.SetQuiet()
	assert.Equal(t, theme.Color(theme.ColorSurface), p.copier.box.FillColor)
}
