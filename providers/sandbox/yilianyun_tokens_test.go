package sandbox

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestYilianyunAuthorizationCode(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	assert.Empty(t, l.w.GrantCode(Demo().YilianyunSelf.ClientID, demo.MachineCode))
	assert.Empty(t, l.w.GrantCode(demo.ClientID, "4000000000"))
	assert.Empty(t, l.w.GrantCode("1", demo.MachineCode))

	ask := func(code string) answer {
		return l.open(oauthPath, map[string]string{"grant_type": "authorization_code", "code": code})
	}
	requireYly(t, ask("-"), 12)
	requireYly(t, ask("nonsense"), 6)
	code := l.w.GrantCode(demo.ClientID, demo.MachineCode)
	l.w.Advance(599 * time.Second)
	a := ask(code)
	requireYly(t, a, 0)
	assert.Equal(t, demo.MachineCode, a.text(t, "body", "machine_code"))
	requireYly(t, ask(code), 6)

	late := l.w.GrantCode(demo.ClientID, demo.MachineCode)
	l.w.Advance(600 * time.Second)
	requireYly(t, ask(late), 6)

	l.w.yilianyun.apps["1000000003"] = &ylyApp{id: "1000000003", secret: "s", kind: ylyOpen}
	foreign := l.w.GrantCode("1000000003", demo.MachineCode)
	requireYly(t, ask(foreign), 6)
}

// status asks for the state of a printer, the cheapest use of an access token.
func (l *lab) status(account YilianyunAccount, token string) answer {
	l.Helper()
	return l.yly("/printer/getprintstatus", l.ylyParams(account, map[string]string{
		"access_token": token, "machine_code": account.MachineCode, "scope": "-",
	}))
}

func (l *lab) refresh(account YilianyunAccount, token string) answer {
	l.Helper()
	return l.yly(oauthPath, l.ylyParams(account, map[string]string{"grant_type": "refresh_token", "refresh_token": token}))
}

func TestYilianyunOpenTokenLife(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	a := l.open(scanPath, byMsign(demo))
	access, refresh := a.text(t, "body", "access_token"), a.text(t, "body", "refresh_token")
	l.w.Advance(30*24*time.Hour - time.Second)
	requireYly(t, l.status(demo, access), 0)
	l.w.Advance(time.Second)
	requireYly(t, l.status(demo, access), 18)
	l.w.Advance(5*24*time.Hour - time.Second)
	requireYly(t, l.refresh(demo, "nobodys"), 20)
	requireYly(t, l.refresh(demo, "-"), 12)
	b := l.refresh(demo, refresh)
	requireYly(t, b, 0)
	l.w.Advance(35 * 24 * time.Hour)
	requireYly(t, l.refresh(demo, b.text(t, "body", "refresh_token")), 20)
}

func TestYilianyunRefreshReplacesBoth(t *testing.T) {
	demo := Demo().Yilianyun
	l := newLab(t)
	first := l.open(scanPath, byMsign(demo))
	oldAccess, oldRefresh := first.text(t, "body", "access_token"), first.text(t, "body", "refresh_token")
	second := l.refresh(demo, oldRefresh)
	requireYly(t, second, 0)
	assert.NotEqual(t, oldAccess, second.text(t, "body", "access_token"))
	assert.NotEqual(t, oldRefresh, second.text(t, "body", "refresh_token"))

	l.w.Advance(2*time.Hour - time.Second)
	requireYly(t, l.status(demo, oldAccess), 0)
	again := l.refresh(demo, oldRefresh)
	assert.Equal(t, second.json, again.json, "a lost answer is told again")
	assert.Equal(t, 18, l.w.QuotaLeft(Yilianyun, demo.MachineCode))

	l.w.Advance(time.Second)
	requireYly(t, l.status(demo, oldAccess), 18)
	requireYly(t, l.refresh(demo, oldRefresh), 20)
	requireYly(t, l.status(demo, second.text(t, "body", "access_token")), 0)
	requireYly(t, l.refresh(Demo().YilianyunSelf, second.text(t, "body", "refresh_token")), 20)
}

func TestYilianyunSelfOwned(t *testing.T) {
	demo := Demo().YilianyunSelf
	l := newLab(t)
	fetch := func() answer { return l.self(oauthPath, map[string]string{"grant_type": "client_credentials"}) }
	first := fetch()
	requireYly(t, first, 0)
	assert.Equal(t, "", first.text(t, "body", "machine_code"))
	assert.EqualValues(t, 2592000, first.data(t, "body")["expires_in"], "said, but not so")
	access := first.text(t, "body", "access_token")
	requireYly(t, l.self(addPath, with(byMsign(demo), "access_token", access)), 0)

	l.w.Advance(3 * 365 * 24 * time.Hour)
	requireYly(t, l.status(demo, access), 0)
	requireYly(t, l.refresh(demo, first.text(t, "body", "refresh_token")), 20)

	second := fetch()
	l.w.Advance(2*time.Hour - time.Second)
	requireYly(t, l.status(demo, access), 0)
	l.w.Advance(time.Second)
	requireYly(t, l.status(demo, access), 18)
	requireYly(t, l.status(demo, second.text(t, "body", "access_token")), 0)

	third := l.refresh(demo, second.text(t, "body", "refresh_token"))
	requireYly(t, third, 0)
	requireYly(t, l.refresh(demo, second.text(t, "body", "refresh_token")), 20)
	l.w.Advance(100 * 24 * time.Hour)
	requireYly(t, l.status(demo, third.text(t, "body", "access_token")), 0)
}

func TestYilianyunQuota(t *testing.T) {
	open, own := Demo().Yilianyun, Demo().YilianyunSelf
	for name, c := range map[string]struct {
		fetch func(*lab) answer
		key   string
		renew YilianyunAccount
	}{
		"open": {func(l *lab) answer { return l.open(scanPath, byMsign(open)) }, open.MachineCode, open},
		"self": {func(l *lab) answer { return l.self(oauthPath, map[string]string{"grant_type": "client_credentials"}) }, own.ClientID, own},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			var last answer
			for left := 20; left > 0; left-- {
				require.Equal(t, left, l.w.QuotaLeft(Yilianyun, c.key))
				if left%2 == 0 {
					last = c.fetch(l)
				} else {
					last = l.refresh(c.renew, last.text(t, "body", "refresh_token"))
				}
				requireYly(t, last, 0)
			}
			requireYly(t, c.fetch(l), 41)
			requireYly(t, l.refresh(c.renew, last.text(t, "body", "refresh_token")), 41)
			l.w.Advance(12*time.Hour - time.Second)
			requireYly(t, c.fetch(l), 41)
			l.w.Advance(time.Second) // midnight in China
			requireYly(t, l.refresh(c.renew, last.text(t, "body", "refresh_token")), 0)
			assert.Equal(t, 19, l.w.QuotaLeft(Yilianyun, c.key))
		})
	}
	l := newLab(t)
	for range 20 {
		requireYly(t, l.open(scanPath, byMsign(open)), 0)
	}
	requireYly(t, l.open(scanPath, map[string]string{"machine_code": own.MachineCode, "msign": own.Msign}), 0)
	requireYly(t, l.open(scanPath, with(byMsign(open), "msign", "x")), 35)
	code := l.w.GrantCode(open.ClientID, open.MachineCode)
	requireYly(t, l.open(oauthPath, map[string]string{"grant_type": "authorization_code", "code": code}), 41)
}
