package sandbox

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/internal/vectors"
)

// byKind returns the vectors of one kind; there has to be at least one.
func byKind(t *testing.T, section, kind string) []vectors.Vector {
	t.Helper()
	var out []vectors.Vector
	for _, v := range vectors.Load(t, section) {
		if v.Kind == kind {
			out = append(out, v)
		}
	}
	require.NotEmpty(t, out)
	return out
}

// jdyVectorLab is a World at the time of a signature vector, which knows the
// vector's app.
func jdyVectorLab(t *testing.T, v vectors.Vector) (*lab, jdyAsk) {
	t.Helper()
	ms, err := strconv.ParseInt(v.Inputs.Text("timestamp_ms"), 10, 64)
	require.NoError(t, err)
	l := newLabAt(t, time.UnixMilli(ms))
	l.w.jdy.apps["777"] = &jdyApp{secret: v.Inputs.Text("client_secret")}
	// What stands on the wire and in the header is the vector's own.
	return l, jdyAsk{
		method: v.Inputs.Text("method"), path: v.Inputs.Text("path"), clientID: "777", nonce: v.Inputs.Text("nonce"),
		wireQuery: new(v.Expected.Text("wire_query")),
		header:    map[string]string{"X-Api-Signature": v.Expected.Text("x_api_signature")},
	}
}

// passedGateway says whether the gateway let a call through to the API.
func passedGateway(path string, a answer) bool {
	switch path {
	case jdyIssuePath:
		return a.json["errcode"] == float64(jdyAuthorizationKeyFailed) // the vectors' app_key is of another app
	case jdyAuthorizePath:
		return a.json["code"] == 500.0
	default:
		return a.json["errcode"] == float64(gwAccessTokenEmpty)
	}
}

func TestVectorsJDYSignature(t *testing.T) {
	for _, v := range byKind(t, "jdy", "x_api_signature") {
		t.Run(v.ID, func(t *testing.T) {
			text, ok := jdyStringToSign(v.Inputs.Text("method"), v.Inputs.Text("path"),
				v.Expected.Text("wire_query"), v.Inputs.Text("nonce"), v.Inputs.Text("timestamp_ms"))
			require.True(t, ok)
			assert.Equal(t, v.StringToSign, text)

			l, ask := jdyVectorLab(t, v)
			a := l.jdy(ask)
			assert.True(t, passedGateway(ask.path, a), a.body)

			l, ask = jdyVectorLab(t, v)
			ask.header["X-Api-Signature"] = strings.ToLower(ask.header["X-Api-Signature"])
			requireGateway(t, l.jdy(ask), 4008)
		})
	}
}

func TestVectorsJDYOfficialExampleWithItsOwnApp(t *testing.T) {
	v := vectors.ByID(t, "jdy", "jdy-sig-official-doc-example")
	l, ask := jdyVectorLab(t, v)
	ask.clientID = v.Inputs.Text("client_id")
	assert.Equal(t, Demo().JDY.ClientID, ask.clientID)
	a := l.jdy(ask)
	requireErrcode(t, a, 1030002006) // the app_secret of the example was not published
}

func TestVectorsJDYNegative(t *testing.T) {
	official := vectors.ByID(t, "jdy", "jdy-sig-official-doc-example")
	for _, v := range vectors.Load(t, "jdy_negative") {
		t.Run(v.ID, func(t *testing.T) {
			if v.ID == "jdy-neg-seed-app-sig-raw" {
				l := newLab(t)
				l.w.jdy.accounts[1].appKey, l.w.jdy.accounts[1].appSecret = "abc", "abc123"
				ask := func(value string) answer {
					return l.jdy(jdyAsk{query: [][2]string{{"app_key", "abc"}, {"app_signature", value}}})
				}
				requireErrcode(t, ask(v.WrongValue), 1030002006)
				requireErrcode(t, ask(v.CorrectValue), 0)
				return
			}
			l, ask := jdyVectorLab(t, official)
			ask.header["X-Api-Signature"] = v.WrongValue
			requireGateway(t, l.jdy(ask), 4008)
			ask.header["X-Api-Signature"] = v.CorrectValue
			a := l.jdy(ask)
			assert.True(t, passedGateway(ask.path, a), a.body)
		})
	}
}

