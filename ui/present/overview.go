package present

import (
	"cmp"
	"slices"
	"time"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/vault"
)

// Row is a token at some moment.
type Row struct {
	Token
	State     broker.Health
	Left      float64 // share of its life that is left, 0 to 1
	Remaining string  // "46 分钟", "已过期 18 分钟", "不限时"
	Until     string  // "今天 15:12 到期", "不用刷新"
	CanCopy   bool
}

// At is the row of the token at now.
func (t Token) At(l *translations.Localizer, now time.Time) Row {
	r := Row{
		Token: t,
		State: t.Health(now),
		Left:  broker.Left(t.Value, now),
	}
	r.CanCopy = r.State != broker.Expired
	if r.State == broker.Never {
		r.Remaining, r.Until = l.T("time.never"), l.T("token.no_refresh")
		return r
	}
	r.Remaining = Left(l, t.Value.ExpiresAt.Sub(now))
	r.Until = Until(l, t.Value.ExpiresAt, now)
	return r
}

// Chip is the word for a state.
func Chip(l *translations.Localizer, state broker.Health) string {
	switch state {
	case broker.Expired:
		return l.T("status.expired")
	case broker.Soon:
		return l.T("status.expiring")
	case broker.Never:
		return l.T("status.never")
	default:
		return l.T("status.valid")
	}
}

// Overview is all tokens at some moment, in two groups, each by soonest expiry.
type Overview struct {
	Attention []Row // expired or soon to be
	Fine      []Row
	Due       []Token // what a refresh of everything takes along
	Seconds   bool    // a countdown shows seconds
}

// Arrange sorts tokens into the overview.
func Arrange(l *translations.Localizer, tokens []Token, now time.Time) Overview {
	var o Overview
	for _, t := range tokens {
		row := t.At(l, now)
		if row.State <= broker.Soon {
			o.Attention = append(o.Attention, row)
		} else {
			o.Fine = append(o.Fine, row)
		}
		if t.due(now) {
			o.Due = append(o.Due, t)
		}
		o.Seconds = o.Seconds || WantsSeconds(t.Value.ExpiresAt.Sub(now)) && !t.Value.Never
	}
	slices.SortStableFunc(o.Attention, bySoonest)
	slices.SortStableFunc(o.Fine, bySoonest)
	return o
}

func bySoonest(a, b Row) int {
	never := func(r Row) int {
		if r.Value.Never {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(never(a), never(b)), a.Value.ExpiresAt.Compare(b.Value.ExpiresAt), cmp.Compare(a.Title, b.Title))
}

// Summary is the sentence below the heading: "8 个令牌，3 个需要处理".
func (o Overview) Summary(l *translations.Localizer) string {
	all := l.T("overview.tokens", "Count", len(o.Attention)+len(o.Fine))
	if len(o.Attention) == 0 {
		return l.T("overview.summary_fine", "Tokens", all)
	}
	return l.T("overview.summary", "Tokens", all, "Count", len(o.Attention))
}

// Counts is how many credentials each platform has, by its ID.
func Counts(credentials []vault.Credential) map[string]int {
	counts := map[string]int{}
	for _, c := range credentials {
		counts[c.Platform]++
	}
	return counts
}

// Attention is how many tokens of the credentials are expired or soon to be, at
// now. Unlike Arrange it asks no quota.
func Attention(b Broker, credentials []vault.Credential, now time.Time) int {
	count := 0
	for _, c := range credentials {
		platform, err := b.Registry().Platform(c.Platform)
		if err != nil {
			continue
		}
		for _, t := range c.Tokens {
			if kind, _ := platform.TokenKind(t.Kind); broker.HealthOf(kind, t, now) <= broker.Soon {
				count++
			}
		}
	}
	return count
}
