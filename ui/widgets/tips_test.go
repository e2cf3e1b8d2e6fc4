package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/ui/theme"
)

func TestTipOfAnIcon(t *testing.T) {
	wear(t, theme.Light)
	button := NewIconButton("copy", "复制", nothing).SetKeyHint("Ctrl C")
	other := NewButton("other", "", Secondary, nothing)
	b := newTipBench(t, spread(Row(8, button, other)), 400, 200)

	b.over(button)
	b.move(tipDelay - 1)
	assert.Empty(t, b.said(), "the pointer has to rest")
	b.move(1)
	assert.Equal(t, "复制", b.said())
	assert.Contains(t, test.RenderToMarkup(b.c), "Ctrl C")

	b.away()
	assert.Empty(t, b.said(), "the pointer went")
	b.over(button)
	b.move(tipDelay - 1)
	b.over(other)
	b.move(time.Hour)
	assert.Empty(t, b.said(), "it went before the tip came; a button with words needs none")
	assert.Zero(t, b.pending(), "nothing goes on behind")
}

func TestTipGoesWithPressKeyAndEsc(t *testing.T) {
	wear(t, theme.Light)
	pressed := 0
	button := NewIconButton("copy", "复制", func() { pressed++ })
	field := NewField("名称", FieldOptions{})
	b := newTipBench(t, spread(Row(0, button), field), 400, 200)
	for name, act := range map[string]func(){
		"press": func() { button.MouseDown(nil); button.MouseUp(nil) },
		"key":   func() { button.TypedKey(key(fyne.KeySpace)) },
		"write": func() { test.Type(field.entry, "a") },
		"Esc":   func() { assert.True(t, HideTip(b.c)) },
	} {
		b.away()
		b.over(button)
		b.move(tipDelay)
		require.Equal(t, "复制", b.said(), name)
		act()
		assert.Empty(t, b.said(), name)
		b.move(time.Hour)
		assert.Empty(t, b.said(), "%s: it does not come back", name)
	}
	assert.Equal(t, 1, pressed)
	assert.False(t, HideTip(b.c), "there was none")
}

// TestTipEnds: Fyne tells nobody that the pointer left the window.
func TestTipEnds(t *testing.T) {
	wear(t, theme.Light)
	button := NewIconButton("copy", "复制", nothing)
	b := newTipBench(t, spread(Row(0, button)), 400, 200)
	b.over(button)
	b.move(tipDelay + tipLife - tipWatch)
	assert.Equal(t, "复制", b.said())
	b.move(tipWatch)
	assert.Empty(t, b.said())
	assert.Zero(t, b.pending(), "nothing goes on behind")
}

func TestTipForTheKeyboard(t *testing.T) {
	wear(t, theme.Light)
	button, field := NewIconButton("copy", "复制", nothing), NewField("名称", FieldOptions{})
	b := newTipBench(t, spread(Row(0, button), field), 400, 200)
	b.c.Focus(button)
	b.move(tipDelay)
	assert.Equal(t, "复制", b.said())
	b.c.FocusNext()
	assert.Empty(t, b.said())
	b.move(time.Hour)
	assert.Empty(t, b.said())

	button.MouseDown(nil)
	b.c.Focus(button)
	button.MouseUp(nil)
	b.move(time.Hour)
	assert.Empty(t, b.said(), "what a press brings is known")
}

func TestTipOfACutText(t *testing.T) {
	wear(t, theme.Light)
	const long = "一个很长很长的名字，长得一行放不下，所以末尾有省略号"
	text, id := NewFitText(long, Body, theme.ColorInk), NewFitText("0123456789abcdef0123456789abcdef", Mono, theme.ColorInk)
	details := NewParagraph(long+"\n"+long, Small, theme.ColorInk).SetMaxLines(2)
	short := NewFitText("短", Body, theme.ColorInk)
	b := newTipBench(t, spread(Columns(0, []float32{200}, Stack(8, text, id, details, short))), 600, 400)
	for _, one := range []*Text{text, id, details} {
		b.over(one)
		b.move(tipDelay)
		assert.Equal(t, one.Text(), b.said())
		assert.Equal(t, one.style.Mono, b.tips.bubble.text.style.Mono)
		assert.InDelta(t, absolute(one).X, absolute(b.tips.bubble.text).X, 0.1, "the letters stand below each other")
	}
	b.over(short)
	b.move(time.Hour)
	assert.Empty(t, b.said(), "all of it can be read")

	b.over(text)
	b.move(tipDelay)
	text.SetText(long + "，还在变长")
	b.move(tipWatch)
	assert.Equal(t, long+"，还在变长", b.said(), "the tip keeps up")
	text.SetText("短")
	b.move(tipWatch)
	assert.Empty(t, b.said(), "until there is nothing to add")
}

