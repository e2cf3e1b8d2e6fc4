package present

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

var now = time.Date(2025, 11, 21, 14, 26, 0, 0, time.FixedZone("CST", 8*60*60))

// fake knows two platforms: one without limits, one that is counted by the day.
type fake struct{ used int }

func (fake) Registry() providers.Registry {
	return providers.Registry{
		{
			ID: "free", ShortName: providers.Text{ZH: "自由", EN: "Free"},
			Tokens:     []providers.TokenKind{{Kind: "token", Soon: time.Hour}},
			Operations: []providers.Operation{{ID: "get"}},
		},
		{
			ID: "counted", ShortName: providers.Same("计次"),
			Tokens:     []providers.TokenKind{{Kind: "access_token", Soon: 3 * day}},
			Operations: []providers.Operation{{ID: "get", Quota: &providers.Quota{Limit: 20, Window: day}}},
		},
	}
}

func (f fake) RenewalOf(c vault.Credential, _ vault.Token) broker.Renewal {
	switch c.Platform {
	case "free":
		return broker.Renewal{Operation: "free.get"}
	case "counted":
		return broker.Renewal{Operation: "counted.get", Quota: broker.Usage{Used: f.used, Limit: 20}}
	default:
		return broker.Renewal{}
	}
}

// AutoRenews is true for the credential with that name.
func (fake) AutoRenews(c vault.Credential, _ vault.Token) bool { return c.Name == "自动" }

func credential(platform, name string, tokens ...vault.Token) vault.Credential {
	for i := range tokens {
		tokens[i].ID = name + itoa(i)
		if tokens[i].Kind == "" {
			tokens[i].Kind = map[string]string{"free": "token", "counted": "access_token"}[platform]
		}
	}
	return vault.Credential{ID: "id-" + name, Platform: platform, Name: name, Tokens: tokens}
}

// living is a token of that life with left to go.
func living(life, left time.Duration) vault.Token {
	return vault.Token{IssuedAt: now.Add(left - life), ExpiresAt: now.Add(left)}
}

func titles(rows []*Token) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Title)
	}
	return all
}

func TestArrange(t *testing.T) {
	credentials := []vault.Credential{
		credential("free", "轻松", living(24*time.Hour, 17*time.Hour)),
		credential("free", "快了", living(24*time.Hour, 46*time.Minute)),
		credential("free", "不限", vault.Token{Never: true}),
		credential("free", "过了", living(2*time.Hour, -18*time.Minute)),
		credential("counted", "远", living(30*day, 23*day)),
		credential("counted", "近", living(30*day, 2*day)),
		credential("free", "空"),
	}
	o := Arrange(Tokens(fake{used: 3}, credentials...), now)

	assert.Equal(t, []string{"过了", "快了", "近"}, titles(o.Attention))
	assert.Equal(t, []string{"轻松", "远", "不限"}, titles(o.Fine))
	assert.Equal(t, "6 个令牌，3 个需要处理", o.Summary(zh))
	assert.Equal(t, "6 tokens, 3 need attention", o.Summary(en))
	assert.Equal(t, []string{"过了", "快了"}, titles(o.Due), "counted by the day, and two days to go: it can wait")

	first := o.Attention[0].At(zh, now)
	facts := o.Attention[0].Facts(zh)
	assert.Equal(t, "自由 · token · 2 小时有效", facts.Line())
	assert.Equal(t, "已过期 18 分钟", first.Remaining)
	assert.Equal(t, "今天 14:08 到期", first.Until)
	assert.Equal(t, broker.Expired, first.State)
	assert.False(t, first.CanCopy)
	assert.False(t, first.Seconds)
	assert.Equal(t, "token · 2 小时有效", facts.Detail, "where the platform has no room")
	assert.True(t, facts.Renewable)
	assert.False(t, facts.Daily)

	counted := o.Attention[2].Facts(zh)
	assert.Equal(t, "计次 · access_token · 今日已取 3/20 次", counted.Line())
	assert.True(t, counted.Daily)
	assert.Equal(t, broker.Usage{Used: 3, Limit: 20}, counted.Quota)
	assert.InDelta(t, 23.0/30, o.Fine[1].At(zh, now).Left, 1e-9)

	never := o.Fine[2].At(zh, now)
	assert.Equal(t, "自由 · token", o.Fine[2].Facts(zh).Line())
	assert.Equal(t, "不限时", never.Remaining)
	assert.Equal(t, "无需刷新", never.Until)
	assert.True(t, never.CanCopy)
	assert.False(t, o.Fine[2].Facts(zh).Renewable)
}