func TestVectorsJDYAppSignature(t *testing.T) {
	for _, v := range byKind(t, "jdy", "app_signature") {
		t.Run(v.ID, func(t *testing.T) {
			l := newLab(t)
			appKey := v.Inputs.Text("app_key")
			account := l.w.jdy.accounts[1]
			l.w.jdy.accounts = []*jdyAccount{account}
			account.appKey, account.appSecret = appKey, v.Inputs.Text("app_secret")
			requireErrcode(t, l.jdy(jdyAsk{query: [][2]string{
				{"app_key", appKey}, {"app_signature", v.Expected.Text("app_signature")},
			}}), 0)
		})
	}
}

// kisVectorLab is a World at the time of a KIS vector, which is of the demo
// account.
func kisVectorLab(t *testing.T, stamp string) *lab {
	t.Helper()
	at, err := time.ParseInLocation(time.DateTime, stamp, chinaTime)
	require.NoError(t, err)
	return newLabAt(t, at)
}

// kisQuery sends a query that is the vector's own.
func (l *lab) kisQuery(query string) answer {
	l.Helper()
	r := plain()
	r.URL.Path, r.URL.RawQuery = kisServerURLPath, query
	return l.send(KIS, r)
}

func TestVectorsKIS(t *testing.T) {
	for _, v := range byKind(t, "kis", "v2_access_token") {
		for _, name := range []string{"get_query_upper", "get_query_lower"} {
			l := kisVectorLab(t, v.Inputs.Text("timestamp"))
			requireKIS(t, l.kisQuery(v.Expected.Text(name)), 200, "success")
			requireKIS(t, l.kisQuery(v.Expected.Text(name)), 403, "非法请求")
		}
	}
	for _, v := range byKind(t, "kis", "v1_sign") {
		l := kisVectorLab(t, v.Inputs.Text("Timestamp"))
		assert.EqualValues(t, 200, l.kisQuery(v.Expected.Text("get_query_lower")).json["Result"], v.ID)
	}
	right := vectors.ByID(t, "kis", "kis-v2-002").Expected.Text("get_query_lower")
	for _, v := range byKind(t, "kis", "v2_negative") {
		require.Contains(t, right, v.CorrectValueLower)
		l := kisVectorLab(t, "2014-03-14 11:44:44")
		requireKIS(t, l.kisQuery(strings.Replace(right, v.CorrectValueLower, v.WrongValueLower, 1)), 403, "非法请求")
		requireKIS(t, l.kisQuery(right), 200, "success")
	}
}

func TestVectorsYilianyun(t *testing.T) {
	for _, v := range byKind(t, "yilianyun", "sign") {
		clientID, stamp, secret := v.Inputs.Text("client_id"), v.Inputs.Text("timestamp"), v.Inputs.Text("client_secret")
		sign := v.Expected.Text("sign")
		assert.Equal(t, sign, ylySign(clientID, stamp, secret), v.ID)
		seconds, err := strconv.ParseInt(stamp, 10, 64)
		if err != nil {
			continue // the ordering example, whose time is a letter
		}
		l := newLabAt(t, time.Unix(seconds, 0))
		l.w.yilianyun.apps[clientID] = &ylyApp{id: clientID, secret: secret, kind: ylyOpen}
		ask := map[string]string{"client_id": clientID, "sign": sign}
		requireYly(t, l.open(scanPath, with(byMsign(Demo().Yilianyun), "sign", "")), 12)
		requireYly(t, l.open(scanPath, with(ask, "sign", strings.ToUpper(sign))), 11)
		requireYly(t, l.open(scanPath, ask), 29)
	}
}