// TestTipKeepsTheRowAlive: on a cut text of a row the pointer is on the row, for looks and clicks.
func TestTipKeepsTheRowAlive(t *testing.T) {
	wear(t, theme.Light)
	row := NewListRow("刷新", "复制")
	content := healthyRow()
	content.Name = strings.Repeat("很长的名字", 20)
	row.Set(content)
	opened := 0
	row.OnOpen = func() { opened++ }
	b := newTipBench(t, Stack(0, row), 740, 200)
	b.over(row.countdown)
	b.over(row.name)
	assert.Equal(t, theme.Color(theme.ColorHoverRow), row.box.FillColor)
	b.move(tipDelay)
	assert.Equal(t, content.Name, b.said())
	test.TapCanvas(b.c, absolute(row.name).AddXY(5, 5))
	assert.Equal(t, 1, opened)
	b.away()
	assert.NotEqual(t, theme.Color(theme.ColorHoverRow), row.box.FillColor)

	b.c.Focus(row)
	b.move(tipDelay)
	assert.Equal(t, content.Name, b.said(), "the keyboard sees it too")
	content.Detail = content.Name
	row.Set(content)
	b.move(tipWatch)
	assert.Equal(t, content.Name+"\n"+content.Name, b.said(), "all that is cut off")
}

func TestTipGoesWhenItsPlaceMoves(t *testing.T) {
	wear(t, theme.Light)
	button := NewIconButton("copy", "复制", nothing)
	inside := Stack(0, Pad(button, 40, 0, 600, 40))
	scroll := container.NewVScroll(inside)
	page := container.NewStack(scroll)
	b := newTipBench(t, page, 300, 200)
	for name, act := range map[string]func(){
		"scrolled": func() { scroll.ScrollToOffset(fyne.NewPos(0, scroll.Offset.Y+10)) },
		"hidden":   func() { inside.Hide() },
		"replaced": func() { page.Objects = nil; page.Refresh() },
		"behind":   func() { b.c.Overlays().Add(canvas.NewRectangle(nil)) },
	} {
		page.Objects = []fyne.CanvasObject{scroll}
		inside.Show()
		page.Refresh()
		b.c.Focus(nil)
		b.c.Focus(button)
		b.move(tipDelay)
		require.Equal(t, "复制", b.said(), name)
		act()
		b.move(tipWatch)
		assert.False(t, b.tips.bubble.Visible(), name)
		assert.Zero(t, b.pending(), name)
		if top := b.c.Overlays().Top(); top != nil {
			b.c.Overlays().Remove(top)
		}
	}
}

// TestTipStaysInside: below what it belongs to, above at the lower edge, and never out of the window.
func TestTipStaysInside(t *testing.T) {
	wear(t, theme.Light)
	for name, c := range map[string]struct {
		at    fyne.Position
		above bool
	}{
		"top left": {fyne.NewPos(0, 0), false}, "top right": {fyne.NewPos(368, 0), false},
		"bottom left": {fyne.NewPos(0, 268), true}, "bottom right": {fyne.NewPos(368, 268), true},
		"middle": {fyne.NewPos(180, 140), false},
	} {
		button := NewIconButton("copy", strings.Repeat("很长的说明", 10), nothing).SetKeyHint("Ctrl C")
		b := newTipBench(t, container.NewWithoutLayout(button), 400, 300)
		place(button, c.at.X, c.at.Y, 32, 32)
		b.over(button)
		b.move(tipDelay)
		require.NotEmpty(t, b.said(), name)
		tip, size := b.tips.bubble.Position(), b.tips.bubble.Size()
		assert.GreaterOrEqual(t, tip.X, float32(tipMargin), name)
		assert.GreaterOrEqual(t, tip.Y, float32(tipMargin), name)
		assert.LessOrEqual(t, tip.X+size.Width, float32(400-tipMargin), name)
		assert.LessOrEqual(t, tip.Y+size.Height, float32(300-tipMargin), name)
		assert.LessOrEqual(t, size.Width, float32(tipWidth), name)
		assert.Equal(t, c.above, tip.Y+size.Height < c.at.Y, "%s: above", name)
		assert.True(t, tip.Y > c.at.Y+32 || tip.Y+size.Height < c.at.Y, "%s: beside and not on it", name)
	}
}

