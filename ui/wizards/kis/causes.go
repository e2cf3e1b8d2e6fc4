package kis

import (
	"time"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/present"
)

// verdict is what is known of a possible cause.
type verdict int

const (
	verdictFine   verdict = iota // it is not the cause
	verdictOpen                  // it may be
	verdictGuilty                // it is to be put right first
)

// act is something that a person can do about a trouble.
type act int

const (
	actNone    act = iota
	actRetry       // the same once more
	actCase        // once more, in the other letter case
	actAccount     // look at a field of the account again
	actEdit        // change the stored credential
	actSave        // store the account and choose the product another day
	actBind        // bind what an earlier check has found
	actLeave       // go, and come back later
)

// offer is an act with the label of its button and, for actAccount, the field that it leads to.
type offer struct {
	act   act
	label string
	field string
}

// cause is one of the four reasons for a 403, with what was found about it.
type cause struct {
	title, found string
	verdict      verdict
	offer        offer
}

// causesOf checks the four causes in the order in which they are likely and cheap to look at.
func (f *flow) causesOf(l *translations.Localizer, platform *providers.Platform) []cause {
	return []cause{f.clockCause(l), f.caseCause(l), f.strayCause(l, platform), f.secretCause(l, platform)}
}

func (f *flow) clockCause(l *translations.Localizer) cause {
	found := f.fault.facts.clock
	c := cause{title: l.T("wizard.kis.cause.clock"), offer: offer{act: actRetry, label: l.T("wizard.kis.cause.clock_do")}}
	by := present.Span(l, roughly(found.ahead.Abs()))
	switch {
	case !found.known:
		c.verdict, c.found = verdictOpen, l.T("wizard.kis.cause.clock_unknown")
	case !found.allowed:
		c.verdict, c.found = verdictGuilty, l.T(clockKey(found.ahead), "By", by)
	case found.ahead.Abs() >= broker.SkewTold:
		key := "wizard.kis.cause.clock_corrected"
		if zoned(found.ahead) {
			key = "wizard.kis.cause.zone_corrected"
		}
		c.found, c.offer = l.T(key, "By", by), offer{}
	default:
		c.found, c.offer = l.T("wizard.kis.cause.clock_fine"), offer{}
	}
	return c
}

// roughly leaves out what does not matter in so long a time.
func roughly(d time.Duration) time.Duration {
	const day = 24 * time.Hour
	switch {
	case d >= 2*day:
		return d.Round(day)
	case d >= day:
		return d.Round(time.Hour)
	default:
		return d.Round(time.Minute)
	}
}

// clockKey is how a clock is told that was not corrected.
func clockKey(ahead time.Duration) string {
	switch {
	case zoned(ahead):
		return "wizard.kis.cause.zone"
	case ahead > 0:
		return "wizard.kis.cause.clock_slow"
	default:
		return "wizard.kis.cause.clock_fast"
	}
}

// zoned tells a wrong time zone from a wrong clock: it is off by whole hours, and by less than a day.
func zoned(ahead time.Duration) bool {
	hours := ahead.Round(time.Hour)
	return hours != 0 && hours.Abs() <= 14*time.Hour && (ahead-hours).Abs() <= 2*time.Minute
}

func (f *flow) caseCause(l *translations.Localizer) cause {
	c := cause{title: l.T("wizard.kis.cause.case"), verdict: verdictFine}
	used := f.fault.signedWith
	if f.refused[opposite(used)] {
		c.found = l.T("wizard.kis.cause.case_both")
		return c
	}
	c.verdict = verdictOpen
	c.found = l.T("wizard.kis.cause.case_used", "Case", l.T("wizard.kis.case."+used))
	c.offer = offer{act: actCase, label: l.T("wizard.kis.cause.case_do", "Case", l.T("wizard.kis.case."+opposite(used)))}
	return c
}

func (f *flow) strayCause(l *translations.Localizer, platform *providers.Platform) cause {
	c := cause{title: l.T("wizard.kis.cause.stray"), found: l.T("wizard.kis.cause.stray_none")}
	for _, name := range order {
		if s, ok := f.fault.facts.stray[name]; ok {
			c.verdict = verdictGuilty
			c.found = tidy(l, "wizard.kis.cause.stray_found", "Field", labelOf(l, platform, name), "What", s.parts(l))
			c.offer = f.look(l, name)
			return c
		}
	}
	return c
}

func (f *flow) secretCause(l *translations.Localizer, platform *providers.Platform) cause {
	c := cause{
		title: l.T("wizard.kis.cause.secret"), found: l.T("wizard.kis.cause.secret_plain"),
		verdict: verdictOpen, offer: f.look(l, tokenField),
	}
	for _, name := range order {
		odd, ok := f.fault.facts.odd[name]
		if !ok {
			continue
		}
		label := labelOf(l, platform, name)
		if odd.length != odd.usual {
			c.found = tidy(l, "wizard.kis.cause.secret_length", "Field", label, "Usual", odd.usual, "Length", odd.length)
		} else {
			c.found = tidy(l, "wizard.kis.cause.secret_letters", "Field", label)
		}
		c.offer = f.look(l, name)
		return c
	}
	return c
}

// look leads to a field of the account, or where that is locked to the stored credential.
func (f *flow) look(l *translations.Localizer, name string) offer {
	if f.locked(name) {
		return offer{act: actEdit, label: l.T("wizard.kis.edit")}
	}
	return offer{act: actAccount, label: l.T("wizard.kis.cause.look"), field: name}
}

// locked tells whether a field shows what is stored and is not changed here: another enterprise or
// another app is another account.
func (f *flow) locked(name string) bool {
	return f.stored != "" && (name == eidField || name == idField)
}

// first is what to do about the likeliest cause: the first one that is found, else the first that can be
// tried out.
func first(causes []cause) offer {
	for _, wanted := range []verdict{verdictGuilty, verdictOpen} {
		for _, c := range causes {
			if c.verdict == wanted && c.offer.act != actNone && (wanted == verdictGuilty || c.offer.act != actRetry) {
				return c.offer
			}
		}
	}
	return offer{}
}

// labelOf is what a field is called on screen, without its wire name.
func labelOf(l *translations.Localizer, platform *providers.Platform, name string) string {
	field, _ := providers.FieldNamed(platform.Fields, name)
	return shortLabel(field, l)
}
