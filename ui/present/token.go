package present

import (
	"time"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

// Broker is what the presenters ask the broker.
type Broker interface {
	Registry() providers.Registry
	RenewalOf(vault.Credential, vault.Token) broker.Renewal
}

// Token is an issued token with everything about it that does not change while
// time passes.
type Token struct {
	CredentialID, TokenID string
	Platform              string // ID of the platform
	Title                 string // the credential's name, and that of the printer it is for
	Detail                string // 平台 · 令牌 · 有效期
	Value                 vault.Token

	kind    providers.TokenKind
	renewal broker.Renewal
	daily   bool // its renewal is counted by the day
}

// Tokens lists all tokens of the credentials, in the credentials' order. A token
// of a platform that this program does not know is listed without its details.
func Tokens(l *translations.Localizer, b Broker, credentials []vault.Credential) []Token {
	var all []Token
	for _, c := range credentials {
		platform, err := b.Registry().Platform(c.Platform)
		if err != nil {
			platform = &providers.Platform{ID: c.Platform, ShortName: providers.Same(c.Platform)}
		}
		for _, t := range c.Tokens {
			all = append(all, token(l, b, platform, c, t))
		}
	}
	return all
}

func token(l *translations.Localizer, b Broker, platform *providers.Platform, c vault.Credential, t vault.Token) Token {
	p := Token{
		CredentialID: c.ID, TokenID: t.ID, Platform: platform.ID,
		Title: c.Name, Value: t, renewal: b.RenewalOf(c, t),
	}
	p.kind, _ = platform.TokenKind(t.Kind)
	if t.Subject != "" {
		p.Title += separator + subjectName(c, t.Subject)
	}
	if _, op, err := b.Registry().Operation(p.renewal.Operation); err == nil {
		p.daily = op.Quota != nil && op.Quota.Window >= day
	}
	p.Detail = platform.ShortName.In(providers.Lang(l.Lang())) + separator + t.Kind
	if last := p.lifetime(l); last != "" {
		p.Detail += separator + last
	}
	return p
}

// separator stands between the parts of a second line.
const separator = " · "

// subjectName is what people call the thing that a token is for.
func subjectName(c vault.Credential, subject string) string {
	for _, g := range c.Grants {
		if g.Subject == subject && g.Name != "" {
			return g.Name
		}
	}
	return subject
}

// lifetime is the last part of the second line: how often it may still be
// fetched today where that is limited, else how long one lives.
func (t Token) lifetime(l *translations.Localizer) string {
	switch {
	case t.Value.Never:
		return ""
	case t.daily:
		return l.T("token.used_today", "Used", t.renewal.Quota.Used, "Limit", t.renewal.Quota.Limit)
	}
	life := t.Value.ExpiresAt.Sub(t.Value.IssuedAt).Round(time.Second)
	if life <= 0 {
		return ""
	}
	return l.T("token.life", "Span", Span(l, life))
}

// Renewable tells whether a person can be offered to refresh it.
func (t Token) Renewable() bool { return t.renewal.Operation != "" && !t.Value.Never }

// Health is its state at now.
func (t Token) Health(now time.Time) broker.Health { return broker.HealthOf(t.kind, t.Value, now) }

// due tells whether a refresh of everything should take it along. A token that
// is counted by the day waits for its last day, because each refresh also ends
// the life of the one in use.
func (t Token) due(now time.Time) bool {
	if !t.Renewable() || t.Health(now) > broker.Soon {
		return false
	}
	return !t.daily || t.Value.ExpiresAt.Sub(now) < day
}
