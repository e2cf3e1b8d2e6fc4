package kis

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"keycase/assets/translations"
	"keycase/providers"
)

func instance(name, netID, address, login string) providers.Grant {
	return providers.Grant{Kind: "instance", Subject: netID, Name: name, Public: map[string]string{"netid": netID, "server_url": address, "logintime": login}}
}

func TestProducts(t *testing.T) {
	now := time.Date(2025, 11, 21, 14, 26, 0, 0, providers.ChinaTime)
	said := productsOf(translations.New("zh"), []providers.Grant{
		instance("KIS 旗舰版", "182", "https://kisgz.kingdee.com", "2025-11-21 09:41:00"),
		instance("KIS 专业版", "145", "https://kisgz.kingdee.com", "2025/11/18 8:05"),
		instance("", "97", "http://203.0.113.10", "2025-09-02T10:00:00"),
		instance("KIS 迷你版", "31", "http://127.0.0.1:8801", "2024-12-03"),
		instance("KIS 标准版", "12", "", "2019-01-03"),
		instance("KIS 老版", "11", "http://[2001:db8::1]", "不详"),
	}, now)
	assert.Equal(t, []product{
		{name: "KIS 旗舰版", line: "netid 182  kisgz.kingdee.com", address: "kisgz.kingdee.com", login: "今天 09:41", newest: true},
		{name: "KIS 专业版", line: "netid 145  kisgz.kingdee.com", address: "kisgz.kingdee.com", login: "11 月 18 日"},
		{name: "97", line: "netid 97  http://203.0.113.10", address: "http://203.0.113.10", login: "9 月 2 日", plain: true},
		{name: "KIS 迷你版", line: "netid 31  http://127.0.0.1:8801", address: "http://127.0.0.1:8801", login: "去年 12 月"},
		{name: "KIS 标准版", line: "netid 12", login: "2019 年 1 月 3 日"},
		{name: "KIS 老版", line: "netid 11  http://[2001:db8::1]", address: "http://[2001:db8::1]", login: "不详", plain: true},
	}, said)

	only := productsOf(translations.New("zh"), []providers.Grant{instance("KIS", "1", "", "2025-11-21")}, now)
	assert.False(t, only[0].newest, "newest of one says nothing")
	unknown := productsOf(translations.New("zh"), []providers.Grant{instance("KIS", "1", "", ""), instance("KIS", "2", "", "")}, now)
	assert.False(t, unknown[0].newest, "nobody knows")
}

// TestLoginDay: the turn of the year does not hide that it was yesterday.
func TestLoginDay(t *testing.T) {
	l := translations.New("zh")
	now := time.Date(2026, 1, 1, 8, 0, 0, 0, providers.ChinaTime)
	assert.Equal(t, "昨天 23:59", loginDay(l, now.Add(-8*time.Hour-time.Minute), now))
	assert.Equal(t, "去年 12 月", loginDay(l, now.AddDate(0, 0, -10), now))
	assert.Equal(t, "去年 12 月", loginDay(l, now.AddDate(0, 0, -10), now.UTC()), "wherever the machine is")
}

func TestCredentialName(t *testing.T) {
	assert.Equal(t, "KIS 旗舰版 1234567", credentialName(instance("KIS 旗舰版", "1", "", ""), "1234567"))
	assert.Equal(t, "KIS 1234567", credentialName(providers.Grant{}, "1234567"))
	long := credentialName(providers.Grant{Name: string(make([]rune, 500))}, "1234567")
	assert.LessOrEqual(t, len([]rune(long)), 128)
}