func TestCountedTokenIsDueOnItsLastDay(t *testing.T) {
	for _, c := range []struct {
		left time.Duration
		due  bool
	}{{2 * day, false}, {day + time.Second, false}, {day, true}, {-time.Minute, true}} {
		tokens := Tokens(fake{}, credential("counted", "店", living(30*day, c.left)))
		assert.Equal(t, c.due, len(Arrange(tokens, now).Due) == 1, c.left)
	}
}

func TestSecondsWhileItIsShort(t *testing.T) {
	tokens := Tokens(fake{},
		credential("free", "长", living(time.Hour, 50*time.Minute)),
		credential("free", "短", living(time.Hour, 2*time.Minute+41*time.Second)),
	)
	short := tokens[0].At(zh, now)
	assert.Equal(t, "2:41", short.Remaining)
	assert.True(t, short.Seconds)
	assert.False(t, tokens[1].At(zh, now).Seconds)
	assert.False(t, tokens[0].At(zh, now.Add(3*time.Minute)).Seconds, "it is over by then")
}

// TestArrangementHoldsUntilSomethingChanges compares the arrangement that was kept
// with one made anew, at any moment and whatever the tokens.
func TestArrangementHoldsUntilSomethingChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var credentials []vault.Credential
		for i := range rapid.IntRange(0, 6).Draw(t, "tokens") {
			platform := rapid.SampledFrom([]string{"free", "counted"}).Draw(t, "platform")
			left := time.Duration(rapid.IntRange(-100, 400).Draw(t, "hours")) * time.Hour
			token := living(30*day, left)
			token.Never = rapid.IntRange(0, 9).Draw(t, "never") == 0
			credentials = append(credentials, credential(platform, itoa(i), token))
		}
		tokens := Tokens(fake{}, credentials...)
		kept := Arrange(tokens, now)
		at := now.Add(time.Duration(rapid.Int64Range(int64(-50*time.Hour), int64(500*time.Hour)).Draw(t, "later")))
		if !kept.Holds(at) {
			return
		}
		anew := Arrange(tokens, at)
		assert.Equal(t, titles(anew.Attention), titles(kept.Attention))
		assert.Equal(t, titles(anew.Fine), titles(kept.Fine))
		assert.Equal(t, titles(anew.Due), titles(kept.Due))
	})
}

func TestArrangementEnds(t *testing.T) {
	o := Arrange(Tokens(fake{}, credential("free", "快了", living(24*time.Hour, 90*time.Minute))), now)
	assert.True(t, o.Holds(now))
	assert.True(t, o.Holds(now.Add(30*time.Minute-1)))
	assert.False(t, o.Holds(now.Add(30*time.Minute)), "it ends soon from then on")
	assert.False(t, o.Holds(now.Add(-time.Second)), "the clock was set back")
	assert.True(t, Arrange(nil, now).Holds(now.AddDate(50, 0, 0)))
}

func TestWords(t *testing.T) {
	c := credential("counted", "解放路店", living(30*day, 6*day))
	c.Tokens[0].Subject = "4004683219"
	c.Grants = []vault.Grant{{Kind: "printer", Subject: "4004683219", Name: "Front Desk"}}
	assert.Equal(t, []string{"解放路店 · Front Desk", "access_token", "计次"}, Tokens(fake{}, c)[0].Words(zh))
}

func TestSummaryOfNothing(t *testing.T) {
	assert.Empty(t, Arrange(nil, now).Summary(zh), "nothing is fine where there is nothing")
}

