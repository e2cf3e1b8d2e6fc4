package printer

import (
	"errors"
	"time"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/pairing"
	"keycase/providers"
	"keycase/ui/present"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
)

// Codes that say something about an app or its printers.
const (
	codeBadToken   = "14"
	codeTaken      = "17"
	codeStaleToken = "18"
	codeSpent      = "41"
)

// remedy is what a person can do about a trouble by one press.
type remedy int

const (
	remedyNone     remedy = iota
	remedyAgain           // pair once more, as it was
	remedyCheck           // look at what was typed
	remedyNewSlip         // read a new slip
	remedyQRKey           // take the temporary key instead
	remedyMSign           // take the permanent key instead
	remedyType            // the app is of the other type
	remedyApp             // change the app's keys
	remedyOther           // pair another printer
	remedyOverview        // leave
)

// trouble is why a pairing did not work, in people's words: what happened, why, what
// to do, and another way.
type trouble struct {
	headline, why string
	hints         []widgets.Hint
	first, other  remedy
	question      string // before the other way; may be empty
	details       string // the platform's own words
}

// situation is what the words about a failure depend on besides the failure.
type situation struct {
	l    *translations.Localizer
	slip slip
	self bool // the app is self-owned, as far as is known
	now  time.Time
}

// explain finds the words for a failure.
func (s situation) explain(err error) trouble {
	e := app.Explain(err, providers.Lang(s.l.Lang()))
	t := trouble{headline: e.Title, why: frame.Ended(s.l, e.Why), first: remedyAgain, details: e.Details}
	if e.Do != "" {
		t.hints = []widgets.Hint{{Title: e.Do}}
	}
	var quota *broker.QuotaError
	var failure *providers.Failure
	var network *broker.NetworkError
	var invalid *providers.InvalidError
	switch {
	case errors.As(err, &invalid):
		t.first = remedyCheck
	case errors.As(err, &quota):
		s.quota(&t)
		t.details = "" // nothing was sent, so the platform said nothing
	case errors.As(err, &network):
		t.hints = append(t.hints, widgets.Hint{Title: s.l.T("printer.kept_title"), Detail: s.l.T("printer.kept_detail")})
	case errors.As(err, &failure):
		t.details = s.l.T("failure.code", "Code", failure.Code, "Words", failure.Message)
		s.refused(&t, failure.Code)
	}
	if t.first == remedyAgain && s.slip.expired(s.now) {
		t.first = remedyNewSlip // the same key could only fail
	}
	return t
}

// refused knows the codes that people meet while they pair a printer; of any other
// the platform's table has meaning and action.
func (s situation) refused(t *trouble, code string) {
	switch code {
	case "30":
		s.badQRKey(t)
	case "35":
		s.say(t, "bad_msign", remedyCheck)
		t.other, t.question = remedyQRKey, s.l.T("printer.to_qr_key")
	case "31":
		s.say(t, "self_owned", remedyType)
	case "10", "34":
		t.other = remedyApp
		if s.self {
			s.say(t, "not_self_owned", remedyType)
			t.other = remedyAgain
		}
	case codeTaken:
		s.say(t, "taken", remedyAgain)
	case "9":
		s.say(t, "offline", remedyAgain)
	case "2", "5":
		s.say(t, "bad_app", remedyApp)
	case "11":
		s.say(t, "bad_sign", remedyAgain)
		t.other = remedyApp
	case "33":
		s.say(t, "our_fault", remedyAgain)
	case "8", "12", "29", "47":
		t.first = remedyCheck
	case "16", "48":
		t.first, t.other = remedyOther, remedyOverview // this printer will never do
	case "19":
		t.other = remedyApp
	case codeSpent:
		s.quota(t)
	}
}

// say takes the words of a trouble by its name.
func (s situation) say(t *trouble, name string, first remedy) {
	key := "printer.trouble." + name
	t.headline, t.why, t.first = s.l.T(key+".title"), s.l.T(key+".why"), first
	t.hints = []widgets.Hint{
		{Title: s.l.T(key + ".hint1"), Detail: s.l.T(key + ".hint1_detail")},
		{Title: s.l.T(key + ".hint2"), Detail: s.l.T(key + ".hint2_detail")},
	}
}

// badQRKey is one code for two cases: the key's time was over, or something was
// misread. What the countdown says decides which one people are told.
func (s situation) badQRKey(t *trouble) {
	if s.slip.kind != pairing.KindQRKey {
		return
	}
	if s.slip.expired(s.now) {
		s.say(t, "expired", remedyNewSlip)
		t.why = s.l.T("printer.trouble.expired.why", "Age", spell(s.l, s.slip.age(s.now)))
	} else {
		s.say(t, "bad_qr_key", remedyCheck)
		t.why = s.l.T("printer.trouble.bad_qr_key.why", "Left", spell(s.l, s.slip.left(s.now)))
	}
	t.other, t.question = remedyMSign, s.l.T("printer.to_msign")
}

func (s situation) quota(t *trouble) {
	if s.self {
		s.say(t, "quota_app", remedyOverview)
		return
	}
	s.say(t, "quota_printer", remedyOther)
	t.other = remedyOverview
}

// spell says how long a short time is, to the second: "6 分 20 秒", "5 分钟", "40 秒".
func spell(l *translations.Localizer, d time.Duration) string {
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	switch {
	case d >= time.Hour:
		return present.Left(l, d)
	case minutes == 0:
		return l.T("printer.seconds", "Seconds", seconds)
	case seconds == 0:
		return l.T("printer.minutes", "Minutes", minutes)
	default:
		return l.T("printer.minutes_seconds", "Minutes", minutes, "Seconds", seconds)
	}
}
