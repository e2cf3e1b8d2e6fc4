package present

import (
	"slices"
	"time"

	"keycase/assets/translations"
	"keycase/broker"
)

// Moment is how a token stands at some moment.
type Moment struct {
	State     broker.Health
	Left      float64 // share of its life that is left, 0 to 1
	Remaining string  // "46 分钟", "已过期 18 分钟", "不限时"
	Until     string  // "今天 15:12 到期", "不用刷新"
	CanCopy   bool
	Seconds   bool // Remaining shows seconds, or will before the minute is over
}

// At is how the token stands at now.
func (t *Token) At(l *translations.Localizer, now time.Time) Moment {
	m := Moment{State: t.Health(now), Left: broker.Left(t.Value, now)}
	m.CanCopy = m.State != broker.Expired && !t.Binding()
	if m.State == broker.Fresh && t.Binding() {
		m.Remaining, m.Until = l.T("time.never"), l.T("binding.per_call")
		return m
	}
	if m.State == broker.Never {
		m.Remaining, m.Until = l.T("time.never"), l.T("token.no_refresh")
		return m
	}
	left := t.Value.ExpiresAt.Sub(now)
	m.Remaining, m.Until, m.Seconds = Left(l, left), Until(l, t.Value.ExpiresAt, now), WantsSeconds(left)
	return m
}

// Chip is the word for how the token stands, or the binding.
func (t *Token) Chip(l *translations.Localizer, state broker.Health) string {
	if t.Binding() && state == broker.Fresh {
		return l.T("status.bound")
	}
	return Chip(l, state)
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

// Overview is all tokens and bindings at some moment, in two groups, each by soonest expiry.
type Overview struct {
	Attention []*Token // expired or soon to be
	Fine      []*Token
	Due       []*Token // what a refresh of everything takes along

	// From and Until are the span of time in which this arrangement holds; a zero
	// Until is without end.
	From, Until time.Time
}

// Arrange sorts tokens and bindings, which are in the order of [Rows], into the overview.
func Arrange(tokens []*Token, now time.Time) Overview {
	o := Overview{From: now, Fine: make([]*Token, 0, len(tokens))} // most of them
	for _, t := range tokens {
		if t.Health(now) <= broker.Soon {
			o.Attention = append(o.Attention, t)
		} else {
			o.Fine = append(o.Fine, t)
		}
		if t.due(now) {
			o.Due = append(o.Due, t)
		}
		if at := t.changes(now); !at.IsZero() && (o.Until.IsZero() || at.Before(o.Until)) {
			o.Until = at
		}
	}
	return o
}

// Holds tells whether the arrangement is still right at now. It is not once the
// next token changes its state, nor after the clock was set back.
func (o Overview) Holds(now time.Time) bool {
	return !now.Before(o.From) && (o.Until.IsZero() || now.Before(o.Until))
}

// Len is how many tokens and bindings there are.
func (o Overview) Len() int { return len(o.Attention) + len(o.Fine) }

// Only is the overview with those tokens that keep takes.
func (o Overview) Only(keep func(*Token) bool) Overview {
	drop := func(t *Token) bool { return !keep(t) }
	only := func(tokens []*Token) []*Token {
		if !slices.ContainsFunc(tokens, drop) {
			return tokens
		}
		return slices.DeleteFunc(slices.Clone(tokens), drop)
	}
	o.Attention, o.Fine, o.Due = only(o.Attention), only(o.Fine), only(o.Due)
	return o
}

// Summary is the sentence below the heading: "8 个令牌、2 个绑定，3 个需要处理"; empty
// where there are none.
func (o Overview) Summary(l *translations.Localizer) string {
	all := o.count(l)
	switch {
	case o.Len() == 0:
		return ""
	case len(o.Attention) == 0:
		return l.T("overview.summary_fine", "Tokens", all)
	default:
		return l.T("overview.summary", "Tokens", all, "Count", len(o.Attention))
	}
}

// count says how many tokens and bindings there are, and nothing of what there is none of.
func (o Overview) count(l *translations.Localizer) string {
	bound := 0
	for _, t := range o.Fine { // no binding needs attention
		if t.Binding() {
			bound++
		}
	}
	tokens, bindings := l.T("overview.tokens", "Count", o.Len()-bound), l.T("overview.bindings", "Count", bound)
	switch {
	case bound == 0:
		return tokens
	case bound == o.Len():
		return bindings
	default:
		return l.T("overview.both", "Tokens", tokens, "Bindings", bindings)
	}
}

// Counts is how many credentials each platform has, by its ID.
func Counts[E Entry](entries []E) map[string]int {
	counts := map[string]int{}
	for _, e := range entries {
		counts[e.Platform()]++
	}
	return counts
}

// Attention is how many tokens of the credentials are expired or soon to be, at
// now. Unlike Arrange it asks no quota.
func Attention[E Entry](b Broker, entries []E, now time.Time) int {
	count := 0
	for _, e := range entries {
		platform, err := b.Registry().Platform(e.Platform())
		if err != nil {
			continue
		}
		for i := range e.NumTokens() {
			t := e.Token(i)
			if kind, _ := platform.TokenKind(t.Kind); broker.HealthOf(kind, t, now) <= broker.Soon {
				count++
			}
		}
	}
	return count
}
