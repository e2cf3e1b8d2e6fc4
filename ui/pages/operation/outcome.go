package operation

import (
	"bytes"
	"encoding/json"
	"strings"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/present"
)

// The most of an answer that the screen shows; copying gives all of it.
const (
	mostLines = 200
	mostBytes = 16 << 10
)

// pretty indents JSON for the screen. cut tells how many lines are left out.
func pretty(data json.RawMessage) (text string, cut int) {
	var b bytes.Buffer
	if json.Indent(&b, data, "", "  ") != nil {
		return strings.ToValidUTF8(string(data[:min(len(data), mostBytes)]), "�"), 0
	}
	lines := strings.Split(b.String(), "\n")
	size := 0
	for i, line := range lines {
		if size += len(line) + 1; i == mostLines || size > mostBytes {
			// A single line may be longer than everything that is shown.
			if i == 0 {
				return strings.ToValidUTF8(line[:mostBytes], ""), len(lines) - 1
			}
			return strings.Join(lines[:i], "\n"), len(lines) - i
		}
	}
	return b.String(), 0
}

// headline is the sentence over a result.
func headline(l *translations.Localizer, o providers.Outcome) string {
	switch {
	case o.Token != nil:
		return l.T("result.token", "Kind", o.Token.Kind)
	case len(o.Grants) > 0:
		return l.T("result.grants", "Count", len(o.Grants))
	default:
		return l.T("result.done")
	}
}

// lifetime says how long a token lives.
func lifetime(l *translations.Localizer, t providers.Token) string {
	if t.NeverExpires {
		return l.T("status.never")
	}
	return l.T("token.life", "Span", present.Span(l, t.ExpiresIn))
}

// exchange says how the call went: its status and how long it took.
func exchange(l *translations.Localizer, r broker.Result) string {
	if r.Response.Status == 0 {
		return ""
	}
	return l.T("result.exchange", "Status", r.Response.Status, "Milliseconds", r.Took.Milliseconds())
}

// kept says whether the result was stored.
func kept(l *translations.Localizer, stored bool) string {
	if stored {
		return l.T("result.kept")
	}
	return l.T("result.not_kept")
}
