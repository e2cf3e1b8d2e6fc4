package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// menuWindow is a window with a button in its lower right corner.
func menuWindow(t *testing.T) (w fyne.Window, button *Button) {
	button = NewButton("more", "", Secondary, nil)
	w = test.NewTempWindow(t, container.NewWithoutLayout(button))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	button.Resize(button.MinSize())
	button.Move(fyne.NewPos(400-button.Size().Width, 300-button.Size().Height))
	return w, button
}

// edgeOf is the rectangle behind the menu in front.
func edgeOf(t *testing.T, c fyne.Canvas) *canvas.Rectangle {
	t.Helper()
	m, ok := c.Overlays().Top().(*popUp)
	require.True(t, ok)
	return m.edge
}

// press presses keys on what has the keyboard.
func press(c fyne.Canvas, keys ...fyne.KeyName) {
	for _, k := range keys {
		c.Focused().TypedKey(key(k))
	}
}

func TestMenuByKeyboard(t *testing.T) {
	wear(t, theme.Light)
	w, button := menuWindow(t)
	c := w.Canvas()
	var chosen []string
	open := func() {
		item := func(name string) *fyne.MenuItem {
			return fyne.NewMenuItem(name, func() { chosen = append(chosen, name) })
		}
		ShowMenuBelow(c, button, item("first"), fyne.NewMenuItemSeparator(), item("last"))
	}
	open()
	press(c, fyne.KeyDown, fyne.KeyReturn)
	open()
	press(c, fyne.KeyUp, fyne.KeySpace)
	assert.Equal(t, []string{"first", "last"}, chosen)
	open()
	press(c, fyne.KeyDown, fyne.KeyEscape)
	assert.Nil(t, c.Overlays().Top())
	open()
	c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{})
	test.TapCanvas(c, fyne.NewPos(10, 10))
	assert.Nil(t, c.Overlays().Top(), "a click beside it closes it")
	assert.Len(t, chosen, 2)
}

// TestMenuIsSetOffFromThePage by an edge, inside the window, in both themes.
func TestMenuIsSetOffFromThePage(t *testing.T) {
	for _, mode := range modes {
		wear(t, mode)
		w, button := menuWindow(t)
		ShowMenuBelow(w.Canvas(), button, fyne.NewMenuItem("first", nil), fyne.NewMenuItem("last", nil))
		edge := edgeOf(t, w.Canvas())
		end := edge.Position().Add(edge.Size())
		assert.LessOrEqual(t, end.X, float32(400))
		assert.LessOrEqual(t, end.Y, float32(300))
		picture, scale := w.Canvas().Capture(), w.Canvas().Scale()
		at := func(x, y float32) [3]uint32 {
			r, g, b, _ := picture.At(int(x*scale), int(y*scale)).RGBA()
			return [3]uint32{r >> 8, g >> 8, b >> 8}
		}
		left, middle := edge.Position().X+0.5, edge.Position().Y+edge.Size().Height/2
		assert.NotEqual(t, at(left-3, middle), at(left, middle), "the edge is seen on the page")
		assert.NotEqual(t, at(left+3, middle), at(left, middle), "and on the menu")
	}
}

func TestMenuHigherThanTheWindow(t *testing.T) {
	wear(t, theme.Light)
	w, button := menuWindow(t)
	items := make([]*fyne.MenuItem, 50)
	for i := range items {
		items[i] = fyne.NewMenuItem("item", nil)
	}
	ShowMenuBelow(w.Canvas(), button, items...)
	edge := edgeOf(t, w.Canvas())
	assert.InDelta(t, -1, edge.Position().Y, 0.1)
	assert.InDelta(t, 302, edge.Size().Height, 0.1, "it scrolls")
}