func TestOnly(t *testing.T) {
	all := Arrange(Tokens(fake{},
		credential("free", "甲", living(day, -time.Hour)), credential("free", "乙", living(day, time.Minute)), credential("free", "丙", living(day, 9*time.Hour)),
	), now)
	one := all.Only(func(t *Token) bool { return t.Title == "乙" })
	assert.Equal(t, []string{"乙"}, titles(one.Attention))
	assert.Empty(t, one.Fine)
	assert.Equal(t, []string{"乙"}, titles(one.Due))
	assert.Equal(t, 1, one.Len())
	assert.Equal(t, all.Until, one.Until)
	assert.Equal(t, []string{"甲", "乙"}, titles(all.Attention), "the whole stays as it was")
}

func TestTitleNamesThePrinter(t *testing.T) {
	c := credential("counted", "解放路店", living(30*day, 6*day+4*time.Hour), living(30*day, 9*day))
	c.Tokens[0].Subject, c.Tokens[1].Subject = "4004683219", "4004683218"
	c.Grants = []vault.Grant{{Kind: "printer", Subject: "4004683219", Name: "收银台"}, {Kind: "printer", Subject: "4004683218"}}
	o := Arrange(Tokens(fake{}, c), now)
	assert.Equal(t, []string{"解放路店 · 收银台", "解放路店 · 4004683218"}, titles(o.Fine))
	assert.Equal(t, "6 天 4 小时", o.Fine[0].At(zh, now).Remaining)
}

func TestLifetime(t *testing.T) {
	for life, said := range map[time.Duration]string{
		0: "自由 · token", 300 * time.Second: "自由 · token · 5 分钟有效", 90 * time.Second: "自由 · token · 90 秒有效",
		2 * time.Hour: "自由 · token · 2 小时有效", 7199 * time.Second: "自由 · token · 1 小时 59 分有效",
		90 * time.Minute: "自由 · token · 90 分钟有效", 30*day - time.Second: "自由 · token · 30 天有效",
	} {
		token := Tokens(fake{}, credential("free", "甲", living(life, life)))[0]
		assert.Equal(t, said, token.Facts(zh).Line())
	}
}

func TestAutoRenewalIsMarked(t *testing.T) {
	tokens := Tokens(fake{used: 3},
		credential("free", "自动", living(2*time.Hour, time.Hour)), credential("free", "手动", living(2*time.Hour, 2*time.Hour)),
	)
	assert.Equal(t, "自由 · token · 2 小时有效 · 自动刷新", tokens[0].Facts(zh).Line())
	assert.Equal(t, "自由 · token · 2 小时有效", tokens[1].Facts(zh).Line())
}

func TestUnknownPlatformIsListed(t *testing.T) {
	c := credential("gone", "旧", vault.Token{Kind: "key", IssuedAt: now, ExpiresAt: now.Add(90 * time.Second)})
	o := Arrange(Tokens(fake{}, c), now)
	require.Len(t, o.Fine, 1)
	assert.Equal(t, "gone · key · 90 秒有效", o.Fine[0].Facts(zh).Line())
	assert.False(t, o.Fine[0].Facts(zh).Renewable)
}

func TestCountsAndAttention(t *testing.T) {
	credentials := []vault.Credential{
		credential("free", "a", living(time.Hour, time.Minute), living(time.Hour, -time.Minute)),
		credential("free", "b"),
		credential("counted", "c", living(30*day, 20*day)),
		credential("gone", "d", living(time.Hour, -time.Minute)),
	}
	assert.Equal(t, map[string]int{"free": 2, "counted": 1, "gone": 1}, Counts(held(credentials)))
	assert.Equal(t, 2, Attention(fake{}, held(credentials), now))
	o := Arrange(Tokens(fake{}, credentials[:3]...), now)
	assert.Len(t, o.Attention, 2, "the badge and the overview agree")
}

func TestChip(t *testing.T) {
	for state, word := range map[broker.Health]string{
		broker.Expired: "已过期", broker.Soon: "即将到期", broker.Fresh: "有效", broker.Never: "永不过期",
	} {
		assert.Equal(t, word, Chip(zh, state))
	}
}
