package credentials

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/providers"
	"keycase/ui/find"
	"keycase/ui/pages/parts/pagetest"
	"keycase/vault"
)

var (
	zh  = translations.New("zh")
	en  = translations.New("en")
	now = pagetest.Start
)

// paper is a broker that only knows the platforms.
type paper struct{}

func (paper) Registry() providers.Registry                               { return pagetest.Registry() }
func (paper) RenewalOf(vault.Credential, vault.Token) (r broker.Renewal) { return r }
func (paper) AutoRenews(vault.Credential, vault.Token) bool              { return false }

func TestWhatACredentialIsFoundBy(t *testing.T) {
	all := []vault.Credential{
		{ID: "a", Platform: "jdy", Name: "晨光商贸", Public: map[string]string{"client_id": "205022"}},
		{ID: "b", Platform: "jdy", Name: "Green Food"},
		{ID: "c", Platform: "kis", Name: "晨光会计", Grants: []vault.Grant{{Name: "KIS 旗舰版", Subject: "1234567000182"}}},
	}
	for _, c := range []struct {
		platform, text string
		want           []string
	}{
		{"jdy", "", []string{"a", "b"}},
		{"jdy", "晨光", []string{"a"}},
		{"jdy", " GREEN ", []string{"b"}},
		{"jdy", "2050", []string{"a"}},
		{"kis", "旗舰", []string{"c"}},
		{"kis", "000182", []string{"c"}},
		{"kis", "cghj", []string{"c"}},
		{"kis", "nothing", nil},
		{"robot", "", nil},
	} {
		var got []string
		for _, hit := range find.New(entries(ofPlatform(all, c.platform))).Search(c.text, nil, len(all)) {
			got = append(got, hit.Entry.ID)
		}
		assert.Equal(t, c.want, got, c.platform+" "+c.text)
	}
	assert.Len(t, all, 3, "the list that was given stays")
}

func TestSummarize(t *testing.T) {
	token := func(left time.Duration) vault.Token {
		return vault.Token{Kind: "app-token", IssuedAt: now.Add(left - 24*time.Hour), ExpiresAt: now.Add(left)}
	}
	for _, c := range []struct {
		name   string
		cred   vault.Credential
		place  string
		text   string
		state  broker.Health
		issued bool
		tick   bool
	}{
		{"nothing", vault.Credential{}, "", "还没有令牌", 0, false, false},
		{"elsewhere", vault.Credential{}, "沙盒", "还没有令牌 · 沙盒", 0, false, false},
		{"soon", vault.Credential{Tokens: []vault.Token{token(46 * time.Minute)}}, "", "46 分钟后到期", broker.Soon, true, false},
		{"the first to end", vault.Credential{Tokens: []vault.Token{token(20 * time.Hour), token(2*time.Minute + 41*time.Second)}}, "", "还剩 2 分 41 秒", broker.Soon, true, true},
		{"expired", vault.Credential{Tokens: []vault.Token{token(-18 * time.Minute)}}, "", "已过期 18 分钟", broker.Expired, true, false},
		{"never", vault.Credential{Tokens: []vault.Token{{Kind: "access_token", Never: true}}}, "", "永不过期", broker.Never, true, false},
		{"never comes last", vault.Credential{Tokens: []vault.Token{{Kind: "x", Never: true}, token(46 * time.Minute)}}, "", "46 分钟后到期", broker.Soon, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.cred.Platform = "jdy"
			got := summarize(zh, paper{}, c.cred, c.place, now)
			assert.Equal(t, c.issued, got.issued)
			assert.Equal(t, c.state, got.state)
			assert.Equal(t, c.tick, got.seconds)
			assert.Equal(t, c.text, got.text)
		})
	}
}

func TestSummarizeBindings(t *testing.T) {
	one := vault.Grant{Kind: "instance", Subject: "17", Name: "KIS 商贸版"}
	two := vault.Grant{Kind: "instance", Subject: "18", Name: "KIS 专业版", Selected: true}
	bare := vault.Grant{Kind: "instance", Subject: "19"}
	kis := func(tokens []vault.Token, grants ...vault.Grant) vault.Credential {
		return vault.Credential{Platform: "kis", Tokens: tokens, Grants: grants}
	}
	ending := []vault.Token{{Kind: "access_token", IssuedAt: now, ExpiresAt: now.Add(46 * time.Minute)}}
	for text, c := range map[string]vault.Credential{
		"还没有令牌":             kis(nil),
		"已绑定：KIS 商贸版":       kis(nil, one),
		"已绑定：19":            kis(nil, bare),
		"已绑定：KIS 专业版 等 2 个": kis(nil, one, two),
		"46 分钟后到期":          kis(ending, one),
	} {
		got := summarize(zh, paper{}, c, "", now)
		assert.Equal(t, text, got.text)
		assert.Equal(t, text != "还没有令牌", got.issued)
	}
}