// TestSelectOpensAsWideAsItsBox, at its left edge.
func TestSelectOpensAsWideAsItsBox(t *testing.T) {
	wear(t, theme.Light)
	s := NewSelect("", []string{"a", "b"}, "", false)
	w := test.NewTempWindow(t, container.NewPadded(s))
	w.Resize(fyne.NewSize(320, 300))
	s.TypedKey(key(fyne.KeyDown))
	edge := edgeOf(t, w.Canvas())
	assert.InDelta(t, absolute(s).X-1, edge.Position().X, 0.1)
	assert.InDelta(t, s.Size().Width+2, edge.Size().Width, 0.1)
	press(w.Canvas(), fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	assert.Equal(t, 1, s.Selected())
}

// typing is a field of either kind.
type typing interface {
	fyne.CanvasObject
	fyne.Disableable
	SetText(string)
	Text() string
	Focusable() fyne.Focusable
}

// editMenu opens the menu of a field by the other mouse button, and returns its words.
func editMenu(t *testing.T, w fyne.Window, field typing) (words []string) {
	t.Helper()
	right, ok := field.Focusable().(fyne.SecondaryTappable)
	require.True(t, ok)
	right.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	if m, ok := w.Canvas().Overlays().Top().(*popUp); ok {
		for _, part := range test.LaidOutObjects(m) {
			if text, ok := part.(*canvas.Text); ok {
				words = append(words, text.Text)
			}
		}
	}
	return words
}

// TestMenuOfAnInput offers what can be done there.
func TestMenuOfAnInput(t *testing.T) {
	for name, c := range map[string]struct {
		options FieldOptions
		lock    bool
		want    []string
	}{
		"text":          {FieldOptions{}, false, []string{"Undo", "Redo", "Cut", "Copy", "Paste", "Select all"}},
		"secret":        {FieldOptions{Secret: true}, false, []string{"Paste", "Select all"}},
		"locked":        {FieldOptions{}, true, []string{"Copy", "Select all"}},
		"locked secret": {FieldOptions{Secret: true}, true, nil},
	} {
		for _, build := range []func() typing{
			func() typing { return NewField("", c.options) },
			func() typing { return NewWizardField("1", "", c.options) },
		} {
			wear(t, theme.Light)
			field := build()
			w := test.NewTempWindow(t, field)
			w.Resize(fyne.NewSize(400, 400))
			field.SetText("abc")
			if c.lock {
				field.Disable()
			}
			assert.Equal(t, c.want, editMenu(t, w, field), "%s %T", name, field)
		}
	}
}

func TestMenuOfAnInputDoesWhatItSays(t *testing.T) {
	wear(t, theme.Light)
	clipboard := fyne.CurrentApp().Clipboard()
	for _, field := range []typing{NewField("", FieldOptions{}), NewWizardField("1", "", FieldOptions{})} {
		w := test.NewTempWindow(t, field)
		w.Resize(fyne.NewSize(400, 400))
		choose := func(word string) {
			t.Helper()
			at := slices.Index(editMenu(t, w, field), word)
			for range at + 1 {
				press(w.Canvas(), fyne.KeyDown)
			}
			press(w.Canvas(), fyne.KeyReturn)
			assert.Nil(t, w.Canvas().Overlays().Top())
			assert.Same(t, field.Focusable(), w.Canvas().Focused())
		}
		clipboard.SetContent("")
		field.Focusable().TypedRune('a')
		choose("Select all")
		choose("Copy")
		assert.Equal(t, "a", clipboard.Content())
		clipboard.SetContent("pasted")
		choose("Paste")
		assert.Equal(t, "pasted", field.Text())
		choose("Undo")
		assert.NotEqual(t, "pasted", field.Text())
		choose("Redo")
		assert.Equal(t, "pasted", field.Text())
		choose("Select all")
		choose("Cut")
		assert.Empty(t, field.Text())
		assert.Equal(t, "pasted", clipboard.Content())
	}
}

// TestMenuOfASecretKeepsToItsWay: what is copied out of it goes where the field says.
func TestMenuOfASecretKeepsToItsWay(t *testing.T) {
	wear(t, theme.Light)
	f := NewField("", FieldOptions{Secret: true})
	copied := ""
	f.OnCopy = func(selected string) { copied = selected }
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(400, 400))
	f.SetText("secret")
	f.toggle()
	editMenu(t, w, f)
	press(w.Canvas(), fyne.KeyUp, fyne.KeyReturn) // selects all
	editMenu(t, w, f)
	press(w.Canvas(), fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	assert.Equal(t, "secret", copied)
	assert.Empty(t, fyne.CurrentApp().Clipboard().Content())
}
