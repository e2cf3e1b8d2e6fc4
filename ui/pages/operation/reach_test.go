package operation

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

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