func TestAbout(t *testing.T) {
	assert.Equal(t, "生产环境 · 还没用过", about(zh, vault.Credential{}, "生产环境", now))
	assert.Equal(t, "KIS 旗舰版 · 沙盒 · 今天 14:20 用过", about(zh, vault.Credential{
		UsedAt: now.Add(-6 * time.Minute),
		Grants: []vault.Grant{{Name: "KIS 迷你版"}, {Name: "KIS 旗舰版", Selected: true}},
	}, "沙盒", now))
	assert.Equal(t, "生产环境 · 11 月 3 日用过", about(zh, vault.Credential{UsedAt: now.AddDate(0, 0, -18)}, "生产环境", now))
	assert.Equal(t, "Production · used today 14:20", about(translations.New("en"), vault.Credential{UsedAt: now.Add(-6 * time.Minute)}, "Production", now))
}

func TestAge(t *testing.T) {
	c := vault.Credential{SecretsAt: map[string]time.Time{"app_secret": now.Add(-5*time.Hour - 16*time.Minute), "old": now.AddDate(0, 0, -18)}}
	assert.Equal(t, "今天 09:10 更新", age(zh, c, "app_secret", now))
	assert.Equal(t, "11 月 3 日更新", age(zh, c, "old", now))
	assert.Empty(t, age(zh, c, "client_secret", now))
}

func TestMissing(t *testing.T) {
	f := providers.Field{Help: providers.Text{ZH: "不填就按授权管理员处理"}}
	assert.Equal(t, "未填。不填就按授权管理员处理", missing(zh, f))
	f.Default, f.Choices = "upper", []providers.Choice{{Value: "upper", Label: providers.Text{ZH: "大写"}}}
	assert.Equal(t, "未填，按「大写」处理", missing(zh, f))
	assert.Equal(t, "lower", shownValue(f, "lower", providers.Chinese), "an unknown choice is shown as it is")
}

func TestTokenLine(t *testing.T) {
	endless := broker.Renewal{Operation: "jdy.app-token"}
	text, seconds := tokenLine(zh, vault.Token{ExpiresAt: now.Add(46 * time.Minute)}, endless, now)
	assert.Equal(t, "46 分钟后到期 · 今天 15:12", text)
	assert.False(t, seconds)
	text, seconds = tokenLine(zh, vault.Token{ExpiresAt: now.Add(9 * time.Minute)}, endless, now)
	assert.Contains(t, text, "还剩 9 分 0 秒")
	assert.True(t, seconds)
	text, _ = tokenLine(zh, vault.Token{Never: true}, broker.Renewal{}, now)
	assert.Contains(t, text, "不限时")
	month := vault.Token{ExpiresAt: now.AddDate(0, 0, 30), HasRefresh: true, RefreshExpiresAt: now.AddDate(0, 0, 35)}
	for until, want := range map[time.Time][2]string{
		now.AddDate(0, 0, 35):     {"30 天后到期 · 12 月 21 日 · 12 月 26 日之后要重新配对", "expires in 30 days · Dec 21 · pair again after Dec 26"},
		now.Add(46 * time.Minute): {"30 天后到期 · 12 月 21 日 · 今天 15:12 之后要重新配对", "expires in 30 days · Dec 21 · pair again after today 15:12"},
		{}:                        {"30 天后到期 · 12 月 21 日", "expires in 30 days · Dec 21"},
	} {
		renewal := broker.Renewal{Operation: "yilianyun.refresh", Until: until}
		text, _ = tokenLine(zh, month, renewal, now)
		assert.Equal(t, want[0], text)
		text, _ = tokenLine(en, month, renewal, now)
		assert.Equal(t, want[1], text)
	}
	text, _ = tokenLine(zh, vault.Token{ExpiresAt: now.Add(-time.Hour)}, broker.Renewal{}, now)
	assert.Equal(t, "已过期 1 小时 · 今天 13:26 · 要重新配对", text)
}

func TestTokenName(t *testing.T) {
	c := vault.Credential{Grants: []vault.Grant{{Subject: "4004683219", Name: "解放路店"}, {Subject: "4004683220"}}}
	assert.Equal(t, "app-token", tokenName(c, vault.Token{Kind: "app-token"}))
	assert.Equal(t, "解放路店 · access_token", tokenName(c, vault.Token{Kind: "access_token", Subject: "4004683219"}))
	assert.Equal(t, "4004683220 · access_token", tokenName(c, vault.Token{Kind: "access_token", Subject: "4004683220"}))
}

// TestIssuer: each platform has an operation that leads from no token to the
// first, whatever its type of app.
func TestIssuer(t *testing.T) {
	for _, c := range []struct {
		platform string
		public   map[string]string
		want     string
	}{
		{"jdy", nil, "app-token"},
		{"kis", nil, "access-token"},
		{"robot", nil, "token"},
		{"yilianyun", map[string]string{"app_type": "self"}, "client-token"},
		{"yilianyun", map[string]string{"app_type": "open"}, "scan-code"},
	} {
		platform, err := pagetest.Registry().Platform(c.platform)
		require.NoError(t, err)
		op, ok := issuer(platform, vault.Credential{Public: c.public})
		require.True(t, ok)
		assert.Equal(t, c.want, op.ID)
	}
	_, ok := issuer(&providers.Platform{}, vault.Credential{})
	assert.False(t, ok)
}
