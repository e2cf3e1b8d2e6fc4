package operation

import (
	"net/http"
	"strings"
	"time"

	"keycase/assets/translations"
	"keycase/providers"
	"keycase/providers/snippet"
	"keycase/ui/present"
	"keycase/ui/widgets"
)

// dots stand on screen where a secret was.
const dots = "••••••••"

// shownCode is the call for a target as the screen shows it: without secrets,
// and with the beginning and end of a signature that the trace shows in full.
func shownCode(target string, s providers.Signed) string {
	code, err := snippet.Render(target, s.Request.Masked())
	if err != nil {
		return "" // a target of our own list
	}
	code = strings.ReplaceAll(code, providers.Mask, dots)
	if len(s.Signature) > longSignature {
		code = strings.ReplaceAll(code, s.Signature, s.Signature[:signatureHead]+"…"+s.Signature[len(s.Signature)-signatureTail:])
	}
	return code
}

// What is shown of a signature that is longer than a line has room for, in bytes.
const (
	longSignature = 48
	signatureHead = 20
	signatureTail = 8
)

// toolName is what the copied text is called: curl, or the target's label.
func toolName(target snippet.Target) string {
	code, err := snippet.Render(target.ID, &providers.Request{Method: http.MethodGet, URL: "https://localhost"})
	if err == nil && strings.HasPrefix(code, "curl") {
		return "curl"
	}
	return target.Label
}

// unpublished is how long a call is taken to be valid where the platform says
// nothing: a copy after that gets a new time.
const unpublished = time.Minute

// validity is how long a signed call can still be sent.
type validity struct {
	from, until time.Time // by the local clock; both zero where nothing expires
	published   bool      // the platform names the end, so it is counted down
}

// lasting is the validity of what never expires.
var lasting = validity{}

// validityOf reads it from a call that was signed at the local time signed. ahead
// is how far the platform's clock is ahead of it.
func validityOf(s providers.Signed, signed time.Time, ahead time.Duration, changes bool) validity {
	switch {
	case !s.ValidUntil.IsZero():
		return validity{signed, s.ValidUntil.Add(-ahead), true}
	case changes:
		return validity{signed, signed.Add(unpublished), false}
	default:
		return lasting
	}
}

func (v validity) over(now time.Time) bool { return !v.until.IsZero() && !now.Before(v.until) }

// copyButton is what the copy button says.
type copyButton struct {
	text, valid string
	status      widgets.Status
	fraction    float32
	seconds     bool
}

// warnBelow is from where on the ring warns.
const warnBelow = time.Minute

// button says what it copies, where there is room for the name of the tool.
func (v validity) button(l *translations.Localizer, tool string, now time.Time) copyButton {
	b := copyButton{text: l.T("snippet.copy", "Tool", tool), status: widgets.StatusAccent}
	if tool == "" {
		b.text = l.T("action.copy")
	}
	switch left := v.until.Sub(now); {
	case !v.published:
	case left <= 0:
		b.text = l.T("snippet.renew_copy")
	default:
		b.valid = l.T("snippet.valid", "Left", present.Left(l, left))
		b.fraction = float32(left.Seconds() / v.until.Sub(v.from).Seconds())
		b.seconds = true
		if left <= warnBelow {
			b.status = widgets.StatusExpiring
		}
	}
	return b
}
