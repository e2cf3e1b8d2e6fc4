package operation

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/pages/parts/pagetest"
)

// TestTheKeyboardComesBack after a question that a click asked, which had taken the
// keyboard away.
func TestTheKeyboardComesBack(t *testing.T) {
	b := pagetest.New(t)
	canvas := b.Window.Canvas()
	back := func(p *Page) fyne.Focusable {
		canvas.Unfocus()
		p.Resume()
		return canvas.Focused()
	}
	cred := given(t, b)
	p := show(b, "jdy.request", cred.ID)
	assert.Same(t, p.form.first(), back(p), "nothing had it yet")
	inputs := p.form.visible()
	require.Greater(t, len(inputs), 1)
	for _, in := range inputs {
		canvas.Focus(in.Focusable())
		assert.Same(t, in.Focusable(), back(p), in.Field.Name)
	}

	p = show(b, "jdy.app-token", cred.ID)
	p.form.run.Tapped(nil)
	assert.Same(t, p.form.cancel, back(p), "the inputs are locked meanwhile")
	b.Settle()
	assert.Same(t, p.form.run, back(p))

	p = show(b, "jdy.app-signature", cred.ID)
	assert.Nil(t, back(p), "nothing to type and nothing to run")
	p = show(b, "jdy.nothing", cred.ID)
	assert.Nil(t, back(p))
}
