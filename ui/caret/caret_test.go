package caret

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

// knowing is an entry that knows how far its text has scrolled.
type knowing struct {
	widget.Entry
	origin fyne.CanvasObject
}

func newKnowing(lines bool) *knowing {
	k := &knowing{}
	k.MultiLine = lines
	k.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if lines {
		k.Wrapping = fyne.TextWrapBreak
	}
	k.ExtendBaseWidget(k)
	return k
}

func (k *knowing) CaretOrigin() fyne.CanvasObject { return k.origin }

// CreateRenderer implements fyne.Widget.
func (k *knowing) CreateRenderer() fyne.WidgetRenderer {
	r := k.Entry.CreateRenderer()
	for _, object := range r.Objects() {
		if scroll, ok := object.(*container.Scroll); ok {
			k.origin = scroll.Content
		}
	}
	return r
}

// within lists an object and all that it is drawn of.
func within(object fyne.CanvasObject) []fyne.CanvasObject {
	var children []fyne.CanvasObject
	switch o := object.(type) {
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		children = o.Objects
	}
	all := []fyne.CanvasObject{object}
	for _, child := range children {
		all = append(all, within(child)...)
	}
	return all
}

// drawn is where the caret is drawn: the one visible rectangle of its width.
func drawn(t *testing.T, c fyne.Canvas, in fyne.CanvasObject) image.Rectangle {
	t.Helper()
	width := fynetheme.InputBorderSize()
	for _, object := range within(in) {
		if r, ok := object.(*canvas.Rectangle); ok && r.Visible() && r.Size().Width == width {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
			left, top := c.PixelCoordinateForPosition(at)
			right, bottom := c.PixelCoordinateForPosition(at.Add(r.Size()))
			return image.Rect(left, top, right, bottom)
		}
	}
	require.Fail(t, "no caret is drawn")
	return image.Rectangle{}
}

// wear puts on the theme of Keycase for one test.
func wear(t *testing.T) {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, theme.New(theme.Light))
}

// show puts an object somewhere on a canvas of the given scale.
func show(t *testing.T, object fyne.CanvasObject, scale float32) fyne.Canvas {
	t.Helper()
	box := container.NewWithoutLayout(object)
	object.Move(fyne.NewPos(40, 30))
	object.Resize(fyne.NewSize(200, max(object.MinSize().Height, 40)))
	c, ok := test.NewTempWindow(t, box).Canvas().(software.WindowlessCanvas)
	require.True(t, ok)
	c.SetScale(scale)
	c.Resize(fyne.NewSize(400, 300))
	return c
}

func keys(to fyne.Focusable, names ...fyne.KeyName) {
	for _, name := range names {
		to.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// near compares with a pixel to spare, for both sides round, and two units for the height, which in
// the monospaced font is another.
func near(t *testing.T, want, got image.Rectangle, scale float32) {
	t.Helper()
	assert.InDelta(t, want.Min.X, got.Min.X, 1, "left")
	assert.InDelta(t, want.Min.Y, got.Min.Y, 1, "top")
	assert.InDelta(t, want.Max.X, got.Max.X, 1, "right")
	assert.InDelta(t, want.Max.Y, got.Max.Y, 1+2*float64(scale), "bottom")
}

var long = strings.Repeat("0123456789", 20)

func TestAtIsWhereTheCaretIsDrawn(t *testing.T) {
	type specimen struct {
		object fyne.CanvasObject
		focus  fyne.Focusable
	}
	field := func(o widgets.FieldOptions) func() specimen {
		return func() specimen {
			f := widgets.NewField("名称", o)
			return specimen{f, f.Focusable()}
		}
	}
	of := func(e *knowing) specimen { return specimen{e, e} }
	for _, c := range []struct {
		name  string
		build func() specimen
		text  string
		moves []fyne.KeyName
	}{
		{"Fyne's entry, empty", func() specimen { e := widget.NewEntry(); return specimen{e, e} }, "", nil},
		{"Fyne's entry", func() specimen { e := widget.NewEntry(); return specimen{e, e} }, "小店 1", nil},
		{"Fyne's entry, in the middle", func() specimen { e := widget.NewEntry(); return specimen{e, e} }, "小店 1", []fyne.KeyName{fyne.KeyHome, fyne.KeyRight}},
		{"a line that has scrolled", func() specimen { return of(newKnowing(false)) }, long, nil},
		{"a line that has scrolled back", func() specimen { return of(newKnowing(false)) }, long, []fyne.KeyName{fyne.KeyHome, fyne.KeyRight}},
		{"the second line", func() specimen { return of(newKnowing(true)) }, "ab\n小店", nil},
		{"lines that have scrolled", func() specimen { return of(newKnowing(true)) }, strings.Repeat("ab\n", 30) + "c", nil},
		{"field", field(widgets.FieldOptions{}), "小店 1", nil},
		{"field that has scrolled", field(widgets.FieldOptions{}), long, nil},
		{"field that has scrolled back", field(widgets.FieldOptions{}), long, []fyne.KeyName{fyne.KeyHome, fyne.KeyRight}},
		{"monospaced field", field(widgets.FieldOptions{Mono: true}), "key-1", nil},
		{"secret", field(widgets.FieldOptions{Secret: true}), "key-1", nil},
		{"cell", func() specimen { o := widgets.NewCell("x"); return specimen{o, o.Focusable()} }, "page", nil},
		{"search", func() specimen { o := widgets.NewSearchBox("x", "Ctrl K"); return specimen{o, o.Focusable()} }, "小店", nil},
	} {
		for _, scale := range []float32{0.8, 1, 1.5, 2} {
			t.Run(fmt.Sprintf("%s at %v", c.name, scale), func(t *testing.T) {
				wear(t)
				s := c.build()
				canvas := show(t, s.object, scale)
				canvas.Focus(s.focus)
				test.Type(s.focus, c.text)
				keys(s.focus, c.moves...)
				got, ok := At(canvas)
				require.True(t, ok)
				near(t, drawn(t, canvas, s.object), got, scale)
			})
		}
	}
}

func TestAnEntryThatKnowsNotKeepsTheCaretInside(t *testing.T) {
	wear(t)
	for name, e := range map[string]*widget.Entry{"line": widget.NewEntry(), "lines": widget.NewMultiLineEntry()} {
		c := show(t, e, 1)
		c.Focus(e)
		test.Type(e, strings.Repeat(long+"\n", 30)+long)
		got, ok := At(c)
		require.True(t, ok, name)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e)
		bounds := image.Rect(int(at.X), int(at.Y), int(at.X+e.Size().Width)+1, int(at.Y+e.Size().Height)+1)
		assert.True(t, got.In(bounds), "%s: %v in %v", name, got, bounds)
	}
}

func TestNoCaret(t *testing.T) {
	wear(t)
	button := widget.NewButton("x", nil)
	c := show(t, button, 1)
	_, ok := At(c)
	assert.False(t, ok, "nothing has the focus")
	c.Focus(button)
	_, ok = At(c)
	assert.False(t, ok, "a button has no caret")
}

func TestNotDrawnYet(t *testing.T) {
	wear(t)
	e := newKnowing(false)
	assert.Nil(t, e.CaretOrigin())
	c := show(t, e, 1)
	c.Focus(e)
	_, ok := At(c)
	assert.True(t, ok)
}
