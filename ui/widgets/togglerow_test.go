package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func TestToggleRowTurnsItsSwitch(t *testing.T) {
	test.NewTempApp(t)
	toggle := NewToggle("晨光商贸")
	row := NewToggleRow(theme.Space3, toggle, []float32{Flexible}, NewFitText("晨光商贸", Body, theme.ColorInk))
	w := test.NewTempWindow(t, row)
	w.Resize(fyne.NewSize(300, 60))

	test.TapCanvas(w.Canvas(), fyne.NewPos(150, 30)) // on the name
	assert.True(t, toggle.On())
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 30)) // on the switch itself, once
	assert.False(t, toggle.On())
	toggle.Disable()
	test.TapCanvas(w.Canvas(), fyne.NewPos(150, 30))
	assert.False(t, toggle.On())
}
