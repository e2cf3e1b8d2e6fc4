package form

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

// TestEnterSavesFromEveryKindOfInput, the segmented ones as well.
func TestEnterSavesFromEveryKindOfInput(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "yilianyun")
	b.Show(p)
	enter := func(on fyne.Focusable) {
		t.Helper()
		p.tried = false
		on.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		assert.True(t, p.tried)
	}
	choices := 0
	for _, in := range p.inputs {
		enter(in.Focusable())
		if in.Field.Kind == providers.KindChoice {
			choices++
		}
	}
	assert.Positive(t, choices)
	enter(p.environment.segment)
}

// TestTheFieldGetsTheKeyboardBack after a question that a click asked, which had taken
// the keyboard away.
func TestTheFieldGetsTheKeyboardBack(t *testing.T) {
	b := pagetest.New(t)
	p := New(b.Ctx, "jdy")
	canvas := b.Window.Canvas()
	b.Show(p)
	field := p.inputs[1]
	canvas.Focus(field.Focusable())
	canvas.Unfocus()
	p.Resume()
	assert.Same(t, field.Focusable(), canvas.Focused())
}

func TestTheKeyboardHasAPlaceWithoutAForm(t *testing.T) {
	b := pagetest.New(t)
	canvas := b.Window.Canvas()
	press := func() { canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	p := New(b.Ctx, "")
	b.Show(p)
	press()
	assert.Equal(t, pagetest.Registry()[0].ID, p.platform.ID, "the first platform")

	gone := Edit(b.Ctx, "nothing")
	b.Show(gone)
	canvas.Unfocus()
	gone.Resume()
	press()
	assert.Equal(t, []string{"back"}, b.Went)
}

// TestTryingAgainTakesItsButtonAway but not the keyboard.
func TestTryingAgainTakesItsButtonAway(t *testing.T) {
	keyring := pagetest.NewKeyring()
	b := pagetest.NewOn(t, keyring)
	p := New(b.Ctx, "jdy")
	b.Show(p)
	typeInto(t, b, p.name, "A")
	fill(t, b, p, sandbox.Demo().Values("jdy"))
	keyring.Refuse(vault.ErrDenied)
	p.save.Tapped(nil)
	b.Settle()
	canvas := b.Window.Canvas()
	canvas.Focus(p.alert.Again())
	require.Same(t, p.alert.Again(), canvas.Focused())
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Same(t, p.save, canvas.Focused())
	b.Settle()
}