// TestTipTakesNothing: neither clicks nor the pointer nor the keyboard end at a tip.
func TestTipTakesNothing(t *testing.T) {
	wear(t, theme.Light)
	tapped := 0
	button, below := NewIconButton("copy", "复制", nothing), NewButton("下面", "", Secondary, func() { tapped++ })
	b := newTipBench(t, Stack(0, Row(0, button), below), 300, 200)
	b.c.Focus(button)
	b.move(tipDelay)
	require.Equal(t, "复制", b.said())
	at := b.tips.bubble.Position().AddXY(4, 6)
	test.MoveMouse(b.c, at)
	assert.True(t, below.hovered)
	test.TapCanvas(b.c, at)
	assert.Equal(t, 1, tapped)
}

// TestTipsInAnOverlay: a dialog has a layer of its own.
func TestTipsInAnOverlay(t *testing.T) {
	wear(t, theme.Light)
	b := newTipBench(t, spread(), 300, 200)
	button := NewIconButton("copy", "复制细节", nothing)
	overlay := WithTips(spread(Row(0, button)), b.after)
	b.c.Overlays().Add(overlay)
	overlay.Resize(b.c.Size())
	b.over(button)
	b.move(tipDelay)
	assert.Empty(t, b.said())
	assert.Equal(t, "复制细节", tipsOn(b.c).bubble.said.text)
	assert.True(t, HideTip(b.c))
}

// TestNoLayerNoTip: widgets do without, as in tests and in menus.
func TestNoLayerNoTip(t *testing.T) {
	wear(t, theme.Light)
	button := NewIconButton("copy", "复制", nothing)
	c := show(t, button, 100)
	test.MoveMouse(c, fyne.NewPos(10, 10))
	button.MouseDown(nil)
	assert.False(t, HideTip(c))
	assert.True(t, button.hovered)
}

// TestNoSecretInATip: neither masked nor revealed, wherever the pointer is and the keyboard.
func TestNoSecretInATip(t *testing.T) {
	wear(t, theme.Light)
	field := NewSecretField("app_secret", SecretTips{Reveal: "显示", Hide: "隐藏", Copy: "复制"})
	field.SetSecret()
	field.OnReveal = func(show func(string)) { show(strings.Repeat(specimenSecret, 8)) }
	typed := NewField("clientSecret", FieldOptions{Secret: true, RevealTip: "显示", HideTip: "隐藏"})
	typed.SetText(specimenSecret)
	secret := NewFitText(strings.Repeat(specimenSecret, 8), Mono, theme.ColorInk).Conceal()
	b := newTipBench(t, spread(field, typed, secret), 500, 400)
	require.True(t, secret.Truncated())
	look := func() {
		for y := float32(0); y < 400; y += 8 {
			for x := float32(0); x < 500; x += 16 {
				test.MoveMouse(b.c, fyne.NewPos(x, y))
				b.move(tipDelay)
				require.NotContains(t, b.said(), specimenSecret)
			}
		}
		for range 8 {
			b.c.FocusNext()
			b.move(tipDelay)
			require.NotContains(t, b.said(), specimenSecret)
		}
	}
	look()
	test.Tap(field.eye)
	test.Tap(typed.eye)
	require.True(t, field.Revealed())
	look()
}

// TestNothingIsCutWithoutATip squeezes every specimen and rests the pointer on each cut text.
func TestNothingIsCutWithoutATip(t *testing.T) {
	cut := map[string]int{}
	for _, s := range specimens {
		for _, share := range []float32{0.42, 0.6} {
			wear(t, theme.Light)
			object := s.build()
			b := newTipBench(t, container.New(tight{}, object), s.width*share, 900)
			for _, part := range parts(object) {
				text, is := part.(*Text)
				if !is || !text.Truncated() {
					continue
				}
				b.away()
				b.over(text)
				b.move(tipDelay)
				assert.Equal(t, text.Text(), b.said(), s.name)
				cut[s.name]++
			}
		}
	}
	for _, name := range []string{
		"text", "sidebar", "select", "segmented", "card", "heading", "banner", "listrow", "credentialitem",
		"secretfield", "steptrace", "rolecard",
	} {
		assert.NotZero(t, cut[name], "%s: nothing was cut, so nothing was tried", name)
	}
}

// tight gives its objects less width than they ask for.
type tight struct{}

func (tight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for range 2 { // paragraphs learn their width first
		place(objects[0], 0, 0, size.Width, heightFor(objects[0], size.Width))
	}
}

func TestKeys(t *testing.T) {
	assert.Regexp(t, `^(Ctrl|⌘) K$`, Keys("K"))
}
