package credentials

import (
	"slices"
	"strings"
	"time"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/find"
	"keycase/ui/pages/parts"
	"keycase/ui/present"
	"keycase/vault"
)

// ofPlatform lists the credentials of a platform.
func ofPlatform(all []vault.Credential, platform string) []vault.Credential {
	return slices.DeleteFunc(slices.Clone(all), func(c vault.Credential) bool { return c.Platform != platform })
}

// noMatch is the sentence where no credential of the platform holds the text. It
// tells apart what Enter in the search box still opens: that goes by the name, on
// any platform.
func noMatch(all []vault.Credential, text string) string {
	text = strings.ToLower(text)
	if text != "" && slices.ContainsFunc(all, func(c vault.Credential) bool { return strings.Contains(strings.ToLower(c.Name), text) }) {
		return "credential.match_elsewhere"
	}
	return "credential.no_match"
}

// entries are what credentials are found by: their name, public values, and the names
// of what they are bound to.
func entries(all []vault.Credential) []find.Entry {
	entries := make([]find.Entry, len(all))
	for i, c := range all {
		words := []string{c.Name}
		for _, v := range c.Public {
			words = append(words, v)
		}
		for _, g := range c.Grants {
			words = append(words, g.Name, g.Subject)
		}
		entries[i] = find.Entry{ID: c.ID, Keywords: words}
	}
	return entries
}

// summary is what the list says about a credential at some moment.
type summary struct {
	text    string
	state   broker.Health
	issued  bool // there is a token, so that state means something
	left    float64
	seconds bool // the text shows seconds
}

// summarize speaks of the token that ends first, or of what comes before that: secrets
// that are lost. place is where calls go; "" for where they usually do.
func summarize(l *translations.Localizer, b present.Broker, c vault.Credential, place string, now time.Time) summary {
	if word := lost(l, c); word != "" {
		return summary{text: joined(word, place), state: broker.Expired, issued: true}
	}
	tokens := present.Tokens(b, c)
	if len(tokens) == 0 {
		return tokenless(l, b, c, place)
	}
	first, left := tokens[0].At(l, now), tokens[0].Value.ExpiresAt.Sub(now)
	if first.State == broker.Never {
		return summary{text: joined(l.T("status.never"), place), state: first.State, issued: true, left: 1}
	}
	return summary{
		text: joined(present.LeftIn(l, left), place), state: first.State, issued: true,
		left: first.Left, seconds: first.Seconds,
	}
}

// lost says which secrets a repair found gone; "" where all are there.
func lost(l *translations.Localizer, c vault.Credential) string {
	switch {
	case c.Lost:
		return l.T("credential.lost")
	case slices.ContainsFunc(c.Grants, func(g vault.Grant) bool { return g.Lost }):
		return l.T("grant.lost")
	}
	return ""
}

// tokenless speaks of what the credential is bound to, for a binding may do without a token.
func tokenless(l *translations.Localizer, b present.Broker, c vault.Credential, place string) summary {
	bound := present.Bindings(b, c)
	if len(bound) == 0 {
		return summary{text: joined(l.T("credential.no_token"), place)}
	}
	name := bound[0].Name()
	if i := slices.IndexFunc(c.Grants, func(g vault.Grant) bool { return g.Selected && g.Name != "" }); i >= 0 {
		name = c.Grants[i].Name
	}
	text := l.T("credential.bound", "Name", name)
	if len(bound) > 1 {
		text = l.T("credential.bound_several", "Name", name, "Count", len(bound))
	}
	return summary{text: joined(text, place), state: broker.Fresh, issued: true, left: 1}
}

// joined puts what there is to say into one line.
func joined(said ...string) string {
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
}

// about is the line below the name: what it is bound to, where its calls go, when
// it was used.
func about(l *translations.Localizer, c vault.Credential, place string, now time.Time) string {
	bound := ""
	if i := slices.IndexFunc(c.Grants, func(g vault.Grant) bool { return g.Selected && g.Name != "" }); i >= 0 {
		bound = c.Grants[i].Name
	}
	used := l.T("credential.unused")
	if !c.UsedAt.IsZero() {
		used = parts.Tidy(l.T("credential.used", "When", parts.Spaced(present.Day(l, c.UsedAt, now))))
	}
	return joined(bound, place, used)
}

// age says when a secret was last changed; "" where that is not known.
func age(l *translations.Localizer, c vault.Credential, field string, now time.Time) string {
	at, ok := c.SecretsAt[field]
	if !ok || at.IsZero() {
		return ""
	}
	return parts.Tidy(l.T("credential.secret_age", "When", parts.Spaced(present.Day(l, at, now))))
}

// shownValue is a public value as a person reads it: a choice by its label.
func shownValue(f providers.Field, value string, lang providers.Lang) string {
	for _, choice := range f.Choices {
		if choice.Value == value {
			return choice.Label.In(lang)
		}
	}
	return value
}

// missing is the sentence in place of a value that is not there.
func missing(l *translations.Localizer, f providers.Field) string {
	lang := providers.Lang(l.Lang())
	if f.Default != "" {
		return l.T("credential.defaulted", "Value", shownValue(f, f.Default, lang))
	}
	return l.T("credential.empty", "Help", f.Help.In(lang))
}

// tokenLine is the second line of a token: how long it lives, and how long it can be
// renewed.
func tokenLine(l *translations.Localizer, t vault.Token, renewal broker.Renewal, now time.Time) (text string, seconds bool) {
	if t.Never {
		return joined(l.T("time.never"), l.T("token.no_refresh")), false
	}
	left := t.ExpiresAt.Sub(now)
	line := joined(present.LeftIn(l, left), present.Day(l, t.ExpiresAt, now))
	switch {
	case renewal.Operation == "":
		line = joined(line, l.T("token.bind_again"))
	case !renewal.Until.IsZero():
		line = joined(line, parts.Tidy(l.T("token.bind_again_after", "When", parts.Spaced(present.Day(l, renewal.Until, now)))))
	}
	return line, present.WantsSeconds(left)
}

// tokenName is the name of what the token is for, and its kind.
func tokenName(c vault.Credential, t vault.Token) string {
	if t.Subject == "" {
		return t.Kind
	}
	for _, g := range c.Grants {
		if g.Subject == t.Subject && g.Name != "" {
			return joined(g.Name, t.Kind)
		}
	}
	return joined(t.Subject, t.Kind)
}

// issuer is the operation that gives the credential's first token; false where
// the platform has none.
func issuer(p *providers.Platform, c vault.Credential) (*providers.Operation, bool) {
	for _, kind := range p.Tokens {
		if kind.IssueBy != nil {
			if op, ok := p.Operation(kind.IssueBy(c.Public)); ok {
				return op, true
			}
		}
		for i := range p.Operations {
			if p.Operations[i].Yields == kind.Kind {
				return &p.Operations[i], true
			}
		}
	}
	return nil, false
}
