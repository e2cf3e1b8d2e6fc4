package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"keycase/ui/theme"
)

func TestBusyButtonsWait(t *testing.T) {
	wear(t, theme.Light)
	pressed := 0
	button := NewButton("授权", "check", Primary, func() { pressed++ })
	icon := NewIconButton("refresh-cw", "刷新", func() { pressed++ })
	button.SetBusy(true)
	icon.SetBusy(true)
	test.Tap(button)
	test.Tap(icon)
	button.TypedKey(key(fyne.KeyReturn))
	icon.TypedKey(key(fyne.KeySpace))
	assert.Zero(t, pressed)
	assert.True(t, button.Busy())
	assert.NotNil(t, button.spinner.animation)

	button.SetBusy(false)
	icon.SetBusy(false)
	test.Tap(button)
	test.Tap(icon)
	assert.Equal(t, 2, pressed)
	assert.Nil(t, button.spinner.animation)
}

// TestButtonsNeverCutTheirText: whatever the size, the text has its width and the paddings.
func TestButtonsNeverCutTheirText(t *testing.T) {
	wear(t, theme.Light)
	for _, text := range []string{"刷新", "换到生产环境", "Renew the token and copy the command"} {
		for size, metrics := range buttonSizes {
			for _, icon := range []string{"", "plus"} {
				b := NewSizedButton(text, icon, Secondary, size, nothing)
				b.Resize(b.MinSize())
				assert.InDelta(t, metrics.height, b.MinSize().Height, 0)
				assert.GreaterOrEqual(t, b.text.Size().Width, measure(text, metrics.style))
				assert.GreaterOrEqual(t, b.text.Position().X, metrics.padding-0.01)
				assert.LessOrEqual(t, b.text.Position().X+b.text.Size().Width, b.Size().Width-metrics.padding+0.01)
			}
		}
	}
}

func TestButtonChangesItsFace(t *testing.T) {
	wear(t, theme.Light)
	b := NewButton("下一步", "", Secondary, nothing)
	width := b.MinSize().Width
	b.SetIcon("arrow-right")
	assert.InDelta(t, width+24, b.MinSize().Width, 0.01)
	b.SetTrailingIcon()
	b.Resize(b.MinSize())
	assert.Greater(t, b.icon.Position().X, b.text.Position().X)
	b.SetText("继续下一步")
	assert.Equal(t, "继续下一步", b.AccessibilityLabel())
	b.SetMinWidth(300)
	assert.InDelta(t, 300, b.MinSize().Width, 0)
	b.SetKind(Primary)
	assert.Equal(t, theme.Color(theme.ColorAccent), b.box.FillColor)
	b.SetKeyHint("Ctrl V")
	assert.Contains(t, test.RenderObjectToMarkup(b), "Ctrl V")
}

func TestPressedShows(t *testing.T) {
	wear(t, theme.Light)
	b := NewButton("x", "", Ghost, nothing)
	b.MouseIn(nil)
	assert.Equal(t, theme.Color(theme.ColorHover), b.box.FillColor)
	b.MouseDown(nil)
	assert.Equal(t, theme.Color(theme.ColorPressed), b.box.FillColor)
	b.MouseUp(nil)
	assert.Equal(t, theme.Color(theme.ColorHover), b.box.FillColor)
}

func TestIconButton(t *testing.T) {
	wear(t, theme.Light)
	b := NewIconButton("eye", "显示", nothing)
	assert.Equal(t, fyne.NewSquareSize(32), b.MinSize())

	b.SetIcon("eye-off", "隐藏")
	assert.Equal(t, "隐藏", b.Tip())
	other := false
	b.SetAction(func() { other = true })
	test.Tap(b)
	assert.True(t, other)
}

func TestSidebarItem(t *testing.T) {
	wear(t, theme.Light)
	s := NewSidebarItem("timer", "总览", nothing)
	s.Resize(fyne.NewSize(196, 36))
	s.SetCount("12")
	assert.Contains(t, test.RenderObjectToMarkup(s), ">12<")
	s.SetBadge("3")
	assert.NotContains(t, test.RenderObjectToMarkup(s), ">12<", "a badge takes the count's place")
	s.SetBadge("")
	assert.Contains(t, test.RenderObjectToMarkup(s), ">12<", "hidden at nothing")
	s.SetText("Overview")
	assert.Equal(t, "Overview, 12", s.AccessibilityLabel())
	s.SetText("A name that is much too long for the sidebar")
	assert.LessOrEqual(t, s.name.Position().X+s.name.Size().Width, s.count.Position().X)
}

// TestIconsFollowTheScale: what was drawn for one scale is drawn again for another.
func TestIconsFollowTheScale(t *testing.T) {
	wear(t, theme.Light)
	icon := NewIcon("copy", theme.ColorInk, 16)
	c := show(t, icon, 16)
	icon.Refresh()
	assert.Equal(t, 16, icon.glyph.Image.Image.Bounds().Dx())
	c.SetScale(1.5)
	icon.Refresh()
	assert.Equal(t, 24, icon.glyph.Image.Image.Bounds().Dx())
}
