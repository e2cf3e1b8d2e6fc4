package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

func newSecret(t testing.TB) (*SecretField, fyne.Canvas) {
	f := NewSecretField("clientSecret", SecretTips{Reveal: "显示", Hide: "隐藏", Copy: "复制"})
	f.SetSecret()
	f.OnReveal = func(show func(string)) { show(specimenSecret) }
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(624, 49))
	return f, w.Canvas()
}

// dotsShown counts the visible circles of the mask.
func dotsShown(f *SecretField) int {
	count := 0
	for _, object := range test.LaidOutObjects(f) {
		if dot, ok := object.(*canvas.Rectangle); ok && dot.Visible() && dot.Size() == fyne.NewSquareSize(maskDot) {
			count++
		}
	}
	return count
}

// TestMaskHidesEverything: the same eight dots whatever the secret, before, between and after
// looking at it.
func TestMaskHidesEverything(t *testing.T) {
	wear(t, theme.Light)
	f, c := newSecret(t)
	masked := test.RenderToMarkup(c)
	rapid.Check(t, func(r *rapid.T) {
		secret := rapid.StringMatching(`[a-z0-9]{9,200}`).Draw(r, "secret")
		f.OnReveal = func(show func(string)) { show(secret) }
		assert.Equal(r, 8, dotsShown(f))

		test.Tap(f.eye)
		assert.True(r, f.Revealed())
		assert.Equal(r, 0, dotsShown(f))
		shown := strings.Builder{}
		for _, object := range test.WidgetRenderer(f.value).Objects() {
			shown.WriteString(object.(*canvas.Text).Text)
		}
		assert.Equal(r, secret, shown.String(), "all of it")

		f.SetMasked()
		assert.Equal(r, 8, dotsShown(f))
		assert.Equal(r, masked, strings.ReplaceAll(test.RenderToMarkup(c), "\r", ""))
	})
}

// TestMaskLeavesNothingBehind looks into the texts that are kept for reuse.
func TestMaskLeavesNothingBehind(t *testing.T) {
	wear(t, theme.Light)
	f, _ := newSecret(t)
	f.OnReveal = func(show func(string)) { show(strings.Repeat(specimenSecret, 4)) } // several lines
	test.Tap(f.eye)
	require.Greater(t, len(test.WidgetRenderer(f.value).Objects()), 1)
	f.SetMasked()
	assert.Empty(t, f.value.Text())
	assert.NotContains(t, strings.Join(f.value.lines, ""), specimenSecret)
	r := test.WidgetRenderer(f.value).(*textRenderer)
	for _, object := range r.drawn[:cap(r.drawn)] {
		if text, ok := object.(*canvas.Text); ok {
			assert.Empty(t, text.Text)
		}
	}
}

// TestLateAnswersAreDropped: a keyring may answer when nobody wants to know any more.
func TestLateAnswersAreDropped(t *testing.T) {
	wear(t, theme.Light)
	f, c := newSecret(t)
	var answers []func(string)
	f.OnReveal = func(show func(string)) { answers = append(answers, show) }
	test.Tap(f.eye)
	assert.False(t, f.Revealed(), "nothing came yet")
	f.SetMasked()
	answers[0](specimenSecret)
	assert.False(t, f.Revealed())
	assert.NotContains(t, test.RenderToMarkup(c), specimenSecret)

	test.Tap(f.eye)
	test.Tap(f.eye)
	answers[1]("old")
	assert.False(t, f.Revealed(), "asked again since")
	answers[2](specimenSecret)
	assert.True(t, f.Revealed())
	answers[2](specimenSecret)
	f.SetPlain("205022")
	answers[2](specimenSecret)
	assert.NotContains(t, test.RenderToMarkup(c), specimenSecret, "the row has another value now")
}

func TestSecretByKeyboard(t *testing.T) {
	wear(t, theme.Light)
	f, _ := newSecret(t)
	copied, masked := 0, 0
	f.OnCopy = func() { copied++ }
	f.OnMasked = func() { masked++ }
	f.TypedKey(key(fyne.KeySpace))
	assert.True(t, f.Revealed())
	f.TypedKey(key(fyne.KeySpace))
	assert.False(t, f.Revealed())
	assert.Equal(t, 1, masked)
	f.TypedShortcut(&fyne.ShortcutCopy{})
	assert.Equal(t, 1, copied)
	assert.False(t, f.Revealed(), "copying does not reveal")
	test.Tap(f.copier)
	assert.Equal(t, 2, copied)
	f.TypedShortcut(&fyne.ShortcutPaste{})
	assert.Equal(t, 2, copied)
	f.eye.TypedShortcut(&fyne.ShortcutCopy{})
	f.copier.TypedShortcut(&fyne.ShortcutCopy{})
	assert.Equal(t, 4, copied, "the buttons are still the row")
}

// TestClickChoosesTheRow, so that the copy shortcut is about it.
func TestClickChoosesTheRow(t *testing.T) {
	wear(t, theme.Light)
	f, c := newSecret(t)
	test.TapCanvas(c, fyne.NewPos(40, 24))
	assert.Same(t, f, c.Focused())
	assert.False(t, f.ring, "the pointer needs no ring")
	assert.Equal(t, theme.Color(theme.ColorHoverRow), f.box.FillColor, "but it has to be seen")
	c.Unfocus()
	assert.NotEqual(t, theme.Color(theme.ColorHoverRow), f.box.FillColor)
}

// TestReachIsToldForTheWholeRow, so that a page can bring it into view.
func TestReachIsToldForTheWholeRow(t *testing.T) {
	wear(t, theme.Light)
	f, c := newSecret(t)
	reached := 0
	f.OnReach(func() { reached++ })
	for range 3 {
		c.FocusNext()
	}
	assert.Equal(t, 3, reached, "the row, its eye, and its copy button")
}

func TestSecretFieldModes(t *testing.T) {
	wear(t, theme.Light)
	f, c := newSecret(t)
	f.SetNote("24 小时一换")
	assert.Contains(t, test.RenderToMarkup(c), "24 小时一换")
	f.SetPlain("205022")
	assert.Contains(t, test.RenderToMarkup(c), "205022")
	assert.False(t, f.eye.Visible())
	assert.True(t, f.copier.Visible())
	f.TypedKey(key(fyne.KeySpace))
	assert.False(t, f.Revealed(), "there is nothing to reveal")

	copied := false
	f.OnCopy = func() { copied = true }
	f.SetEmpty("未填")
	f.TypedShortcut(&fyne.ShortcutCopy{})
	assert.False(t, copied, "there is nothing to copy")
	assert.False(t, f.copier.Visible())
	f.SetLabel("uid")
	assert.Equal(t, "uid, 未填", f.AccessibilityLabel())
	assert.Equal(t, fyne.AccessibleRoleText, f.AccessibilityRole())
}

func TestSecretRowGrowsForLongValues(t *testing.T) {
	wear(t, theme.Light)
	f, _ := newSecret(t)
	assert.InDelta(t, theme.FieldRowHeight+1, f.HeightFor(624), 0)
	f.SetPlain(strings.Repeat("0123456789abcdef", 8))
	assert.Greater(t, f.HeightFor(624), float32(theme.FieldRowHeight+1))
	f.SetLast(true)
	f.SetSecret()
	assert.InDelta(t, theme.FieldRowHeight, f.HeightFor(624), 0)
}
