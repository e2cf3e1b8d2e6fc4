package parts

import (
	"errors"
	"strings"

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

// Sentences puts sentences behind each other; empty ones are left out.
func Sentences(c *core.Context, sentences ...string) string {
	said := make([]string, 0, len(sentences))
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, c.T("sentence.join"))
}

// Padded is a text that stands before a Chinese one: a space sets off what ends
// in a digit or a Latin letter.
func Padded(text string) string {
	if text == "" || text[len(text)-1] >= 0x80 {
		return text
	}
	return text + " "
}
