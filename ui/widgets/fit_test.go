package widgets

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/ui/theme"
)

var texts = rapid.StringOfN(rapid.SampledFrom([]rune("金蝶云星辰账套，。「」（） abcWi019.-=%")), 0, 60, -1)

var someStyles = rapid.SampledFrom([]Style{Body, BodyMedium, Caption, Mono, MonoSmall, Display})

// TestEllipsis: what comes out fits; it is the whole text, or a beginning with an ellipsis of which
// one character more would not have fitted.
func TestEllipsis(t *testing.T) {
	wear(t, theme.Light)
	rapid.Check(t, func(t *rapid.T) {
		text, style := texts.Draw(t, "text"), someStyles.Draw(t, "style")
		width := rapid.Float32Range(1, 500).Draw(t, "width")
		got := ellipsis(text, style, width)
		require.LessOrEqual(t, measure(got, style), width)
		if got == text {
			return
		}
		require.Greater(t, measure(text, style), width, "a text that fits stays as it is")
		if got == "" {
			require.Greater(t, measure(dots, style)+1, width, "only where there is no room at all")
			return
		}
		kept := strings.TrimSuffix(got, dots)
		require.NotEqual(t, got, kept)
		require.True(t, strings.HasPrefix(text, kept))
	})
}

func TestEllipsisUsesTheRoom(t *testing.T) {
	wear(t, theme.Light)
	text := "一二三四五六七八九十"
	for count := 2; count < 9; count++ {
		width := measure(string([]rune(text)[:count])+dots, Body)
		assert.Equal(t, string([]rune(text)[:count])+dots, ellipsis(text, Body, width+0.1))
	}
}

func squeezed(text string) string { return strings.ReplaceAll(text, " ", "") }

// TestBreakLines: nothing gets lost, and nothing is wider than the column but a single piece that
// must stay together.
func TestBreakLines(t *testing.T) {
	wear(t, theme.Light)
	rapid.Check(t, func(t *rapid.T) {
		text, style := texts.Draw(t, "text"), someStyles.Draw(t, "style")
		width := rapid.Float32Range(20, 400).Draw(t, "width")
		lines, _ := breakLines(text, style, width, 0)
		require.Equal(t, squeezed(text), squeezed(strings.Join(lines, "")))
		for _, line := range lines {
			if utf8.RuneCountInString(line) > 1 {
				require.LessOrEqual(t, measure(strings.TrimRight(line, " "), style), width+1, line)
			}
		}
	})
}

func TestPunctuationStaysWithItsWord(t *testing.T) {
	wear(t, theme.Light)
	text := "特殊密钥过期了，再打印一张「小票」。然后（马上）扫。"
	for width := float32(60); width < 400; width += 7 {
		lines, _ := breakLines(text, Body, width, 0)
		for _, line := range lines {
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(line)
			assert.False(t, strings.ContainsRune("，。」）", first), line)
			assert.False(t, strings.ContainsRune("「（", last), line)
		}
	}
}

func TestWordsStayWhole(t *testing.T) {
	wear(t, theme.Light)
	lines, _ := breakLines("one two three four", Body, measure("one two thr", Body), 0)
	assert.Equal(t, []string{"one two", "three four"}, lines)
}

func TestLineFeedsAndMaxLines(t *testing.T) {
	wear(t, theme.Light)
	for _, c := range []struct {
		text  string
		most  int
		lines []string
		cut   bool
	}{
		{"a\n\nb", 0, []string{"a", "", "b"}, false},
		{"a\nb", 2, []string{"a", "b"}, false},
		{"a\nb", 1, []string{"a" + dots}, true},
		{"一二三四五六七八九十", 2, []string{"一二三四", "五六七" + dots}, true},
	} {
		lines, cut := breakLines(c.text, Body, measure("一二三四", Body), c.most)
		assert.Equal(t, c.lines, lines, c.text)
		assert.Equal(t, c.cut, cut, c.text)
	}
}

// TestMonoFallsBack: Chinese within monospaced text comes from the text font, on one baseline.
func TestMonoFallsBack(t *testing.T) {
	wear(t, theme.Light)
	runs := split("search=晨光&x", Mono)
	require.Len(t, runs, 3)
	assert.Equal(t, "search=", runs[0].text)
	assert.True(t, runs[0].style.Mono)
	assert.Equal(t, "晨光", runs[1].text)
	assert.False(t, runs[1].style.Mono)
	assert.Equal(t, "&x", runs[2].text)
	assert.InDelta(t, 26, measure("晨光", Mono), 0.1)

	text := NewText("search=晨光", Mono, theme.ColorInk)
	text.Resize(text.MinSize())
	objects := test.TempWidgetRenderer(t, text).Objects()
	require.Len(t, objects, 2)
	baselines := make([]float32, 0, 2)
	for _, object := range objects {
		drawn := object.(*canvas.Text)
		_, baseline := fyne.CurrentApp().Driver().RenderedTextSize(drawn.Text, drawn.TextSize, drawn.TextStyle, nil)
		baselines = append(baselines, drawn.Position().Y+baseline)
	}
	assert.InDelta(t, baselines[0], baselines[1], 1, "the painter rounds both up to the same pixel")
	assert.Equal(t, objects[0].Position().X+objects[0].Size().Width, objects[1].Position().X)
}

func TestTextStates(t *testing.T) {
	wear(t, theme.Light)
	text := NewFitText("一个很长的名字", Body, theme.ColorInk)
	text.Resize(fyne.NewSize(200, 20))
	assert.False(t, text.Truncated())
	text.Resize(fyne.NewSize(40, 20))
	assert.True(t, text.Truncated())
	assert.Equal(t, "一个很长的名字", text.Text())
	assert.Equal(t, "一个很长的名字", text.AccessibilityLabel())

	text.SetText("短")
	assert.Contains(t, test.RenderObjectToMarkup(text), ">短<")
	assert.False(t, text.Truncated())
}

func TestParagraphHeight(t *testing.T) {
	wear(t, theme.Light)
	paragraph := NewParagraph("一二三四五六七八", Body, theme.ColorInk)
	assert.InDelta(t, 20, paragraph.HeightFor(200), 0)
	assert.InDelta(t, 40, paragraph.HeightFor(60), 0)
	paragraph.SetMaxLines(1)
	assert.InDelta(t, 20, paragraph.HeightFor(60), 0)
}

// TestHighlighters: the spans together are the line.
func TestHighlighters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringOf(rapid.SampledFrom([]rune(`curl -H 'https://a.b/%E6%25E6' \`))).Draw(t, "line")
		for _, highlight := range []highlighter{highlightEscapes, highlightCode} {
			joined := ""
			for _, span := range highlight(line) {
				joined += span.text
			}
			require.Equal(t, line, joined)
		}
	})
	assert.Equal(t, []span{{"a=", ""}, {"%25E6%2599", theme.ColorAccentText}, {"b", ""}}, highlightEscapes("a=%25E6%2599b"))
	assert.Equal(t, []span{{"  -H", theme.ColorInk3}, {" 'x: y' ", ""}, {`\`, theme.ColorInk3}}, highlightCode(`  -H 'x: y' \`))
	assert.Equal(t, []span{{"'", ""}, {"https://x.y/z?a=b", theme.ColorAccentText}, {"'", ""}}, highlightCode("'https://x.y/z?a=b'"))
}
