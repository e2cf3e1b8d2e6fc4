package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func requireGateway(t testing.TB, a answer, code int) {
	t.Helper()
	require.Equal(t, 519, a.status, a.body)
	require.Equal(t, "application/json; charset=utf-8", a.header.Get("Content-Type"))
	require.EqualValues(t, code, a.json["errcode"], a.body)
	require.Contains(t, a.json["description"], "[GW]")
	require.Contains(t, a.json["description_cn"], "[网关]")
}

func requireErrcode(t testing.TB, a answer, code int) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.EqualValues(t, code, a.json["errcode"], a.body)
}

// granted is a token call that is right in everything.
func granted() jdyAsk {
	return jdyAsk{query: jdyTokenQuery(Demo().JDY.AppKey, Demo().JDY.AppSecret)}
}

func TestJDYGatewayRefusals(t *testing.T) {
	with := func(name, value string) jdyAsk {
		ask := granted()
		ask.header = map[string]string{name: value}
		return ask
	}
	cases := map[string]struct {
		ask  jdyAsk
		code int
	}{
		"no headers at all, unknown path": {jdyAsk{path: "/jdyconnector/x", header: map[string]string{"X-Api-ClientID": ""}}, 5001},
		"business path without a name":    {jdyAsk{path: "/jdy/v2/"}, 5001},
		"path with a slash at the end":    {jdyAsk{path: jdyIssuePath + "/"}, 5001},
		"POST of the token call":          {jdyAsk{method: "POST", query: granted().query}, 5002},
		"GET of push_app_authorize":       {jdyAsk{path: jdyAuthorizePath}, 5002},
		"DELETE of a business call":       {jdyAsk{method: "DELETE", path: "/jdy/v2/bd/customer"}, 5002},
		"no client id":                    {with("X-Api-ClientID", ""), 4002},
		"unknown client id":               {with("X-Api-ClientID", "999999"), 4003},
		"no auth version":                 {with("X-Api-Auth-Version", ""), 4001},
		"auth version 1.0":                {with("X-Api-Auth-Version", "1.0"), 4001},
		"no sign headers":                 {with("X-Api-SignHeaders", ""), 4007},
		"other sign headers":              {with("X-Api-SignHeaders", "X-Api-TimeStamp"), 4007},
		"no timestamp":                    {with("X-Api-TimeStamp", ""), 4006},
		"timestamp with a sign":           {with("X-Api-TimeStamp", "+"+strconv.FormatInt(noon.UnixMilli(), 10)), 4006},
		"timestamp in seconds":            {with("X-Api-TimeStamp", strconv.FormatInt(noon.Unix(), 10)), 4006},
		"timestamp in microseconds":       {with("X-Api-TimeStamp", strconv.FormatInt(noon.UnixMicro(), 10)), 4006},
		"no nonce":                        {with("X-Api-Nonce", ""), 4007},
		"nonce zero":                      {jdyAsk{query: granted().query, nonce: "000"}, 4007},
		"nonce negative":                  {jdyAsk{query: granted().query, nonce: "-5"}, 4007},
		"nonce in hex":                    {jdyAsk{query: granted().query, nonce: "9f86d081884c7d65"}, 4007},
		"other nonce than signed":         {with("X-Api-Nonce", "77"), 4008},
		"no signature":                    {with("X-Api-Signature", ""), 4008},
		"wrong client secret":             {jdyAsk{query: granted().query, secret: "f2adcfef73369bfc4e1384677d38a0fe"}, 4008},
		"signed with the app secret":      {jdyAsk{query: granted().query, secret: Demo().JDY.AppSecret}, 4008},
		"broken percent sign":             {jdyAsk{query: granted().query, wireQuery: new("app_key=%2")}, 4008},
		"parameter added on the way":      {jdyAsk{query: granted().query, wireQuery: new("app_key=bVZgAZOv1&uid=1")}, 4008},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			a := l.jdy(c.ask)
			requireGateway(t, a, c.code)
			assert.Len(t, a.header.Get("X-Api-Requestid"), 32)
			assert.Equal(t, strconv.Itoa(c.code), l.lastCode(JDY))
		})
	}
}

