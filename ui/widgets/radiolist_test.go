package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func TestRadioListIsChosenFromByEitherHand(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	told := []int{}
	r := NewRadioList("which", "chosen", []RadioLine{{Title: "a"}, {Title: "b", Detail: "more"}, {Title: "c"}})
	r.OnChanged = func(i int) { told = append(told, i) }
	w := test.NewWindow(r)
	defer w.Close()
	r.Resize(r.MinSize())
	assert.Equal(t, -1, r.Selected(), "a person has to choose")

	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			r.TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	press(fyne.KeySpace, fyne.KeyDown, fyne.KeyEnd, fyne.KeyDown, fyne.KeyUp, fyne.KeyHome, fyne.KeySpace)
	assert.Equal(t, []int{0, 1, 2, 1, 0}, told)

	for i, y := range []float32{1, lineHeight + 1, 2*lineHeight + lineDetail + 1} {
		r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, y)})
		assert.Equal(t, i, r.Selected())
	}
	r.Disable()
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 1)})
	assert.Equal(t, 2, r.Selected())
	r.SetSelected(7)
	assert.Equal(t, -1, r.Selected())
	assert.Len(t, told, 7)
}

func TestRadioListWithoutLines(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	r := NewRadioList("which", "chosen", nil)
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	r.Tapped(&fyne.PointEvent{})
	assert.Equal(t, -1, r.Selected())
}
