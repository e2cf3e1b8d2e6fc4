package operation

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
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
	mostLine  = 1 << 10 // bytes
	// mostDepth is from where on nesting is not indented: each level makes all
	// lines inside it longer.
	mostDepth = 50
)

// pretty indents JSON for the screen. whole is false where something is left out.
func pretty(data json.RawMessage) (text string, whole bool) {
	text = string(data)
	cut := false
	var b bytes.Buffer
	if depth(data) <= mostDepth && json.Indent(&b, data, "", "  ") == nil {
		text = b.String()
	}
	var shown strings.Builder
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		if lines == mostLines || shown.Len()+min(len(line), mostLine) >= mostBytes {
			return shown.String(), false
		}
		if lines > 0 {
			shown.WriteByte('\n')
		}
		lines++
		if len(line) > mostLine {
			line, cut = strings.ToValidUTF8(line[:mostLine], "")+"…", true
		}
		shown.WriteString(strings.ToValidUTF8(line, ""))
	}
	return shown.String(), !cut
}

// depth is an upper bound of how deep JSON is nested. Brackets inside texts count
// too; more than is shown is not worth a closer look.
func depth(data []byte) (deepest int) {
	level := 0
	for _, c := range data {
		switch c {
		case '{', '[':
			level++
			deepest = max(deepest, level)
		case '}', ']':
			level--
		}
	}
	return deepest
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

// blamesKeys tells whether a refusal is about the keys of the credential: by the
// status of the answer, or because its explanation names one of them.
func blamesKeys(p *providers.Platform, r broker.Result, err error) bool {
	if r.Response.Status == http.StatusUnauthorized || r.Response.Status == http.StatusForbidden {
		return true
	}
	var failure *providers.Failure
	if !errors.As(err, &failure) {
		return false
	}
	for _, lang := range []providers.Lang{providers.Chinese, providers.English} {
		told := failure.Meaning.In(lang) + "\n" + failure.Action.In(lang)
		for _, f := range p.Fields {
			label, _, _ := strings.Cut(f.Label.In(lang), " (")
			if strings.Contains(told, f.Name) || strings.Contains(told, label) {
				return true
			}
		}
	}
	return false
}