func TestJDYTimestampWindow(t *testing.T) {
	for offset, ok := range map[time.Duration]bool{
		0: true, 5 * time.Minute: true, -5 * time.Minute: true,
		5*time.Minute + time.Millisecond: false, -5*time.Minute - time.Millisecond: false,
	} {
		ask := granted()
		ask.at = noon.Add(offset)
		a := newLab(t).jdy(ask)
		if ok {
			requireErrcode(t, a, 0)
			continue
		}
		requireGateway(t, a, 4006)
		assert.Contains(t, a.json["description_cn"], "X-Api-TimeStamp过期: "+strconv.FormatInt(ask.at.UnixMilli(), 10))
	}
}

func TestJDYSignHeadersInEveryKnownForm(t *testing.T) {
	for _, form := range []string{
		"X-Api-TimeStamp,X-Api-Nonce", "X-Api-Nonce,X-Api-TimeStamp", "x-api-timestamp,x-api-nonce",
	} {
		ask := granted()
		ask.header = map[string]string{"X-Api-SignHeaders": form}
		requireErrcode(t, newLab(t).jdy(ask), 0)
	}
}

func TestJDYNonceOnlyOnce(t *testing.T) {
	l := newLab(t)
	ask := jdyAsk{method: "POST", path: jdyAuthorizePath, nonce: "0042"}
	wrong := ask
	wrong.secret = "wrong"
	requireGateway(t, l.jdy(wrong), 4008)
	assert.EqualValues(t, 200, l.jdy(ask).json["code"], "a refused signature does not use up the nonce")
	requireGateway(t, l.jdy(ask), 4008)

	l.w.Advance(5 * time.Minute)
	requireGateway(t, l.jdy(ask), 4008)
	l.w.Advance(time.Millisecond)
	ask.at = l.w.Now()
	assert.EqualValues(t, 200, l.jdy(ask).json["code"], "forgotten when its timestamp is too old")
}

func TestJDYTokenAnswer(t *testing.T) {
	l := newLab(t)
	a := l.jdy(granted())
	requireErrcode(t, a, 0)
	assert.Equal(t, "成功", a.json["description"])
	data := a.data(t, "data")
	assert.EqualValues(t, 700123, data["uid"])
	assert.Len(t, strings.Split(data["app-token"].(string), "."), 3)
	assert.EqualValues(t, noon.AddDate(0, 0, 53).UnixMilli(), data["expires"], "not the app-token's life")
	assert.Len(t, a.header.Get("X-Api-Requestid"), 32)
	assert.Equal(t, "Mon, 03 Aug 2026 04:00:00 GMT", a.header.Get("Date"))
}

func TestJDYTokenUID(t *testing.T) {
	for uid, code := range map[string]int{"700124": 0, "700123": 0, "": 2000002000, "1": 2000002000, "x": 2000002000} {
		ask := granted()
		ask.query = append(ask.query, [2]string{"uid", uid})
		a := newLab(t).jdy(ask)
		requireErrcode(t, a, code)
		if code == 0 {
			assert.Equal(t, uid, strconv.Itoa(int(a.data(t, "data")["uid"].(float64))))
		}
	}
}

func TestJDYAppSignature(t *testing.T) {
	demo := Demo().JDY
	for name, query := range map[string][][2]string{
		"other secret":          jdyTokenQuery(demo.AppKey, "stale"),
		"client secret instead": jdyTokenQuery(demo.AppKey, demo.ClientSecret),
		"unknown app_key":       jdyTokenQuery("nobodysKey", demo.AppSecret),
		"void app_key":          jdyTokenQuery("oLd0kEy1", "00000000000000000000000000000000deadbeef"),
		"none":                  {{"app_key", demo.AppKey}},
		"nothing at all":        nil,
	} {
		t.Run(name, func(t *testing.T) {
			a := newLab(t).jdy(jdyAsk{query: query})
			requireErrcode(t, a, 1030002006)
			assert.Equal(t, "授权密钥校验失败，请获取最新密钥加密", a.json["description"])
		})
	}
}

