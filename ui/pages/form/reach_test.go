package form

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// inSight tells whether an object lies within the scrolled part of the page, with the margin that
// shows that the form goes on.
func inSight(p *Page, object fyne.CanvasObject, margin float32) bool {
	driver := fyne.CurrentApp().Driver()
	view := p.scroll.Object()
	top := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(view).Y
	return top >= 0 && top+object.Size().Height+margin <= view.Size().Height
}

// TestTabBringsFieldsIntoView walks a form that is higher than its window, there and back.
func TestTabBringsFieldsIntoView(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "robot")
	b.Show(p)
	c := b.Window.Canvas()
	b.Window.Resize(fyne.NewSize(900, 420))
	last := p.inputs[len(p.inputs)-1]
	require.False(t, inSight(p, last.Object(), 0), "the test needs a form that is too high")

	seen := 0
	walk := func(step func(), margin float32) {
		for range 3 * len(p.inputs) {
			step()
			for _, in := range p.all() {
				if c.Focused() == in.Focusable() {
					seen++
					assert.True(t, inSight(p, in.Object(), margin), in.Field.Name)
				}
			}
		}
	}
	walk(c.FocusNext, 24)
	c.Focus(last.Focusable())
	walk(c.FocusPrevious, 0)
	assert.Greater(t, seen, len(p.inputs))
}
