package sandbox

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzJDYSignature signs any parameters as a client does and sends them: the
// gateway has to come to the same signature from the bytes on the wire, and to
// another one when a byte was changed.
func FuzzJDYSignature(f *testing.F) {
	f.Add("search", "a b", "a", "1", "1")
	f.Add("a", "1", "a1", "2", "4427456950")
	f.Add("中文", "~*+/=&%", "", "", "7")
	f.Add("k", "", "k", "\xff\x00", "99999999999999999999")
	f.Fuzz(func(t *testing.T, k1, v1, k2, v2, nonce string) {
		if !validNonce(nonce) {
			return
		}
		l := newLab(t)
		ask := jdyAsk{path: "/jdy/v2/bd/customer", nonce: nonce, query: [][2]string{{k1, v1}, {k2, v2}}}
		requireGateway(t, l.jdy(ask), 4009)

		ask.nonce, ask.wireQuery = nonce[1:]+"1", new(gExpected(k1)+"="+vExpected(v1+"x")+"&"+gExpected(k2)+"="+vExpected(v2))
		if validNonce(ask.nonce) && ask.nonce != nonce {
			requireGateway(t, l.jdy(ask), 4008)
		}
	})
}

// wellFormed holds for whatever a platform answers.
func wellFormed(t *testing.T, a answer) {
	t.Helper()
	require.GreaterOrEqual(t, a.status, 200)
	require.Less(t, a.status, 600)
	require.NotEmpty(t, a.header.Get("Date"))
	kind := a.header.Get("Content-Type")
	require.NotEmpty(t, kind)
	require.NotEmpty(t, a.body)
	if strings.HasPrefix(kind, "application/json") {
		require.True(t, json.Valid([]byte(a.body)), a.body)
	}
}

// anyRequest makes a request of fuzzed parts; nil where a server would never
// see it.
func anyRequest(method, target, name, value, contentType, body string) *http.Request {
	u, err := url.ParseRequestURI(target)
	if err != nil || method == "" || !onlyOf(method, alphanumeric) {
		return nil
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Method, r.URL = method, u
	r.Header.Set(name, value)
	r.Header.Set("Content-Type", contentType)
	return r
}

// fuzzPlatform sends anything to a platform.
func fuzzPlatform(f *testing.F, platform string, paths ...string) {
	f.Helper()
	for _, path := range paths {
		f.Add("POST", path+"?a=1&%41=%zz", "Authorization", "Basic eDp5", "application/x-www-form-urlencoded", "client_id=1&sign=%")
		f.Add("GET", path+"?timestamp=2014-03-14+11%3A44%3A44", "X-Api-TimeStamp", "1", "application/json", `{"client_id":[1,null]}`)
		f.Add("POST", path, "Authorization", "Bearer x", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"client_id\"\r\n\r\n1\r\n--x--\r\n")
	}
	f.Fuzz(func(t *testing.T, method, target, name, value, contentType, body string) {
		r := anyRequest(method, target, name, value, contentType, body)
		if r == nil || strings.HasPrefix(r.URL.Path, controlPrefix) {
			return
		}
		wellFormed(t, newLab(t).send(platform, r))
	})
}

func FuzzJDY(f *testing.F) {
	fuzzPlatform(f, JDY, jdyIssuePath, jdyAuthorizePath, "/jdy/v2/bd/customer")
}

func FuzzKIS(f *testing.F) { fuzzPlatform(f, KIS, kisServerURLPath, kisRouterPath) }

func FuzzRobot(f *testing.F) { fuzzPlatform(f, Robot, robotIssue, "/some/api") }

func FuzzYilianyun(f *testing.F) {
	fuzzPlatform(f, Yilianyun, scanPath, "/v2"+oauthPath, addPath, "/print/index")
}

// FuzzControl sends anything to the sandbox's own switches.
func FuzzControl(f *testing.F) {
	f.Add("POST", "fault", `{"kind":"slow","delay_ms":1}`)
	f.Add("POST", "advance", `{"seconds":1e300}`)
	f.Add("POST", "qr-key", `{"machine_code":"4004683219"}`)
	f.Add("GET", "requests", "")
	f.Fuzz(func(t *testing.T, method, name, body string) {
		u, err := url.ParseRequestURI(controlPrefix + name)
		if err != nil || method == "" || !onlyOf(method, alphanumeric) {
			return
		}
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Method, r.URL = method, u
		rec := httptest.NewRecorder()
		newLab(t).w.Handler(KIS).ServeHTTP(rec, r)
		require.Less(t, rec.Code, 500)
		if rec.Header().Get("Content-Type") == jsonType {
			require.True(t, json.Valid(rec.Body.Bytes()))
		}
	})
}

// FuzzProven lets proven callers send any values, so that what lies behind the
// signature is reached.
func FuzzProven(f *testing.F) {
	f.Add("grant_type", "client_credentials", "custdata", `{"Data":{"Action":"SyncBill","Recordset":[]}}`)
	f.Add("machine_code", "4004683219", "msign", DemoMsign)
	f.Add("uid", "700123", "outerInstanceId", "\xff")
	f.Fuzz(func(t *testing.T, k1, v1, k2, v2 string) {
		l := newLab(t)
		extra := map[string]string{k1: v1, k2: v2}
		for _, path := range []string{scanPath, "/v2" + oauthPath, addPath, "/print/index", "/printer/deleteprinter"} {
			wellFormed(t, l.open(path, extra))
			wellFormed(t, l.self(path, extra))
		}
		wellFormed(t, l.kisGet(l.kisV2(nil, extra)))
		wellFormed(t, l.kisPost(l.kisV1(nil, extra)))
		wellFormed(t, l.kisRouter(nil, extra))
		query := append(jdyTokenQuery(Demo().JDY.AppKey, Demo().JDY.AppSecret), [2]string{k1, v1}, [2]string{k2, v2})
		wellFormed(t, l.jdy(jdyAsk{query: query}))
		wellFormed(t, l.jdy(jdyAsk{method: "POST", path: jdyAuthorizePath, query: query, body: v1}))
		business := jdyBusiness(l.w.jdy.jwt(1, noon))
		l.w.jdy.tokens[business.header["app-token"]] = jdyToken{Demo().JDY.ClientID, l.w.jdy.accounts[1], noon.AddDate(0, 0, 1)}
		business.query, business.body, business.method = query, v2, "POST"
		wellFormed(t, l.jdy(business))
		wellFormed(t, l.kong(robotGrant+"&"+demoPair(), formType, encodeForm(extra), nil))
	})
}
