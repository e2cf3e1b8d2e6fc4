package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// slow is a window that reads the clipboard when the test says so.
type slow struct {
	fyne.Canvas
	asked []*ReadClipboard
}

// TypedShortcut implements fyne.Shortcutable.
func (c *slow) TypedShortcut(shortcut fyne.Shortcut) {
	if ask, ok := shortcut.(*ReadClipboard); ok {
		ask.Taken = true
		c.asked = append(c.asked, ask)
	}
}

// answer gives the oldest question its answer.
func (c *slow) answer(t *testing.T, text string, ok bool) {
	t.Helper()
	require.NotEmpty(t, c.asked)
	ask := c.asked[0]
	c.asked = c.asked[1:]
	ask.Got(text, ok)
}

// TestWhatIsTypedWhileTheClipboardIsReadComesAfterIt, as if reading took no time.
func TestWhatIsTypedWhileTheClipboardIsReadComesAfterIt(t *testing.T) {
	for name, kind := range inputsToPaste {
		t.Run(name, func(t *testing.T) {
			wear(t, theme.Light)
			target, e := kind.make()
			show(t, target, 400)
			w := &slow{}
			on := target.Focusable()
			typed := func(text string) {
				for _, r := range text {
					on.TypedRune(r)
				}
			}
			typed("a")
			e.paste(w, nil)
			typed("cx")
			on.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
			e.paste(w, nil)
			typed("e")
			assert.Equal(t, "a", e.Text)
			require.Len(t, w.asked, 1, "the second one waits for the first")
			w.answer(t, "b", true)
			assert.Equal(t, "abc", e.Text)
			w.answer(t, "", false)
			assert.Equal(t, "abce", e.Text, "without a text the rest is done all the same")
			typed("f")
			assert.Equal(t, "abcef", e.Text)
		})
	}
}

// TestEnterWaitsForThePaste: what is sent is what was pasted.
func TestEnterWaitsForThePaste(t *testing.T) {
	wear(t, theme.Light)
	f, w, sent := NewField("x", FieldOptions{}), &slow{}, []string{}
	f.OnSubmitted = func(text string) { sent = append(sent, text) }
	show(t, f, 400)
	f.entry.paste(w, nil)
	f.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Empty(t, sent)
	w.answer(t, "k", true)
	assert.Equal(t, []string{"k"}, sent)
}

// TestNothingIsPastedIntoWhatHasGone, where a secret would stay out of sight.
func TestNothingIsPastedIntoWhatHasGone(t *testing.T) {
	wear(t, theme.Light)
	f, w := NewField("x", FieldOptions{}), &slow{}
	c := show(t, f, 400)
	f.entry.paste(w, nil)
	f.Focusable().TypedRune('x')
	f.Disable()
	w.answer(t, "k", true)
	assert.NotContains(t, f.Text(), "k", "a locked field")

	f.Enable()
	f.SetText("")
	f.entry.paste(w, nil)
	f.Focusable().TypedRune('x')
	c.SetContent(NewDivider(1))
	w.answer(t, "k", true)
	assert.Empty(t, f.Text())
}

func TestAPagePastesWhatTheWindowReads(t *testing.T) {
	wear(t, theme.Light)
	w, got := &slow{}, []string{}
	Paste(w, func(text string) { got = append(got, text) })
	Paste(w, func(text string) { got = append(got, text) })
	w.answer(t, "k", true)
	w.answer(t, "", false)
	assert.Equal(t, []string{"k"}, got)
}
