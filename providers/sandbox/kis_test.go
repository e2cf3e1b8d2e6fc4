package sandbox

import (
	"crypto/md5"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// state is a fresh one of the shortest length.
func (l *lab) state() string { return fmt.Sprintf("AbCdEfGh%08d", l.next()) }

// kisV2 are the parameters of get_server_url, right in everything, with some
// changed before the signature is made and others after it.
func (l *lab) kisV2(before, after map[string]string) map[string]string {
	demo := Demo().KIS
	p := map[string]string{
		"eid": demo.EID, "timestamp": l.w.Now().In(chinaTime).Format("2006-01-02 15:04:05"),
		"state": l.state(), "client_id": demo.ClientID,
		"secret": demo.ClientSecret, "auth_token": demo.AuthToken,
	}
	maps.Copy(p, before)
	p["access_token"] = fmt.Sprintf("%X", md5.Sum([]byte(p["timestamp"]+p["client_id"]+p["secret"]+p["auth_token"]+p["state"])))
	delete(p, "secret")
	delete(p, "auth_token")
	maps.Copy(p, after)
	return p
}

func (l *lab) kisV1(before, after map[string]string) map[string]string {
	demo := Demo().KIS
	p := map[string]string{
		"EID": demo.EID, "Timestamp": l.w.Now().In(chinaTime).Format("2006-01-02 15:04:05"),
		"State": l.state(), "ClientID": demo.ClientID, "secret": demo.ClientSecret,
	}
	maps.Copy(p, before)
	p["Sign"] = fmt.Sprintf("%x", md5.Sum([]byte(p["Timestamp"]+p["EID"]+p["ClientID"]+p["secret"]+p["State"])))
	delete(p, "secret")
	maps.Copy(p, after)
	return p
}

// encodeForm leaves parameters out whose value is "-".
func encodeForm(params map[string]string) string {
	form := url.Values{}
	for name, value := range params {
		if value != "-" {
			form.Set(name, value)
		}
	}
	return form.Encode()
}

func (l *lab) kisGet(params map[string]string) answer {
	l.Helper()
	return l.send(KIS, httptest.NewRequest(http.MethodGet, kisServerURLPath+"?"+encodeForm(params), nil))
}

func (l *lab) kisPost(params map[string]string) answer {
	l.Helper()
	return l.send(KIS, formRequest(kisServerURLPath, encodeForm(params)))
}

func requireKIS(t testing.TB, a answer, code int, msg string) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.EqualValues(t, code, a.json["code"], a.body)
	require.Equal(t, msg, a.json["msg"])
}

func TestKISServerURL(t *testing.T) {
	l := newLab(t)
	l.w.SetKISServerURL("http://127.0.0.1:4")
	for name, ask := range map[string]func(map[string]string) answer{"GET": l.kisGet, "POST": l.kisPost} {
		t.Run(name, func(t *testing.T) {
			params := l.kisV2(nil, nil)
			a := ask(params)
			requireKIS(t, a, 200, "success")
			assert.Equal(t, params["state"], a.json["state"])
			rows := a.json["data"].([]any)
			require.Len(t, rows, 4)
			var urls, logins []string
			for _, row := range rows {
				fields := row.(map[string]any)
				urls = append(urls, fields["server_url"].(string))
				logins = append(logins, fields["logintime"].(string))
				assert.True(t, strings.HasPrefix(fields["netid"].(string), Demo().KIS.EID))
			}
			assert.Equal(t, []string{"http://127.0.0.1:4", "203.0.113.10", "http://203.0.113.10", "https://kisgz.kingdee.com"}, urls)
			assert.Equal(t, Demo().KIS.NetID, rows[0].(map[string]any)["netid"])
			assert.Equal(t, "2026-08-03 11:41:00", logins[0])
			assert.IsDecreasing(t, logins)
		})
	}
	single := map[string]string{"eid": Demo().KIS.SingleEID, "auth_token": Demo().KIS.SingleAuthToken}
	a := l.kisGet(l.kisV2(single, nil))
	require.Len(t, a.json["data"], 1)
	assert.Equal(t, "127.0.0.1:4", a.json["data"].([]any)[0].(map[string]any)["server_url"])
}