// rows fetches what push_app_authorize tells, by appKey.
func (l *lab) rows(query ...[2]string) map[string]map[string]any {
	l.Helper()
	a := l.jdy(jdyAsk{method: "POST", path: jdyAuthorizePath, query: query, body: "{}"})
	require.EqualValues(l, 200, a.json["code"], a.body)
	rows := map[string]map[string]any{}
	for _, row := range a.json["data"].([]any) {
		fields := row.(map[string]any)
		rows[fields["appKey"].(string)] = fields
	}
	return rows
}

func TestJDYAppSecretRotates(t *testing.T) {
	demo := Demo().JDY
	l := newLab(t)
	l.w.Advance(24*time.Hour - time.Second)
	requireErrcode(t, l.jdy(granted()), 0)
	l.w.Advance(time.Second)
	requireErrcode(t, l.jdy(granted()), 1030002006)
	second := l.rows()[demo.AppKey]["appSecret"].(string)
	assert.NotEqual(t, demo.AppSecret, second)
	assert.Len(t, second, 40)
	l.w.Advance(time.Minute)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.AppKey, second)}), 0)

	l.w.Advance(72 * time.Hour)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.AppKey, second)}), 1030002006)
	third := l.rows()[demo.AppKey]["appSecret"].(string)
	returned := l.w.RotateAppSecret(demo.AppKey)
	fourth := l.rows()[demo.AppKey]["appSecret"].(string)
	assert.Equal(t, returned, fourth)
	assert.NotEqual(t, third, fourth)
	l.w.Advance(time.Minute)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.AppKey, third)}), 1030002006)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.AppKey, fourth)}), 0)
	assert.Empty(t, l.w.RotateAppSecret("nobodysKey"))
}

func TestJDYTokenQuota(t *testing.T) {
	demo := Demo().JDY
	l := newLab(t)
	assert.Equal(t, 2, l.w.QuotaLeft(JDY, demo.AppKey))
	requireErrcode(t, l.jdy(granted()), 0)
	l.w.Advance(30 * time.Second)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.AppKey, "stale")}), 1030002006)
	assert.Equal(t, 0, l.w.QuotaLeft(JDY, demo.AppKey))
	a := l.jdy(granted())
	assert.Equal(t, http.StatusTooManyRequests, a.status)
	assert.Equal(t, "429", l.lastCode(JDY))
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery("AbCdEfGh", "89abcdef0123456789abcdef0123456789abcdef")}), 0)

	l.w.Advance(30 * time.Second)
	requireErrcode(t, l.jdy(granted()), 0)
	assert.Equal(t, http.StatusTooManyRequests, l.jdy(granted()).status, "the call of half a minute ago still counts")
	requireGateway(t, l.jdy(jdyAsk{query: granted().query, secret: "wrong"}), 4008)
}

func TestJDYAuthorizeRows(t *testing.T) {
	demo := Demo().JDY
	l := newLab(t)
	rows := l.rows([2]string{"outerInstanceId", demo.OuterInstanceID})
	require.Len(t, rows, 3)
	assert.EqualValues(t, 0, rows["oLd0kEy1"]["status"])
	assert.EqualValues(t, 1, rows[demo.AppKey]["status"])
	assert.EqualValues(t, 1, rows["AbCdEfGh"]["status"])
	assert.NotEqual(t, rows[demo.AppKey]["accountId"], rows["AbCdEfGh"]["accountId"])
	assert.Equal(t, demo.AppSecret, rows[demo.AppKey]["appSecret"])
	assert.Equal(t, demo.RouterAddr, rows[demo.AppKey]["domain"])
	assert.Equal(t, demo.ClientID, rows[demo.AppKey]["clientId"])
	assert.Equal(t, demo.OuterInstanceID, rows[demo.AppKey]["outerInstanceId"])
	assert.IsType(t, 0.0, rows[demo.AppKey]["instanceExpiresTime"], "a number in one row")
	assert.IsType(t, "", rows["AbCdEfGh"]["instanceExpiresTime"], "a string in another")
	assert.Len(t, l.rows(), 3, "without outerInstanceId all rows of the app")
}

