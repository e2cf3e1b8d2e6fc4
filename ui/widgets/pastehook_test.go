package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

// typedTarget is what a person pastes into.
type typedTarget interface {
	fyne.CanvasObject
	Focusable() fyne.Focusable
}

// inputsToPaste makes an input of each kind, with the most that it takes.
var inputsToPaste = map[string]struct {
	most int
	make func() (target typedTarget, inner *input)
}{
	"field":   {LongestLine, func() (typedTarget, *input) { f := NewField("x", FieldOptions{}); return f, f.entry }},
	"rows":    {LongestText, func() (typedTarget, *input) { f := NewField("x", FieldOptions{Rows: 4}); return f, f.entry }},
	"secret":  {LongestLine, func() (typedTarget, *input) { f := NewField("x", FieldOptions{Secret: true}); return f, f.entry }},
	"wizard":  {LongestLine, func() (typedTarget, *input) { f := NewWizardField("1", "x", FieldOptions{}); return f, f.entry }},
	"search":  {LongestLine, func() (typedTarget, *input) { s := NewSearchBox("x", ""); return s, s.entry }},
	"palette": {LongestLine, func() (typedTarget, *input) { p := NewPalette(PaletteTexts{}); return p, p.entry }},
	"cell":    {LongestLine, func() (typedTarget, *input) { c := NewCell("x"); return c, c.entry }},
}

// told is a window that keeps what it is told of; the test driver's knows no shortcuts.
type told struct {
	fyne.Canvas
	sizes []string
}

// TypedShortcut implements fyne.Shortcutable.
func (c *told) TypedShortcut(shortcut fyne.Shortcut) {
	if long, ok := shortcut.(*LongPaste); ok {
		c.sizes = append(c.sizes, long.Size())
	}
}

// holding is a clipboard with so many letters.
func holding(letters int) fyne.Clipboard {
	clipboard := test.NewClipboard()
	clipboard.SetContent(strings.Repeat("x", letters))
	return clipboard
}

// TestALongTextIsNotPasted by either key; the menu goes the same way. The entry does not change, so
// that nothing is laid out.
func TestALongTextIsNotPasted(t *testing.T) {
	for name, kind := range inputsToPaste {
		wear(t, theme.Light)
		target, inner := kind.make()
		show(t, target, 400)
		changes, listen := 0, inner.OnChanged
		inner.OnChanged = func(text string) {
			changes++
			if listen != nil {
				listen(text)
			}
		}
		on, ok := target.Focusable().(fyne.Shortcutable)
		assert.True(t, ok)
		paste := func(letters int) {
			on.TypedShortcut(&fyne.ShortcutPaste{Clipboard: holding(letters)})
			on.TypedShortcut(&fyne.ShortcutPaste{Clipboard: holding(letters), Secondary: true})
		}
		paste(kind.most + 1)
		paste(300 << 10)
		paste(50 << 20)
		assert.Zero(t, changes, name)
		assert.Empty(t, inner.Text, name)

		paste(kind.most)
		assert.Equal(t, 1, changes, "once: %s", name)
		assert.Len(t, inner.Text, kind.most, name)
		paste(1)
		assert.Len(t, inner.Text, kind.most, "not bit by bit either: %s", name)
		on.TypedShortcut(&fyne.ShortcutSelectAll{})
		paste(kind.most - 1)
		assert.Len(t, inner.Text, kind.most-1, "in place of what is chosen: %s", name)
	}
}

// TestTheWindowSaysWhatIsNotPasted, also where an input is full.
func TestTheWindowSaysWhatIsNotPasted(t *testing.T) {
	wear(t, theme.Light)
	f, w := NewField("x", FieldOptions{}), &told{}
	show(t, f, 400)
	f.entry.paste(w, holding(300<<10))
	f.entry.paste(w, holding(LongestLine))
	f.entry.paste(w, holding(1))
	assert.Equal(t, []string{"300 KB", "1 KB"}, w.sizes)
	f.Disable()
	f.entry.paste(w, holding(300<<10))
	assert.Len(t, w.sizes, 2, "it takes nothing at all")
}

// TestALongTextCanBeTakenPastTheField by a page that does not have it drawn.
func TestALongTextCanBeTakenPastTheField(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("x", FieldOptions{Rows: 4})
	show(t, f, 400)
	taken := 0
	f.OnPaste(func(string) bool { taken++; return true })
	f.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: holding(LongestText + 1)})
	assert.Equal(t, 1, taken)
	assert.Empty(t, f.Text())
}

// TestAWizardDoesNotReadALongText: nothing that belongs there is that long.
func TestAWizardDoesNotReadALongText(t *testing.T) {
	wear(t, theme.Light)
	f, w, asked := NewWizardField("1", "x", FieldOptions{}), &told{}, 0
	show(t, f, 400)
	f.OnPaste = func(string) bool { asked++; return false }
	f.typing.paste(w, holding(LongestText+1))
	assert.Zero(t, asked)
	f.typing.paste(w, holding(LongestLine+1))
	assert.Equal(t, 1, asked)
	assert.Equal(t, []string{"65 KB", "5 KB"}, w.sizes)
	assert.Empty(t, f.Text())
}

func TestSizeOfALongPaste(t *testing.T) {
	for bytes, want := range map[int]string{
		LongestLine + 1: "5 KB", 300 << 10: "300 KB", 1<<20 - 1: "1024 KB", 1 << 20: "1.0 MB", 2_202_010: "2.1 MB",
	} {
		assert.Equal(t, want, (&LongPaste{Bytes: bytes}).Size())
	}
}