func TestVectorsYilianyunForm(t *testing.T) {
	for _, v := range byKind(t, "yilianyun", "form_body") {
		var fields map[string]string
		v.Expected.Into("fields", &fields)
		seconds, err := strconv.ParseInt(fields["timestamp"], 10, 64)
		require.NoError(t, err)
		l := newLabAt(t, time.Unix(seconds, 0))
		l.w.yilianyun.printers[fields["machine_code"]] = &ylyPrinter{
			qrKeys: map[string]time.Time{fields["qr_key"]: l.w.Now().Add(time.Second)},
		}
		target, err := url.Parse(v.Expected.Text("url"))
		require.NoError(t, err)
		require.Contains(t, encodeForm(fields), v.Expected.Text("qr_key_on_wire"))
		requireYly(t, l.send(Yilianyun, formRequest(target.Path, encodeForm(fields))), 0)
	}
}

func TestVectorsRobot(t *testing.T) {
	for _, v := range byKind(t, "robot", "token_request") {
		target, err := url.Parse(v.Expected.Text("url"))
		require.NoError(t, err)
		r := formRequest(target.RequestURI(), "")
		if v.Expected.Has("body") {
			r = formRequest(target.RequestURI(), v.Expected.Text("body"))
		}
		if v.Expected.Has("authorization") {
			r.Header.Set("Authorization", v.Expected.Text("authorization"))
		}
		a := newLab(t).send(Robot, r)
		assert.Equal(t, 200, a.status, v.ID+a.body)
	}
	for _, v := range byKind(t, "robot", "business_url") {
		target, err := url.Parse(v.Expected.Text("url"))
		require.NoError(t, err)
		l := newLab(t)
		r := formRequest(target.RequestURI(), "")
		requireOAuth(t, l.send(Robot, r), 401, "invalid_token", "The access token is invalid or has expired")
		l.w.robot.tokens[v.Inputs.Text("access_token")] = noon
		assert.Equal(t, 200, l.send(Robot, r).status)
	}
}

// TestVectorsResponses holds the sandbox's failures against the saved ones:
// the words have to be the same.
func TestVectorsResponses(t *testing.T) {
	l := newLab(t)
	for id, a := range map[string]answer{
		"jdy-gw-5001":                  l.jdy(jdyAsk{path: "/galaxyapi/x"}),
		"robot-resp-invalid-client":    l.kong(robotGrant, "", "", nil),
		"robot-resp-unsupported-grant": l.kong(demoPair(), "", "", nil),
		"robot-resp-provision-key":     l.kong(robotGrant+"&authenticated_userid=1&"+demoPair(), "", "", nil),
		"robot-resp-missing-token":     l.robotCall("", nil),
		"robot-resp-invalid-method":    l.send(Robot, getTokenEndpoint()),
		"yly-resp-err-2":               l.open(scanPath, map[string]string{"client_id": "1"}),
		"yly-resp-err-11":              l.open(scanPath, map[string]string{"sign": "x"}),
		"yly-resp-err-27":              l.open(scanPath, map[string]string{"scope": "-"}),
		"yly-resp-err-29":              l.open(scanPath, nil),
		"yly-resp-err-30":              l.open(scanPath, map[string]string{"machine_code": Demo().Yilianyun.MachineCode, "qr_key": "x"}),
		"kis-resp-err-403":             l.kisGet(l.kisV2(nil, map[string]string{"state": "AAAAAAAAAAAAAAAA"})),
		"kis-resp-err-300":             tooFast(t),
	} {
		section, _, _ := strings.Cut(id, "-")
		if section == "yly" {
			section = "yilianyun"
		}
		v := vectors.ByID(t, section, id)
		assert.JSONEq(t, v.Body, a.body, id)
		if v.HTTPStatus != 0 {
			assert.Equal(t, v.HTTPStatus, a.status, id)
		}
	}
	a := l.jdy(jdyAsk{header: map[string]string{"X-Api-ClientID": ""}})
	assert.JSONEq(t, vectors.ByID(t, "jdy", "jdy-gw-4002").Body, a.body, fmt.Sprint(a.status))
}

func getTokenEndpoint() *http.Request {
	return httptest.NewRequest(http.MethodGet, robotIssue, nil)
}

func tooFast(t *testing.T) answer {
	t.Helper()
	l := newLab(t)
	l.w.SetKISLimits(0, 1)
	return l.kisGet(l.kisV2(map[string]string{"state": "AAAAAAAAAAAAAAAA"}, nil))
}
