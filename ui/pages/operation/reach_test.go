package operation

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// TestTabBringsTheLinesBelowIntoView walks what stands under the inputs: the switch of
// a token, the way to one that is missing, the button for other random numbers.
func TestTabBringsTheLinesBelowIntoView(t *testing.T) {
	b := pagetest.New(t)
	cred, bare := given(t, b), b.Add("jdy", "没有令牌")
	b.Window.Resize(fyne.NewSize(1000, 280))
	for id, kinds := range map[string][]string{
		cred.ID: {"*widgets.Toggle", "*widgets.IconButton"}, bare.ID: {"*widgets.Button", "*widgets.IconButton"},
	} {
		p := show(b, "jdy.request", id)
		driver, view := fyne.CurrentApp().Driver(), p.form.scroll.Object()
		var seen []string
		for range 60 {
			b.Window.Canvas().FocusNext()
			focused, ok := b.Window.Canvas().Focused().(fyne.CanvasObject)
			if !ok || !within(p.form.stack, focused) {
				continue
			}
			top := driver.AbsolutePositionForObject(focused).Y - driver.AbsolutePositionForObject(view).Y
			assert.GreaterOrEqual(t, top, float32(0))
			assert.LessOrEqual(t, top+focused.Size().Height, view.Size().Height)
			seen = append(seen, fmt.Sprintf("%T", focused))
		}
		assert.Subset(t, seen, kinds)
	}
}

// within tells whether an object is part of a tree of containers.
func within(root, object fyne.CanvasObject) bool {
	if root == object {
		return true
	}
	box, ok := root.(*fyne.Container)
	return ok && slices.ContainsFunc(box.Objects, func(child fyne.CanvasObject) bool { return within(child, object) })
}

// TestTabBringsInputsIntoView walks a form column that is higher than its window.
func TestTabBringsInputsIntoView(t *testing.T) {
	b := pagetest.New(t)
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	c := b.Window.Canvas()
	b.Window.Resize(fyne.NewSize(1000, 280))
	inside := func(object fyne.CanvasObject) bool {
		driver, view := fyne.CurrentApp().Driver(), p.form.scroll.Object()
		top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(view).Y
		return top >= 0 && top+object.Size().Height <= view.Size().Height
	}
	inputs := p.form.visible()
	require.False(t, inside(inputs[len(inputs)-1].Object()), "the test needs a form that is too high")
	seen := 0
	for range 60 {
		c.FocusNext()
		for _, in := range inputs {
			if c.Focused() == in.Focusable() {
				seen++
				assert.True(t, inside(in.Object()), in.Field.Name)
			}
		}
	}
	assert.GreaterOrEqual(t, seen, len(inputs))
}
