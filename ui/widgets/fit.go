package widgets

import (
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// Fyne keeps what it measured, so that asking again for the same text is a look-up.

// measure is the width of a text in Fyne units.
func measure(text string, style Style) float32 {
	width := float32(0)
	for _, run := range split(text, style) {
		size, _ := metrics(run.text, run.style)
		width += size.Width
	}
	return width
}

func metrics(text string, style Style) (size fyne.Size, baseline float32) {
	return fyne.CurrentApp().Driver().RenderedTextSize(text, style.Size, style.fyne(), nil)
}

// run is a part of a line in one font and one colour; an empty colour is that of the text.
type run struct {
	text  string
	style Style
	color fyne.ThemeColorName
}

// split gives characters that the monospaced font lacks to the text font; Fyne itself would look
// for them among the system's fonts, where there may be none.
func split(text string, style Style) []run {
	if !style.Mono || strings.IndexFunc(text, foreign) < 0 {
		return []run{{text: text, style: style}}
	}
	var runs []run
	start, current := 0, false
	for i, r := range text {
		if is := foreign(r); i == 0 {
			current = is
		} else if is != current {
			runs = append(runs, run{text: text[start:i], style: pick(style, current)})
			start, current = i, is
		}
	}
	return append(runs, run{text: text[start:], style: pick(style, current)})
}

func pick(style Style, foreign bool) Style {
	if foreign {
		return style.sans()
	}
	return style
}

// foreign tells the Chinese, Japanese and full-width characters, which begin at the CJK radicals.
func foreign(r rune) bool { return r >= 0x2E80 }

const dots = "…"

// ellipsis shortens a text until it and an ellipsis fit into the width.
func ellipsis(text string, style Style, width float32) string {
	if width <= 0 || measure(text, style) <= width {
		return text
	}
	runes := []rune(text)
	tooLong := sort.Search(len(runes), func(n int) bool {
		return measure(string(runes[:n])+dots, style) > width
	})
	if tooLong == 0 {
		return "" // not even the ellipsis fits
	}
	return strings.TrimRightFunc(string(runes[:tooLong-1]), unicode.IsSpace) + dots
}

// breakLines fills lines up to the width. With maxLines above 0 it cuts off what is left over, for
// which the last line ends with an ellipsis.
func breakLines(text string, style Style, width float32, maxLines int) (lines []string, cut bool) {
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, breakParagraph(paragraph, style, width)...)
	}
	if maxLines > 0 && len(lines) > maxLines {
		return append(lines[:maxLines-1], ellipsis(lines[maxLines-1]+dots, style, width)), true
	}
	return lines, false
}

func breakParagraph(text string, style Style, width float32) []string {
	if style.Mono {
		return breakAnywhere(text, style, width)
	}
	var lines []string
	line, lineWidth := "", float32(0)
	for _, piece := range pieces(text) {
		if line != "" && lineWidth+measure(strings.TrimRight(piece, " "), style) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, lineWidth = "", 0
		}
		if line == "" && measure(piece, style) > width {
			parts := breakAnywhere(piece, style, width)
			lines = append(lines, parts[:len(parts)-1]...)
			piece = parts[len(parts)-1]
		}
		line += piece
		lineWidth += measure(piece, style)
	}
	return append(lines, line)
}

// breakAnywhere fills every line to the last character, as is right for signatures and code.
func breakAnywhere(text string, style Style, width float32) []string {
	var lines []string
	for measure(text, style) > width {
		head := prefix(text, style, width)
		if head == text {
			break
		}
		lines = append(lines, head)
		text = text[len(head):]
	}
	return append(lines, text)
}

// prefix is the longest beginning of a text that fits, and at least one character.
func prefix(text string, style Style, width float32) string {
	runes := []rune(text)
	tooLong := sort.Search(len(runes), func(n int) bool { return measure(string(runes[:n+1]), style) > width })
	return string(runes[:max(tooLong, 1)])
}

// pieces cuts a text where a line may end: after spaces, and around Chinese characters, but never
// before closing punctuation nor after opening brackets.
func pieces(text string) []string {
	var out []string
	start := 0
	var before rune
	for i, r := range text {
		if i > 0 && breakable(before, r) {
			out = append(out, text[start:i])
			start = i
		}
		before = r
	}
	return append(out, text[start:])
}

func breakable(before, after rune) bool {
	const closing, opening = "，。、；：？！）」』》】”’…—", "（「『《【“‘"
	switch {
	case strings.ContainsRune(closing, after) || strings.ContainsRune(opening, before):
		return false
	case after == ' ':
		return false
	case before == ' ':
		return true
	default:
		return foreign(before) || foreign(after)
	}
}
