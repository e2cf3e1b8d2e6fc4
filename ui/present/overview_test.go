package present

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

func titles(rows []Row) []string {
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
	o := Arrange(zh, Tokens(zh, fake{used: 3}, credentials), now)

	assert.Equal(t, []string{"过了", "快了", "近"}, titles(o.Attention))
	assert.Equal(t, []string{"轻松", "远", "不限"}, titles(o.Fine))
	assert.Equal(t, "6 个令牌，3 个需要处理", o.Summary(zh))
	assert.Equal(t, "6 tokens, 3 need attention", o.Summary(en))
	assert.False(t, o.Seconds)

	var due []string
	for _, token := range o.Due {
		due = append(due, token.Title)
	}
	assert.Equal(t, []string{"快了", "过了"}, due, "counted by the day, and two days to go: it can wait")

	first := o.Attention[0]
	assert.Equal(t, "自由 · token · 2 小时有效", first.Detail)
	assert.Equal(t, "已过期 18 分钟", first.Remaining)
	assert.Equal(t, "今天 14:08 到期", first.Until)
	assert.Equal(t, broker.Expired, first.State)
	assert.False(t, first.CanCopy)
	assert.True(t, first.Renewable())

	assert.Equal(t, "计次 · access_token · 今日已取 3/20 次", o.Attention[2].Detail)
	assert.InDelta(t, 23.0/30, o.Fine[1].Left, 1e-9)

	never := o.Fine[2]
	assert.Equal(t, "自由 · token", never.Detail)
	assert.Equal(t, "不限时", never.Remaining)
	assert.Equal(t, "无需刷新", never.Until)
	assert.True(t, never.CanCopy)
	assert.False(t, never.Renewable())
}

func TestCountedTokenIsDueOnItsLastDay(t *testing.T) {
	for _, c := range []struct {
		left time.Duration
		due  bool
	}{{2 * day, false}, {day, false}, {day - time.Second, true}, {-time.Minute, true}} {
		tokens := Tokens(zh, fake{}, []vault.Credential{credential("counted", "店", living(30*day, c.left))})
		assert.Equal(t, c.due, len(Arrange(zh, tokens, now).Due) == 1, c.left)
	}
}

func TestSecondsWhileSomethingIsShort(t *testing.T) {
	tokens := Tokens(zh, fake{}, []vault.Credential{
		credential("free", "长", living(time.Hour, 50*time.Minute)),
		credential("free", "短", living(time.Hour, 2*time.Minute+41*time.Second)),
	})
	o := Arrange(zh, tokens, now)
	assert.True(t, o.Seconds)
	assert.Equal(t, "2:41", o.Attention[0].Remaining)
	assert.False(t, Arrange(zh, tokens, now.Add(3*time.Minute)).Seconds, "it is over by then")
}

func TestTitleNamesThePrinter(t *testing.T) {
	c := credential("counted", "解放路店", living(30*day, 6*day+4*time.Hour), living(30*day, 9*day))
	c.Tokens[0].Subject, c.Tokens[1].Subject = "4004683219", "4004683218"
	c.Grants = []vault.Grant{{Kind: "printer", Subject: "4004683219", Name: "收银台"}, {Kind: "printer", Subject: "4004683218"}}
	o := Arrange(zh, Tokens(zh, fake{}, []vault.Credential{c}), now)
	assert.Equal(t, []string{"解放路店 · 收银台", "解放路店 · 4004683218"}, titles(o.Fine))
	assert.Equal(t, "6 天 4 小时", o.Fine[0].Remaining)
}

func TestUnknownPlatformIsListed(t *testing.T) {
	c := credential("gone", "旧", vault.Token{Kind: "key", IssuedAt: now, ExpiresAt: now.Add(90 * time.Second)})
	o := Arrange(zh, Tokens(zh, fake{}, []vault.Credential{c}), now)
	require.Len(t, o.Fine, 1)
	assert.Equal(t, "gone · key · 90 秒有效", o.Fine[0].Detail)
	assert.False(t, o.Fine[0].Renewable())
}

func TestCountsAndAttention(t *testing.T) {
	credentials := []vault.Credential{
		credential("free", "a", living(time.Hour, time.Minute), living(time.Hour, -time.Minute)),
		credential("free", "b"),
		credential("counted", "c", living(30*day, 20*day)),
		credential("gone", "d", living(time.Hour, -time.Minute)),
	}
	assert.Equal(t, map[string]int{"free": 2, "counted": 1, "gone": 1}, Counts(credentials))
	assert.Equal(t, 2, Attention(fake{}, credentials, now))
	o := Arrange(zh, Tokens(zh, fake{}, credentials[:3]), now)
	assert.Len(t, o.Attention, 2, "the badge and the overview agree")
}

func TestChip(t *testing.T) {
	for state, word := range map[broker.Health]string{
		broker.Expired: "已过期", broker.Soon: "即将到期", broker.Fresh: "有效", broker.Never: "永不过期",
	} {
		assert.Equal(t, word, Chip(zh, state))
	}
}
