package parts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

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

func TestShortLabel(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	assert.Equal(t, "Key (app_key)", ShortLabel("Key (app_key)", widgets.Small, 200))
	assert.Equal(t, "Key", ShortLabel("Key (app_key)", widgets.Small, 40))
	assert.Equal(t, "企业号", ShortLabel("企业号", widgets.Small, 1), "there is nothing to leave out")
}

func TestShorten(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z晨光商贸 ]{0,40}`).Draw(t, "text")
		width := float32(rapid.IntRange(20, 300).Draw(t, "width"))
		short := Shorten(text, widgets.Body, width)
		assert.LessOrEqual(t, Width(short, widgets.Body), width)
		if short != text {
			assert.True(t, strings.HasPrefix(text, strings.TrimSuffix(short, "…")))
			assert.Greater(t, Width(text, widgets.Body), width)
		}
	})
}
