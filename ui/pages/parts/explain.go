package parts

import (
	"errors"
	"strings"
	"unicode/utf8"

	"keycase/app"
	"keycase/ui/core"
	"keycase/ui/widgets"
	"keycase/vault"
)

// Said is an error in the words of a banner.
type Said struct {
	Kind         widgets.BannerKind
	Icon         string
	Fact, Detail string
}

// Explain says what happened, why, and what to do.
func Explain(c *core.Context, err error) Said {
	e := app.Explain(err, c.Lang())
	said := Said{Kind: widgets.BannerErr, Icon: "circle-alert", Fact: e.Title}
	if errors.Is(err, vault.ErrLocked) {
		said.Kind, said.Icon = widgets.BannerWarn, "lock"
	}
	said.Detail = Sentences(c, e.Why, e.Do)
	return said
}

// Sentences puts sentences behind each other; empty ones are left out. A single
// one stays without its full stop, as all short texts do.
func Sentences(c *core.Context, sentences ...string) string {
	said := make([]string, 0, len(sentences))
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	if len(said) < 2 {
		return strings.Join(said, "")
	}
	return strings.Join(said, c.T("sentence.join")) + c.T("sentence.end")
}

// Spaced sets off what begins or ends in a digit or a Latin letter, to stand
// inside a Chinese text. [Tidy] takes the spaces back where they are too many.
func Spaced(text string) string { return " " + text + " " }

// Tidy keeps one space between Latin and Chinese, and none between Chinese and
// Chinese, nor at the ends.
func Tidy(text string) string {
	words := strings.Fields(text)
	var b strings.Builder
	for i, word := range words {
		if i > 0 && (latinEnd(words[i-1]) || latinStart(word)) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// Say is a text with values in it, with spaces where Chinese meets Latin and
// nowhere else.
func Say(c *core.Context, id string, pairs ...any) string {
	for i := 1; i < len(pairs); i += 2 {
		if value, ok := pairs[i].(string); ok {
			pairs[i] = Spaced(value)
		}
	}
	return Tidy(c.T(id, pairs...))
}

func latinStart(word string) bool { return word[0] < utf8.RuneSelf }
func latinEnd(word string) bool   { return word[len(word)-1] < utf8.RuneSelf }