func TestKISRefusals(t *testing.T) {
	const forbidden = "非法请求"
	cases := map[string]struct {
		before, after map[string]string
		code          int
		msg           string
	}{
		"no client_id":              {nil, map[string]string{"client_id": "-"}, 403, forbidden},
		"unknown client_id":         {map[string]string{"client_id": "1400000002"}, nil, 403, forbidden},
		"wrong secret":              {map[string]string{"secret": "x"}, nil, 403, forbidden},
		"wrong auth_token":          {map[string]string{"auth_token": "x"}, nil, 403, forbidden},
		"auth_token of another eid": {map[string]string{"eid": Demo().KIS.SingleEID}, nil, 403, forbidden},
		"no access_token":           {nil, map[string]string{"access_token": "-"}, 403, forbidden},
		"name in other case":        {nil, map[string]string{"State": "AAAAAAAAAAAAAAAA", "state": "-"}, 403, forbidden},
		"other state than signed":   {nil, map[string]string{"state": "AAAAAAAAAAAAAAAA"}, 403, forbidden},
		"state too short":           {map[string]string{"state": "AAAAAAAAAAAAAAA"}, nil, 403, forbidden},
		"state too long":            {map[string]string{"state": strings.Repeat("A", 129)}, nil, 403, forbidden},
		"state with a dash":         {map[string]string{"state": "AAAAAAAA-AAAAAAAA"}, nil, 403, forbidden},
		"timestamp without seconds": {map[string]string{"timestamp": "2026-08-03 12:00"}, nil, 403, forbidden},
		"timestamp with T":          {map[string]string{"timestamp": "2026-08-03T12:00:00"}, nil, 403, forbidden},
		"timestamp with fraction":   {map[string]string{"timestamp": "2026-08-03 12:00:00.5"}, nil, 403, forbidden},
		"timestamp encoded twice":   {nil, map[string]string{"timestamp": "2026-08-03+12%3A00%3A00"}, 403, forbidden},
		"timestamp in UTC":          {map[string]string{"timestamp": "2026-08-03 04:00:00"}, nil, 403, forbidden},
		"timestamp in seconds":      {map[string]string{"timestamp": "1785729600"}, nil, 403, forbidden},
		"unknown eid":               {map[string]string{"eid": "1"}, nil, 201, "获取失败,企业号不存在"},
		"eid without products":      {map[string]string{"eid": Demo().KIS.IdleEID}, nil, 201, "获取失败,没有运行中的产品"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			params := l.kisV2(c.before, c.after)
			a := l.kisGet(params)
			requireKIS(t, a, c.code, c.msg)
			assert.NotContains(t, a.json, "data")
			if len(params["state"]) <= 128 && params["state"] != "-" {
				assert.Equal(t, params["state"], a.json["state"])
			}
			requireKIS(t, l.kisPost(l.kisV2(c.before, c.after)), c.code, c.msg)
		})
	}
}

func TestKISOtherWaysIn(t *testing.T) {
	l := newLab(t)
	query := encodeForm(l.kisV2(nil, nil))
	requireKIS(t, l.send(KIS, httptest.NewRequest(http.MethodPut, kisServerURLPath+"?"+query, nil)), 403, "非法请求")
	requireKIS(t, l.send(KIS, httptest.NewRequest(http.MethodPost, kisServerURLPath+"?"+query, nil)), 403, "非法请求")
	asText := httptest.NewRequest(http.MethodPost, kisServerURLPath, strings.NewReader(query))
	asText.Header.Set("Content-Type", "text/plain")
	requireKIS(t, l.send(KIS, asText), 403, "非法请求")
	requireKIS(t, l.send(KIS, formRequest(kisServerURLPath, query+"&netid=xxx")), 200, "success")

	for _, path := range []string{"/", "/kisoemapi/get_server_url", "/Kisopenapi/router"} {
		a := l.send(KIS, httptest.NewRequest(http.MethodGet, path, nil))
		assert.Equal(t, http.StatusNotFound, a.status)
		assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	}
}

func TestKISWindows(t *testing.T) {
	for offset, okV2 := range map[time.Duration]bool{
		0: true, 10 * time.Minute: true, -10 * time.Minute: true,
		10*time.Minute + time.Second: false, -10*time.Minute - time.Second: false,
	} {
		stamp := noon.Add(offset).Format("2006-01-02 15:04:05")
		l := newLab(t)
		a := l.kisGet(l.kisV2(map[string]string{"timestamp": stamp}, nil))
		assert.Equal(t, okV2, a.json["code"] == 200.0, offset)
	}
	for offset, okV1 := range map[time.Duration]bool{
		0: true, 3 * time.Minute: true, -3 * time.Minute: true,
		3*time.Minute + time.Second: false, -3*time.Minute - time.Second: false,
	} {
		stamp := noon.Add(offset).Format("2006-01-02 15:04:05")
		l := newLab(t)
		a := l.kisGet(l.kisV1(map[string]string{"Timestamp": stamp}, nil))
		assert.Equal(t, okV1, a.json["Result"] == 200.0, offset)
	}
}

