package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

// middle is the point in the middle of an object on its canvas.
func middle(object fyne.CanvasObject) fyne.Position {
	size := object.Size()
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(object).AddXY(size.Width/2, size.Height/2)
}

// TestWheelOverAnInput: a single line lets the wheel through to the page, several lines take it.
func TestWheelOverAnInput(t *testing.T) {
	wear(t, theme.Light)
	field, cell, search := NewField("x", FieldOptions{}), NewCell("x"), NewSearchBox("x", "")
	secret, body := NewField("x", FieldOptions{Secret: true}), NewField("x", FieldOptions{Rows: 3})
	body.SetText(strings.Repeat("a line\n", 20))
	page := container.NewVScroll(Stack(8, field, cell, search, secret, body, Sized(NewText("x", Body, theme.ColorInk), 0, 800)))
	c := show(t, page, 288)
	c.Resize(fyne.NewSize(288, 400))

	for _, entry := range []*input{field.entry, cell.entry, search.entry, secret.entry} {
		page.ScrollToTop()
		test.Scroll(c, middle(entry), 0, -20)
		assert.InDelta(t, 20, page.Offset.Y, 0)
	}
	page.ScrollToTop()
	test.Scroll(c, middle(body.entry), 0, -20)
	assert.Zero(t, page.Offset.Y)
}

// TestLongTextFollowsTheCursor: what does not fit stays within the box and moves with the cursor.
func TestLongTextFollowsTheCursor(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("x", FieldOptions{Mono: true})
	c := show(t, f, 200)
	c.Focus(f.Focusable())
	test.Type(f.Focusable(), strings.Repeat("0123456789", 20))

	pane := test.WidgetRenderer(f.entry).(frameless).pane
	content := pane.scroll.Content
	cursor := func() float32 { return f.entry.CursorPosition().X + content.Position().X }
	assert.Greater(t, f.entry.CursorPosition().X, pane.Size().Width)
	assert.Greater(t, content.Size().Width, pane.Size().Width)
	assert.Greater(t, cursor(), pane.Size().Width/2)
	assert.Less(t, cursor(), pane.Size().Width)
	f.entry.TypedKey(key(fyne.KeyHome))
	assert.Zero(t, content.Position().X)
	f.entry.TypedKey(key(fyne.KeyEnd))
	assert.Less(t, cursor(), pane.Size().Width)
	f.SetText("0")
	assert.Zero(t, content.Position().X, "a short text begins at the left again")

	_, clips := test.WidgetRenderer(pane).(interface{ IsClip() })
	assert.True(t, clips)
}
