package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

// TestEscTakesATipAwayBeforeAnythingElse while a person is in an input and the pointer rests
// somewhere.
func TestEscTakesATipAwayBeforeAnythingElse(t *testing.T) {
	for name, target := range map[string]interface {
		fyne.CanvasObject
		Focusable() fyne.Focusable
	}{
		"search": NewSearchBox("", ""), "field": NewField("", FieldOptions{}), "wizard": NewWizardField("1", "", FieldOptions{}),
	} {
		wear(t, theme.Light)
		sign := NewIconButton("copy", "复制", nothing)
		b := newTipBench(t, spread(sign, target), 400, 300)
		passed := 0
		b.c.SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
		if box, ok := target.(*SearchBox); ok {
			box.OnEscape = func() { passed++ }
		}
		b.c.Focus(target.Focusable())
		b.over(sign)
		b.move(tipDelay)
		require.Equal(t, "复制", b.said(), name)
		press(b.c, fyne.KeyEscape)
		assert.Empty(t, b.said(), name)
		assert.Zero(t, passed, name)
		press(b.c, fyne.KeyEscape)
		assert.Equal(t, 1, passed, name)
	}
}