func TestKISStateOnlyOnce(t *testing.T) {
	l := newLab(t)
	for _, state := range []string{"AAAAAAAAAAAAAAAA", strings.Repeat("z9", 64)} {
		wrong := l.kisV2(map[string]string{"state": state, "secret": "x"}, nil)
		requireKIS(t, l.kisGet(wrong), 403, "非法请求")
		requireKIS(t, l.kisGet(l.kisV2(map[string]string{"state": state}, nil)), 200, "success")
		requireKIS(t, l.kisGet(l.kisV2(map[string]string{"state": state}, nil)), 403, "非法请求")
		l.w.Advance(48 * time.Hour)
		requireKIS(t, l.kisGet(l.kisV2(map[string]string{"state": state}, nil)), 403, "非法请求")
	}
}

func TestKISLetterCase(t *testing.T) {
	inCase := func(l *lab, change func(string) string) bool {
		p := l.kisV2(nil, nil)
		p["access_token"] = change(p["access_token"])
		return l.kisGet(p).json["code"] == 200.0
	}
	mixed := func(s string) string { return strings.ToLower(s[:16]) + strings.ToUpper(s[16:]) }
	for which, want := range map[string][2]bool{"": {true, true}, "upper": {true, false}, "lower": {false, true}} {
		l := newLab(t)
		l.w.RequireMD5Case(which)
		assert.Equal(t, want[0], inCase(l, strings.ToUpper), which)
		assert.Equal(t, want[1], inCase(l, strings.ToLower), which)
		assert.False(t, inCase(l, mixed), which)
	}
}

func TestKISLimits(t *testing.T) {
	l := newLab(t)
	l.w.SetKISLimits(2, 3)
	ask := func() answer { return l.kisGet(l.kisV2(nil, nil)) }
	assert.Equal(t, 3, l.w.QuotaLeft(KIS, Demo().KIS.ClientID))
	requireKIS(t, ask(), 200, "success")
	requireKIS(t, ask(), 200, "success")
	requireKIS(t, ask(), 300, "超过请求频率限制")
	v1 := l.kisGet(l.kisV1(nil, nil))
	assert.EqualValues(t, 201, v1.json["Result"])
	assert.Equal(t, "获取失败,超过请求频率限制", v1.json["Msg"])
	l.w.Advance(time.Minute)
	requireKIS(t, ask(), 200, "success")
	assert.Equal(t, 0, l.w.QuotaLeft(KIS, Demo().KIS.ClientID))
	requireKIS(t, ask(), 301, "超过每天的请求次数限制")
	l.w.Advance(12*time.Hour - time.Minute)
	requireKIS(t, ask(), 200, "success")
}

func TestKISOldEnvelope(t *testing.T) {
	l := newLab(t)
	l.w.UseOldKISEnvelope(true)
	p := l.kisV2(nil, nil)
	a := l.kisGet(p)
	assert.EqualValues(t, 200, a.json["Result"])
	assert.Equal(t, "success", a.json["ErrMsg"])
	assert.Equal(t, p["state"], a.json["State"])
	assert.Len(t, a.json["Data"], 4)
	assert.NotContains(t, a.json, "code")
	a = l.kisGet(p)
	assert.EqualValues(t, 403, a.json["Result"])
}

func TestKISVersion1(t *testing.T) {
	l := newLab(t)
	a := l.kisGet(l.kisV1(nil, nil))
	assert.EqualValues(t, 200, a.json["Result"])
	assert.Equal(t, "success", a.json["Msg"])
	row := a.json["Data"].([]any)[0].(map[string]any)
	assert.Equal(t, Demo().KIS.NetID, row["NetID"])
	assert.Equal(t, "KIS 旗舰版", row["ProductName"])
	assert.NotEmpty(t, row["AppSecret"])
	assert.Contains(t, row, "ServerUrl")
	assert.NotContains(t, a.json, "State")

	assert.EqualValues(t, 200, l.kisPost(l.kisV1(nil, nil)).json["Result"])
	for name, p := range map[string]map[string]string{
		"wrong secret":     l.kisV1(map[string]string{"secret": "x"}, nil),
		"other eid signed": l.kisV1(nil, map[string]string{"EID": Demo().KIS.SingleEID}),
		"v2 recipe":        l.kisV1(nil, map[string]string{"Sign": l.kisV2(nil, nil)["access_token"]}),
		"name in v2 style": l.kisV1(nil, map[string]string{"ClientID": "-", "client_id": Demo().KIS.ClientID}),
	} {
		a := l.kisGet(p)
		assert.EqualValues(t, 403, a.json["Result"], name)
		assert.Equal(t, "非法请求", a.json["Msg"], name)
	}
}

