package kis

import (
	"errors"
	"strings"

	"keycase/app"
	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/pages/parts"
	"keycase/ui/widgets"
	"keycase/ui/wizards/frame"
	"keycase/vault"
)

// said is a trouble in people's words: what happened, why, and what to do, in order.
type said struct {
	title, why string
	hints      []hint
	causes     []cause // for a 403; there are no hints then
	primary    offer
	other      offer // a link; may be none
	details    string

	about    string // the field that the panel shows where to find; "" for a sign
	icon     string // the sign
	reassure string // what is not in danger, below the sign
}

// hint is one thing to do.
type hint struct{ title, detail string }

// say explains what is in the way.
func (f *flow) say(l *translations.Localizer, platform *providers.Platform) said {
	e := app.Explain(f.fault.err, providers.Lang(l.Lang()))
	s := said{
		title: e.Title, why: frame.Ended(l, e.Why), details: detailsOf(l, f.fault.err, e),
		primary: offer{act: actRetry, label: l.T("action.retry")},
		icon:    "circle-alert", reassure: l.T("wizard.kis.kept"),
	}
	var failure *providers.Failure
	var offline *broker.NetworkError
	switch {
	case f.fault.storing:
		f.sayUnstored(l, e, &s)
	case errors.As(f.fault.err, &failure):
		f.sayRefused(l, platform, failure, e, &s)
	case errors.As(f.fault.err, &offline):
		s.icon, s.hints = "globe", hintsOf(e.Do)
		s.other = f.saveLater(l)
	default:
		s.hints = hintsOf(e.Do)
	}
	return s
}

// sayRefused explains the codes of the platform.
func (f *flow) sayRefused(l *translations.Localizer, platform *providers.Platform, failure *providers.Failure, e app.Explained, s *said) {
	switch failure.Code {
	case forbidden:
		s.title, s.why = l.T("wizard.kis.403.title"), l.T("wizard.kis.403.why")
		s.causes = f.causesOf(l, platform)
		s.primary, s.about = first(s.causes), tokenField
		if s.primary.act == actAccount {
			s.about = s.primary.field
		}
	case "201", "200":
		s.title = l.T("wizard.kis.201.title")
		s.why = frame.Ended(l, l.T("wizard.kis.201.said", "Words", reasonOf(failure.Message)))
		if failure.Code == "200" || failure.Message == "" {
			s.why = frame.Ended(l, e.Title)
		}
		s.hints = []hint{
			{l.T("wizard.kis.201.eid"), l.T("wizard.kis.201.eid_detail")},
			{l.T("wizard.kis.201.login"), l.T("wizard.kis.201.login_detail")},
		}
		s.primary, s.about = f.look(l, eidField), eidField
		if s.primary.act == actAccount {
			s.primary.label = l.T("wizard.kis.201.do")
		}
		s.other = offer{act: actRetry, label: l.T("wizard.kis.201.again")}
	case "300":
		s.title, s.why = l.T("wizard.kis.300.title"), l.T("wizard.kis.300.why")
		s.icon, s.hints = "timer", []hint{{title: l.T("wizard.kis.300.wait")}, {title: l.T("wizard.kis.300.again")}}
		s.other = f.saveLater(l)
	case "301":
		f.sayUsedUp(l, s)
	default:
		s.hints = hintsOf(e.Do)
	}
}

// sayUsedUp explains that there is no more check today. What an earlier one has found can be bound.
func (f *flow) sayUsedUp(l *translations.Localizer, s *said) {
	s.title, s.why, s.icon = l.T("wizard.kis.301.title"), l.T("wizard.kis.301.why"), "gauge"
	s.other = offer{act: actRetry, label: l.T("action.retry")}
	more := hint{l.T("wizard.kis.301.more"), l.T("wizard.kis.301.more_detail")}
	switch {
	case f.check != nil:
		s.hints = []hint{{l.T("wizard.kis.301.bind"), l.T("wizard.kis.301.bind_detail")}, more}
		s.primary = offer{act: actBind, label: f.bindLabel(l)}
	case f.stored == "":
		s.hints = []hint{{l.T("wizard.kis.301.wait"), l.T("wizard.kis.301.wait_detail")}, more}
		s.primary = offer{act: actSave, label: l.T("wizard.kis.save_now")}
	default:
		s.hints = []hint{{l.T("wizard.kis.301.wait"), l.T("wizard.kis.301.wait_stored")}, more}
		s.primary = offer{act: actLeave, label: l.T("wizard.kis.leave")}
	}
}

// bindLabel names the chosen product on the button that binds it.
func (f *flow) bindLabel(l *translations.Localizer) string {
	return tidy(l, "wizard.kis.product.bind", "Name", parts.Shorten(nameOf(f.check.chosen()), widgets.BodyMedium, widestName))
}

// sayUnstored explains that the platform said yes and the store did not.
func (f *flow) sayUnstored(l *translations.Localizer, e app.Explained, s *said) {
	if errors.Is(f.fault.err, vault.ErrNotFound) { // the credential was removed meanwhile
		s.hints, s.primary = hintsOf(e.Do), offer{act: actLeave, label: l.T("wizard.kis.leave")}
		return
	}
	s.title, s.why = l.T("wizard.kis.unstored.title"), frame.Ended(l, e.Title)
	s.icon, s.reassure = "lock", l.T("wizard.kis.unstored.kept")
	s.hints = hintsOf(e.Do)
	s.primary = offer{act: actRetry, label: l.T("unsaved.again")}
}

// saveLater keeps the account where it is not stored yet.
func (f *flow) saveLater(l *translations.Localizer) offer {
	if f.stored != "" {
		return offer{}
	}
	return offer{act: actSave, label: l.T("wizard.kis.save")}
}

func hintsOf(do string) []hint {
	if do == "" {
		return nil
	}
	return []hint{{title: do}}
}

// reasonOf is what the platform says behind the words that it begins every failure with.
func reasonOf(message string) string {
	if _, reason, ok := strings.Cut(message, ","); ok && reason != "" {
		return reason
	}
	return message
}

// detailsOf names the code of a refusal as such.
func detailsOf(l *translations.Localizer, err error, e app.Explained) string {
	var failure *providers.Failure
	if errors.As(err, &failure) && failure.Code != "" {
		return l.T("failure.code", "Code", failure.Code, "Words", failure.Message)
	}
	return e.Details
}
