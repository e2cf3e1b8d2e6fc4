package form

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/ui/pages/parts"
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

// TestTabOrder goes from field to field; what shows a secret is not on the way.
func TestTabOrder(t *testing.T) {
	for _, platform := range pagetest.Registry() {
		b := pagetest.New(t)
		p := New(b.Ctx, platform.ID)
		b.Show(p)
		c := b.Window.Canvas()
		c.Focus(p.inputs[0].Focusable())
		for _, in := range p.inputs {
			assert.Same(t, in.Focusable(), c.Focused(), "%s: %s", platform.ID, in.Field.Name)
			c.FocusNext()
		}
	}
}

// TestEnterInASecretSaves as it does in every other field.
func TestEnterInASecretSaves(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "晨光商贸")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	secret := p.inputs[slices.IndexFunc(p.inputs, func(in *parts.Input) bool { return in.Field.Secret })]
	b.Window.Canvas().Focus(secret.Focusable())
	press(secret, fyne.KeyReturn)
	b.Settle()
	assert.Len(t, b.Vault.List(), 1)
}
