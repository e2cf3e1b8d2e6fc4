package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (l *lab) control(platform, name, body string) answer {
	l.Helper()
	rec := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/_sandbox/"+name, strings.NewReader(body))
	l.w.Handler(platform).ServeHTTP(rec, r)
	return recorded(l, rec)
}

func recorded(l *lab, rec *httptest.ResponseRecorder) answer {
	l.Helper()
	require.Equal(l, jsonType, rec.Header().Get("Content-Type"))
	a := answer{status: rec.Code, body: rec.Body.String()}
	require.NoError(l, json.Unmarshal([]byte(a.body), &a.json))
	return a
}

func TestControlFault(t *testing.T) {
	l := newLab(t)
	a := l.control(KIS, "fault", `{"kind":"status500","times":1}`)
	assert.Equal(t, http.StatusOK, a.status)
	assert.Equal(t, true, a.json["ok"])
	assert.Equal(t, http.StatusUnauthorized, l.send(Robot, plain()).status, "another listener's platform is well")
	assert.Equal(t, http.StatusInternalServerError, l.send(KIS, plain()).status)
	assert.Equal(t, http.StatusNotFound, l.send(KIS, plain()).status)

	l.control(KIS, "fault", `{"kind":"clock","clock_offset_seconds":-90.5}`)
	assert.Equal(t, "Mon, 03 Aug 2026 03:58:29 GMT", l.send(KIS, plain()).header.Get("Date"))
	l.control(KIS, "fault", `{"kind":"redirect","target":"http://127.0.0.9/"}`)
	assert.Equal(t, "http://127.0.0.9/", l.send(KIS, plain()).header.Get("Location"))
	l.control(KIS, "fault", `{"kind":"slow","delay_ms":250}`)
	assert.Equal(t, Fault{Kind: FaultSlow, Delay: 250 * time.Millisecond}, l.w.desks[KIS].fault)
	l.control(JDY, "fault", `{"kind":"refuse","code":5007}`)
	requireGateway(t, l.send(JDY, plain()), 5007)
	l.control(KIS, "fault", `{"kind":"none"}`)
	assert.Equal(t, FaultNone, l.w.desks[KIS].fault.Kind)
}

func TestControlWorld(t *testing.T) {
	demo := Demo()
	l := newLab(t)
	l.control(Robot, "advance", `{"seconds":3600}`)
	assert.Equal(t, noon.Add(time.Hour), l.w.Now())

	a := l.control(JDY, "qr-key", `{"machine_code":"`+demo.Yilianyun.MachineCode+`"}`)
	assert.EqualValues(t, 300, a.json["valid_seconds"])
	requireYly(t, l.open(scanPath, map[string]string{
		"machine_code": demo.Yilianyun.MachineCode, "qr_key": fmt.Sprint(a.json["qr_key"]),
	}), 0)

	a = l.control(Yilianyun, "code", `{"client_id":"`+demo.Yilianyun.ClientID+`","machine_code":"`+demo.Yilianyun.MachineCode+`"}`)
	assert.EqualValues(t, 600, a.json["valid_seconds"])
	requireYly(t, l.open(oauthPath, map[string]string{
		"grant_type": "authorization_code", "code": fmt.Sprint(a.json["code"]),
	}), 0)

	token := l.robotToken()
	l.control(Robot, "expire", `{}`)
	assert.Equal(t, http.StatusUnauthorized, l.robotCall("access_token="+token+"&"+appPair(), nil).status)

	a = l.control(JDY, "app-secret", `{"app_key":"`+demo.JDY.AppKey+`"}`)
	requireErrcode(t, l.jdy(granted()), 1030002006)
	requireErrcode(t, l.jdy(jdyAsk{query: jdyTokenQuery(demo.JDY.AppKey, fmt.Sprint(a.json["app_secret"]))}), 0)
}

func TestControlRefusesNonsense(t *testing.T) {
	l := newLab(t)
	for name, body := range map[string]string{
		"fault": `{"kind":"earthquake"}`, "advance": `{"seconds":"x"}`, "qr-key": `{"machine_code":"1"}`,
		"code": `{"client_id":"1"}`, "app-secret": `{}`,
	} {
		for _, sent := range []string{body, "", "[", `{"unknown":1}`} {
			a := l.control(KIS, name, sent)
			assert.Equal(t, http.StatusBadRequest, a.status, name+sent)
			assert.NotEmpty(t, a.json["error"])
		}
	}
	for _, seconds := range []string{"1e300", "-1e300", "1000000001"} {
		assert.Equal(t, http.StatusBadRequest, l.control(KIS, "advance", `{"seconds":`+seconds+`}`).status)
		assert.Equal(t, http.StatusBadRequest, l.control(KIS, "fault", `{"kind":"clock","clock_offset_seconds":`+seconds+`}`).status)
	}
	assert.Equal(t, noon, l.w.Now())
	rec := httptest.NewRecorder()
	l.w.Handler(KIS).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/_sandbox/fault", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, rec.Code)
	rec = httptest.NewRecorder()
	l.w.Handler(KIS).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/_sandbox/nothing", nil))
	assert.Equal(t, http.StatusNotFound, rec.Code)
	assert.Empty(t, l.w.Requests(KIS), "the switches are not the platform's requests")
}

func TestControlIsNeverHitByAFault(t *testing.T) {
	l := newLab(t)
	l.w.SetFault(KIS, Fault{Kind: FaultStatus500})
	assert.Equal(t, http.StatusOK, l.control(KIS, "fault", `{"kind":"none"}`).status)
}

func TestRequestsHoldNoSecrets(t *testing.T) {
	var events []Event
	w := New(Options{Clock: func() time.Time { return noon }, Log: func(e Event) { events = append(events, e) }})
	l := &lab{TB: t, w: w}
	token := l.jdyToken()
	l.jdy(jdyBusiness(token))
	l.kisGet(l.kisV2(nil, nil))
	l.open(scanPath, byMsign(Demo().Yilianyun))
	l.robotCall("access_token="+l.robotToken()+"&"+appPair(), nil)

	require.Len(t, events, 6)
	assert.Equal(t, Event{JDY, Record{At: noon, Method: "GET", Path: jdyIssuePath, Status: 200, Code: "0"}}, events[0])
	assert.Equal(t, []Record{events[0].Record, events[1].Record}, w.Requests(JDY))

	rec := httptest.NewRecorder()
	w.Handler(Robot).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/_sandbox/requests", nil))
	a := recorded(l, rec)
	assert.Len(t, a.json["requests"], 2)
	everything := a.body + fmt.Sprint(events)
	for _, platform := range append(Platforms(), YilianyunSelf) {
		for name, value := range Demo().Values(platform) {
			if strings.Contains(name, "secret") || name == "msign" || name == "auth_token" || name == "api_key" {
				assert.NotContains(t, everything, value, name)
			}
		}
	}
	assert.NotContains(t, everything, token)
}

func TestRequestsAreBounded(t *testing.T) {
	l := newLab(t)
	l.send(KIS, httptest.NewRequest(http.MethodGet, "/first", nil))
	long := "/" + strings.Repeat("x", 500)
	for range maxRecords {
		l.send(KIS, httptest.NewRequest(http.MethodGet, long, nil))
	}
	records := l.w.Requests(KIS)
	require.Len(t, records, maxRecords)
	assert.Equal(t, long[:maxPathShown]+"…", records[0].Path)
	records[0].Path = "changed"
	assert.NotEqual(t, "changed", l.w.Requests(KIS)[0].Path, "a copy")
}
