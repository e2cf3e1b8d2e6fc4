package sandbox

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// browse opens the page of consent; "" takes a parameter away.
func (l *lab) browse(change map[string]string) answer {
	l.Helper()
	query := url.Values{
		"response_type": {"code"}, "client_id": {Demo().Yilianyun.ClientID},
		"redirect_uri": {"http://127.0.0.1:9/back?from=1"}, "state": {"s t&1"},
	}
	for name, value := range change {
		query.Set(name, value)
		if value == "" {
			query.Del(name)
		}
	}
	return l.send(Yilianyun, httptest.NewRequest(http.MethodGet, ylyAuthorizePath+"?"+query.Encode(), nil))
}

// TestYilianyunConsent goes from the page to a token.
func TestYilianyunConsent(t *testing.T) {
	l := newLab(t)
	machine := Demo().Yilianyun.MachineCode
	page := l.browse(nil)
	require.Equal(t, http.StatusOK, page.status)
	assert.Contains(t, page.body, machine)
	assert.Contains(t, page.body, `name="state" value="s t&amp;1"`)

	agreed := l.browse(map[string]string{"machine_code": machine})
	require.Equal(t, http.StatusFound, agreed.status)
	back, err := url.Parse(agreed.header.Get("Location"))
	require.NoError(t, err)
	assert.Equal(t, "127.0.0.1:9", back.Host)
	assert.Equal(t, "1", back.Query().Get("from"))
	assert.Equal(t, "s t&1", back.Query().Get("state"))
	got := l.open(oauthPath, map[string]string{"grant_type": "authorization_code", "code": back.Query().Get("code")})
	requireYly(t, got, 0)
	assert.Equal(t, machine, got.text(t, "body", "machine_code"))
}

func TestYilianyunConsentRefusals(t *testing.T) {
	for code, change := range map[int]map[string]string{
		ylyBadResponse: {"response_type": "token"},
		ylyNoClient:    {"client_id": "1"},
		ylyBadRedirect: {"redirect_uri": "javascript:alert(1)"},
		ylyEmpty:       {"state": ""},
		ylyBadPrinter:  {"machine_code": "1"},
		ylyNotForSelf:  {"client_id": Demo().YilianyunSelf.ClientID},
	} {
		requireYly(t, newLab(t).browse(change), code)
	}
	l := newLab(t)
	l.w.DisableApp(Yilianyun, Demo().Yilianyun.ClientID)
	requireYly(t, l.browse(nil), ylyNotPublished)
}

// TestExpireTokens: what was given is refused, and what refreshes it is not.
func TestExpireTokens(t *testing.T) {
	l := newLab(t)
	account := Demo().Yilianyun
	pair := l.open(scanPath, byMsign(account))
	robot := l.robotToken()
	for _, platform := range Platforms() {
		l.w.ExpireTokens(platform)
	}
	requireYly(t, l.status(account, pair.text(t, "body", "access_token")), ylyBadToken)
	requireYly(t, l.refresh(account, pair.text(t, "body", "refresh_token")), 0)
	requireOAuth(t, l.robotCall("access_token="+robot+"&"+appPair(), nil), http.StatusUnauthorized, "invalid_token", "The access token is invalid or has expired")
}
