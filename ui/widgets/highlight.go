package widgets

import (
	"regexp"

	"fyne.io/fyne/v2"

	"keycase/internal/lazy"
	"keycase/ui/theme"
)

// span is a part of a line in one colour; an empty colour is that of the text.
type span struct {
	text  string
	color fyne.ThemeColorName
}

// highlighter cuts a line into spans that together are the line.
type highlighter func(line string) []span

var (
	escapes = lazy.Regexp(`(?:%25[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2})+`) // encoded twice, or once
	urls    = lazy.Regexp(`https?://[^\s'"` + "`" + `]+`)
	flags   = lazy.Regexp(`^\s*--?[A-Za-z][\w-]*|[\\^` + "`" + `]$`)
)

// highlightEscapes marks percent escapes, which is where signatures go wrong.
func highlightEscapes(line string) []span {
	return colour(line, escapes(), theme.ColorAccentText, nil)
}

// highlightCode marks addresses, and makes flags and line continuations step back.
func highlightCode(line string) []span {
	return colour(line, urls(), theme.ColorAccentText, func(rest string) []span {
		return colour(rest, flags(), theme.ColorInk3, nil)
	})
}

// colour gives what the pattern matches a colour, and the rest to another highlighter.
func colour(line string, pattern *regexp.Regexp, name fyne.ThemeColorName, others highlighter) []span {
	if others == nil {
		others = func(rest string) []span { return []span{{text: rest}} }
	}
	var spans []span
	last := 0
	for _, found := range pattern.FindAllStringIndex(line, -1) {
		if found[0] > last {
			spans = append(spans, others(line[last:found[0]])...)
		}
		spans = append(spans, span{line[found[0]:found[1]], name})
		last = found[1]
	}
	if last < len(line) || len(spans) == 0 {
		spans = append(spans, others(line[last:])...)
	}
	return spans
}
