package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
	"keycase/ui/widgets"
)

func TestTitledKeepsTheChips(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	chip := func() *widgets.StatusChip { return widgets.NewStatusChip(widgets.ChipOk, "有效") }
	for name, gives := range map[string]bool{"短": false, strings.Repeat("长", 60): true} {
		first, second := chip(), chip()
		second.Hide()
		row := Titled(widgets.NewFitText(name, widgets.BodyMedium, theme.ColorInk), widgets.BodyMedium, first, second)
		row.Resize(fyne.NewSize(300, 24))
		text := row.Objects[0]
		assert.InDelta(t, text.Size().Width+titledGap, first.Position().X, 0.01, "right behind the name")
		assert.LessOrEqual(t, first.Position().X+first.Size().Width, float32(300.01))
		assert.Equal(t, gives, text.Size().Width < Width(name, widgets.BodyMedium))
		assert.Less(t, row.MinSize().Width, float32(120), "the name asks for nothing")
	}
}