func TestKISDisabledApp(t *testing.T) {
	l := newLab(t)
	assert.True(t, l.w.DisableApp(KIS, Demo().KIS.ClientID))
	assert.False(t, l.w.DisableApp(KIS, "1"))
	requireKIS(t, l.kisGet(l.kisV2(nil, nil)), 403, "非法请求")
}

func (l *lab) kisRouter(before, after map[string]string) answer {
	l.Helper()
	standard := map[string]string{
		"netid": Demo().KIS.NetID, "ver": "2.0", "method": kisAcctMethod,
		"custdata": `{"ProductID":"S1","AccountDB":"AIS1","Data":{"Action":"GetAcctList","Recordset":[{"a":1}]}}`,
	}
	maps.Copy(standard, after)
	return l.send(KIS, formRequest(kisRouterPath, encodeForm(l.kisV2(before, standard))))
}

func TestKISRouter(t *testing.T) {
	l := newLab(t)
	a := l.kisRouter(nil, map[string]string{"state": "-"})
	assert.EqualValues(t, 403, a.json["Result"])

	a = l.kisRouter(map[string]string{"state": "SSSSSSSSSSSSSSSS"}, nil)
	assert.Equal(t, http.StatusOK, a.status)
	assert.EqualValues(t, 200, a.json["Result"])
	assert.Equal(t, "SSSSSSSSSSSSSSSS", a.json["State"])
	assert.EqualValues(t, 200, a.data(t, "DataJson")["Result"])
	assert.Equal(t, map[string]any{"Action": "GetAcctList", "Recordset": []any{map[string]any{"a": 1.0}}},
		a.data(t, "DataJson")["Data"])

	requireKIS(t, l.kisGet(l.kisV2(map[string]string{"state": "SSSSSSSSSSSSSSSS"}, nil)), 403, "非法请求")
}

func TestKISRouterFailures(t *testing.T) {
	cases := map[string]struct {
		before, after map[string]string
		outer, inner  int
	}{
		"wrong secret":   {map[string]string{"secret": "x"}, nil, 403, 0},
		"unknown eid":    {map[string]string{"eid": "1"}, nil, 201, 0},
		"no ver":         {nil, map[string]string{"ver": "-"}, 201, 0},
		"ver 1.0":        {nil, map[string]string{"ver": "1.0"}, 201, 0},
		"no netid":       {nil, map[string]string{"netid": "-"}, 201, 0},
		"foreign netid":  {nil, map[string]string{"netid": "7654321000012"}, 201, 0},
		"unknown method": {nil, map[string]string{"method": "kis.nothing"}, 200, 201},
		"no custdata":    {nil, map[string]string{"custdata": "-"}, 200, 201},
		"custdata text":  {nil, map[string]string{"custdata": "GetAcctList"}, 200, 201},
		"unknown action": {nil, map[string]string{"custdata": `{"Data":{"Action":"Format"}}`}, 200, 201},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			a := l.kisRouter(c.before, c.after)
			assert.EqualValues(t, c.outer, a.json["Result"])
			assert.NotEmpty(t, a.json["ErrMsg"])
			if c.inner == 0 {
				assert.Nil(t, a.json["DataJson"])
				return
			}
			assert.EqualValues(t, c.inner, a.data(t, "DataJson")["Result"])
			assert.NotEmpty(t, a.data(t, "DataJson")["ErrMsg"])
			assert.Equal(t, "200/201", l.lastCode(KIS))
		})
	}
	l := newLab(t)
	a := l.send(KIS, httptest.NewRequest(http.MethodGet, kisRouterPath+"?"+encodeForm(l.kisV2(nil, nil)), nil))
	assert.EqualValues(t, 403, a.json["Result"], "the router takes POST only")
}