func TestJDYAuthorizeFailures(t *testing.T) {
	l := newLab(t)
	ask := jdyAsk{method: "POST", path: jdyAuthorizePath, query: [][2]string{{"outerInstanceId", "1"}}}
	a := l.jdy(ask)
	assert.Equal(t, http.StatusOK, a.status)
	assert.EqualValues(t, 500, a.json["code"])
	assert.Nil(t, a.json["data"])

	a = l.jdy(jdyAsk{method: "POST", path: jdyAuthorizePath, body: "{"})
	assert.EqualValues(t, 500, a.json["code"])

	l.w.UseErrcodeEnvelope(true)
	assert.EqualValues(t, 500, l.jdy(ask).json["errcode"])
	a = l.jdy(jdyAsk{method: "POST", path: jdyAuthorizePath})
	assert.EqualValues(t, 0, a.json["errcode"])
	assert.Len(t, a.json["data"], 3)
	assert.NotContains(t, a.json, "code")
}

func TestJDYBusiness(t *testing.T) {
	l := newLab(t)
	token := l.jdyToken()
	ask := jdyBusiness(token)
	ask.query = [][2]string{{"search", "a b*~中"}, {"page", "1"}, {"empty", ""}}
	a := l.jdy(ask)
	requireErrcode(t, a, 0)
	data := a.data(t, "data")
	assert.Equal(t, "GET", data["method"])
	assert.Equal(t, []any{[]any{"search", "a b*~中"}, []any{"page", "1"}, []any{"empty", ""}}, data["query"])

	ask = jdyBusiness(token)
	ask.method, ask.body = "POST", `{"name":"客户"}`
	a = l.jdy(ask)
	requireErrcode(t, a, 0)
	assert.Equal(t, map[string]any{"name": "客户"}, a.data(t, "data")["body"])
	ask.body = "{"
	requireErrcode(t, l.jdy(ask), 2000002000)
	assert.NotContains(t, a.body, token)
}

func TestJDYBusinessRefusals(t *testing.T) {
	l := newLab(t)
	l.w.jdy.apps["205022"] = &jdyApp{secret: "0123456789abcdef0123456789abcdef"}
	token := l.jdyToken()
	with := func(name, value string) jdyAsk {
		ask := jdyBusiness(token)
		ask.header[name] = value
		return ask
	}
	requireGateway(t, l.jdy(with("app-token", "")), 4009)
	requireGateway(t, l.jdy(with("app-token", "nobodys")), 4010)
	foreign := jdyBusiness(token)
	foreign.clientID, foreign.secret = "205022", "0123456789abcdef0123456789abcdef"
	requireGateway(t, l.jdy(foreign), 4010)

	for _, addr := range []string{"", "https://vip3.jdy.com", "tf.jdy.com", "https://tf.jdy.com/"} {
		a := l.jdy(with("X-GW-Router-Addr", addr))
		assert.Equal(t, http.StatusNotFound, a.status)
		assert.Equal(t, "No Route", a.body)
	}

	assert.True(t, l.w.DenyAPI(Demo().JDY.ClientID, "/jdy/v2/bd/customer"))
	assert.False(t, l.w.DenyAPI("999999", "/jdy/v2/bd/customer"))
	requireGateway(t, l.jdy(jdyBusiness(token)), 4012)
	other := jdyBusiness(token)
	other.path = "/jdy/v2/bd/material"
	requireErrcode(t, l.jdy(other), 0)

	l.w.Advance(24*time.Hour - time.Millisecond)
	requireErrcode(t, l.jdy(other), 0)
	l.w.Advance(time.Millisecond)
	requireGateway(t, l.jdy(other), 4011)
}

func TestJDYBusinessQuota(t *testing.T) {
	l := newLab(t)
	ask := jdyBusiness(l.jdyToken())
	for range jdyBusinessCalls {
		requireErrcode(t, l.jdy(ask), 0)
	}
	assert.Equal(t, http.StatusTooManyRequests, l.jdy(ask).status)
	l.w.Advance(time.Minute)
	requireErrcode(t, l.jdy(ask), 0)
}

func TestJDYDisabledApp(t *testing.T) {
	l := newLab(t)
	token := l.jdyToken()
	assert.True(t, l.w.DisableApp(JDY, Demo().JDY.ClientID))
	assert.False(t, l.w.DisableApp(JDY, "999999"))
	requireGateway(t, l.jdy(granted()), 4003)
	requireGateway(t, l.jdy(jdyBusiness(token)), 4003)
}
