package present

import (
	"cmp"
	"slices"
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
	AutoRenews(vault.Credential, vault.Token) bool
}

// Token is an issued token and whose it is, or a binding that does without one of
// its own. It costs little to make: what a row says about it is found out by
// [Token.Facts] and [Token.At] when it is shown.
type Token struct {
	CredentialID, TokenID string // for a binding, TokenID is the ID of its grant
	Platform              string // ID of the platform
	Title                 string // the credential's name, and that of the printer it is for
	Value                 vault.Token

	bond     *bond // nil for a token
	entry    Entry
	platform *providers.Platform
	kind     *providers.TokenKind
	broker   Broker
}

// Tokens lists all tokens of the credentials by soonest expiry; those that never
// expire come last. A token of a platform that this program does not know is
// listed, too.
func Tokens(b Broker, credentials ...vault.Credential) []*Token {
	all := tokens(b, held(credentials))
	slices.SortStableFunc(all, bySoonest)
	return all
}

func tokens[E Entry](b Broker, entries []E) []*Token {
	all := make([]*Token, 0, len(entries))
	for _, e := range entries {
		if e.NumTokens() == 0 {
			continue
		}
		platform, err := b.Registry().Platform(e.Platform())
		if err != nil {
			platform = &providers.Platform{ID: e.Platform(), ShortName: providers.Same(e.Platform())}
		}
		for i := range e.NumTokens() {
			all = append(all, token(b, platform, e, e.Token(i)))
		}
	}
	return all
}

func token(b Broker, platform *providers.Platform, e Entry, t vault.Token) *Token {
	p := &Token{
		CredentialID: e.ID(), TokenID: t.ID, Platform: platform.ID, Title: e.Name(), Value: t,
		entry: e, platform: platform, kind: &providers.TokenKind{}, broker: b,
	}
	if i := slices.IndexFunc(platform.Tokens, func(k providers.TokenKind) bool { return k.Kind == t.Kind }); i >= 0 {
		p.kind = &platform.Tokens[i]
	}
	if t.Subject != "" {
		p.Title += separator + subjectName(e, t.Subject)
	}
	return p
}

func bySoonest(a, b *Token) int {
	last := func(t *Token) int {
		if t.Value.Never {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(last(a), last(b)), a.Value.ExpiresAt.Compare(b.Value.ExpiresAt), cmp.Compare(a.Title, b.Title))
}

// separator stands between the parts of a second line.
const separator = " · "

// subjectName is what people call the thing that a token is for.
func subjectName(e Entry, subject string) string {
	for i := range e.NumGrants() {
		if g := e.Grant(i); g.Subject == subject && g.Name != "" {
			return g.Name
		}
	}
	return subject
}

// Words are what names the token: its title, its kind and its platform.
func (t *Token) Words(l *translations.Localizer) []string {
	if t.Binding() {
		return []string{t.Title, t.Value.Subject, t.kindName(l), t.platform.ShortName.In(providers.Lang(l.Lang()))}
	}
	return []string{t.Title, t.Value.Kind, t.platform.ShortName.In(providers.Lang(l.Lang()))}
}

// Facts are what a row says about a token besides its countdown. They change with
// the stored data and not as time passes.
type Facts struct {
	Platform  string // its short name
	Detail    string // 令牌 · 有效期 · 自动刷新
	Renewable bool   // a person can be offered to refresh it
	// Daily is set where the platform counts its renewals by the day: each of them
	// is worth a question. Quota is how many of them are used.
	Daily bool
	Quota broker.Usage
}

// Line is all of it in a line: "平台 · 令牌 · 有效期".
func (f Facts) Line() string { return f.Platform + separator + f.Detail }

// Facts finds out what there is to say about the token.
func (t *Token) Facts(l *translations.Localizer) Facts {
	if t.Binding() {
		return Facts{Platform: t.platform.ShortName.In(providers.Lang(l.Lang())), Detail: t.kindName(l)}
	}
	whose := t.entry.Credential()
	renewal := t.broker.RenewalOf(whose, t.Value)
	f := Facts{
		Platform:  t.platform.ShortName.In(providers.Lang(l.Lang())),
		Detail:    t.Value.Kind,
		Renewable: renewal.Operation != "" && !t.Value.Never,
		Daily:     t.daily(renewal),
		Quota:     renewal.Quota,
	}
	if last := t.lifetime(l, f); last != "" {
		f.Detail += separator + last
	}
	if t.broker.AutoRenews(whose, t.Value) {
		f.Detail += separator + l.T("token.auto")
	}
	return f
}

// daily tells whether a renewal counts against a limit by the day.
func (t *Token) daily(renewal broker.Renewal) bool {
	_, op, err := t.broker.Registry().Operation(renewal.Operation)
	return err == nil && op.Quota != nil && op.Quota.Window >= day
}

// lifetime is the last part of the second line: how often it may still be
// fetched today where that is limited, else how long one lives.
func (t *Token) lifetime(l *translations.Localizer, f Facts) string {
	switch {
	case t.Value.Never:
		return ""
	case f.Daily:
		return l.T("token.used_today", "Used", f.Quota.Used, "Limit", f.Quota.Limit)
	}
	life := t.Value.ExpiresAt.Sub(t.Value.IssuedAt).Round(time.Second)
	switch {
	case life <= 0:
		return ""
	case life > time.Hour && life%time.Minute != 0:
		return l.T("token.life", "Span", Left(l, life)) // "1 小时 59 分" rather than "7199 秒"
	}
	return l.T("token.life", "Span", Span(l, life))
}

// Health is its state at now. A binding whose tokens are made anew for each call is
// fresh without an end.
func (t *Token) Health(now time.Time) broker.Health {
	if t.Binding() && !t.bond.lasting {
		return broker.Fresh
	}
	return broker.HealthOf(*t.kind, t.Value, now)
}

// changes is when its state, or whether it is due, changes next after now; zero
// for never.
func (t *Token) changes(now time.Time) (next time.Time) {
	if t.Value.Never {
		return next
	}
	ends := t.Value.ExpiresAt
	for _, at := range []time.Time{ends.Add(-t.kind.Soon), ends.Add(-day), ends, t.Value.RefreshExpiresAt} {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// due tells whether a refresh of everything should take it along. A token that
// is counted by the day waits for its last day, because each refresh also ends
// the life of the one in use.
func (t *Token) due(now time.Time) bool {
	if t.Value.Never || t.Health(now) > broker.Soon {
		return false
	}
	renewal := t.broker.RenewalOf(t.entry.Credential(), t.Value)
	if renewal.Operation == "" {
		return false
	}
	return t.Value.ExpiresAt.Sub(now) <= day || !t.daily(renewal)
}
