package sandbox

import (
	"bytes"
	"encoding/base64"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const robotIssue = "/certification/oauth2/token"

func basic(pair string) map[string]string {
	return map[string]string{"Authorization": "Basic " + base64.StdEncoding.EncodeToString([]byte(pair))}
}

// kong sends a POST to the token endpoint.
func (l *lab) kong(query, contentType, body string, header map[string]string) answer {
	l.Helper()
	r := httptest.NewRequest(http.MethodPost, robotIssue+"?"+query, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	return l.send(Robot, r)
}

func requireOAuth(t testing.TB, a answer, status int, code, description string) {
	t.Helper()
	require.Equal(t, status, a.status, a.body)
	require.Equal(t, map[string]any{"error": code, "error_description": description}, a.json)
}

func robotPair(id, secret string) string {
	return url.Values{"client_id": {id}, "client_secret": {secret}}.Encode()
}

// demoPair are the first keys as parameters.
func demoPair() string { return robotPair(Demo().Robot.APIKey, Demo().Robot.SecretKey) }

const (
	robotGrant = "grant_type=client_credentials"
	formType   = "application/x-www-form-urlencoded"
)

func TestRobotTokenInEveryPlace(t *testing.T) {
	demo := Demo().Robot
	var multi bytes.Buffer
	parts := multipart.NewWriter(&multi)
	require.NoError(t, parts.WriteField("grant_type", "client_credentials"))
	require.NoError(t, parts.WriteField("client_id", demo.APIKey))
	require.NoError(t, parts.WriteField("client_secret", demo.SecretKey))
	require.NoError(t, parts.Close())
	jsonBody := `{"grant_type":"client_credentials","client_id":"` + demo.APIKey + `","client_secret":"` + demo.SecretKey + `"}`

	for name, c := range map[string]struct {
		query, contentType, body string
		header                   map[string]string
	}{
		"query":                 {robotGrant + "&" + demoPair(), "", "", nil},
		"form":                  {"", formType, robotGrant + "&" + demoPair(), nil},
		"form with charset":     {"", formType + "; charset=UTF-8", robotGrant + "&" + demoPair(), nil},
		"JSON":                  {"", "application/json", jsonBody, nil},
		"multipart":             {"", parts.FormDataContentType(), multi.String(), nil},
		"Basic":                 {robotGrant, "", "", basic(demo.APIKey + ":" + demo.SecretKey)},
		"Basic and form":        {"", formType, robotGrant, basic(demo.APIKey + ":" + demo.SecretKey)},
		"parameters over Basic": {robotGrant + "&" + demoPair(), "", "", basic("nobody:x")},
		"Basic when id alone":   {robotGrant + "&client_id=nobody", "", "", basic(demo.APIKey + ":" + demo.SecretKey)},
		"body over query":       {robotGrant + "&" + robotPair("nobody", "x"), formType, demoPair(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := newLab(t).kong(c.query, c.contentType, c.body, c.header)
			require.Equal(t, http.StatusOK, a.status, a.body)
			assert.Len(t, a.json, 3)
			assert.Equal(t, "bearer", a.json["token_type"])
			assert.Regexp(t, `^[A-Za-z0-9]{32}$`, a.json["access_token"])
			assert.EqualValues(t, 7200, a.json["expires_in"])
			assert.Equal(t, "no-store", a.header.Get("Cache-Control"))
			assert.Equal(t, "no-cache", a.header.Get("Pragma"))
		})
	}
}

func TestRobotTokenRefusals(t *testing.T) {
	demo := Demo().Robot
	wrong := robotPair(demo.APIKey, "wrong")
	second := robotPair(demo.AppID, demo.AppSecret)
	for name, c := range map[string]struct {
		query, contentType, body string
		header                   map[string]string
		status                   int
		code, description        string
	}{
		"nothing":                     {"", "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"no keys":                     {robotGrant, "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"wrong secret":                {robotGrant + "&" + wrong, "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"secret in other case":        {robotGrant + "&" + robotPair(demo.APIKey, strings.ToUpper(demo.SecretKey)), "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"second pair":                 {robotGrant + "&" + second, "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"id with line-wrap space":     {robotGrant + "&" + robotPair("Y16OfM12mLDbQ3LVnCtnERgRh mMizJpE", demo.SecretKey), "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"id twice in query":           {robotGrant + "&" + demoPair() + "&client_id=" + demo.APIKey, "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"secret three times in form":  {robotGrant, formType, demoPair() + strings.Repeat("&client_secret="+demo.SecretKey, 2), nil, 400, "invalid_client", "Invalid client authentication"},
		"body overrides with wrong":   {robotGrant + "&" + demoPair(), formType, "client_secret=wrong", nil, 400, "invalid_client", "Invalid client authentication"},
		"null in JSON":                {robotGrant + "&" + demoPair(), "application/json", `{"client_secret":null}`, nil, 400, "invalid_client", "Invalid client authentication"},
		"broken JSON":                 {"", "application/json", robotGrant + "&" + demoPair(), nil, 400, "invalid_client", "Invalid client authentication"},
		"form sent as text":           {"", "text/plain", robotGrant + "&" + demoPair(), nil, 400, "invalid_client", "Invalid client authentication"},
		"broken multipart":            {robotGrant, "multipart/form-data", demoPair(), nil, 400, "invalid_client", "Invalid client authentication"},
		"Basic, wrong secret":         {robotGrant, "", "", basic(demo.APIKey + ":wrong"), 401, "invalid_client", "Invalid client authentication"},
		"Basic, no secret":            {robotGrant, "", "", basic(demo.APIKey), 401, "invalid_client", "Invalid client authentication"},
		"Basic, unknown id":           {robotGrant, "", "", basic("nobody:x"), 400, "invalid_client", "Invalid client authentication"},
		"Basic, unknown id, no grant": {"", "", "", basic("nobody:x"), 401, "invalid_client", "Invalid client authentication"},
		"Bearer instead of Basic":     {robotGrant, "", "", map[string]string{"Authorization": "Bearer abc"}, 400, "invalid_client", "Invalid client authentication"},
		"Basic that is no Base64":     {robotGrant, "", "", map[string]string{"Authorization": "Basic $"}, 400, "invalid_client", "Invalid client authentication"},
		"no grant_type":               {demoPair(), "", "", nil, 400, "unsupported_grant_type", "Invalid grant_type"},
		"other grant_type":            {demoPair() + "&grant_type=password", "", "", nil, 400, "unsupported_grant_type", "Invalid grant_type"},
		"grant_type twice":            {demoPair() + "&" + robotGrant + "&" + robotGrant, "", "", nil, 400, "unsupported_grant_type", "Invalid grant_type"},
		"both wrong":                  {wrong + "&grant_type=x", "", "", nil, 400, "invalid_client", "Invalid client authentication"},
		"speaks for a user":           {robotGrant + "&authenticated_userid=1&" + demoPair(), "", "", nil, 400, "invalid_provision_key", "Invalid provision_key"},
		"with some provision_key":     {robotGrant + "&authenticated_userid=1&provision_key=x&" + demoPair(), "", "", nil, 400, "invalid_provision_key", "Invalid provision_key"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newLab(t).kong(c.query, c.contentType, c.body, c.header)
			requireOAuth(t, a, c.status, c.code, c.description)
			assert.Equal(t, "no-store", a.header.Get("Cache-Control"))
			if c.status == 401 {
				assert.Equal(t, `Basic realm="OAuth2.0"`, a.header.Get("WWW-Authenticate"))
			} else {
				assert.Empty(t, a.header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestRobotOtherMethods(t *testing.T) {
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		l := newLab(t)
		r := httptest.NewRequest(method, robotIssue+"?"+robotGrant+"&"+demoPair(), nil)
		requireOAuth(t, l.send(Robot, r), 405, "invalid_method", "The HTTP method "+method+" is invalid for the token endpoint")
		l.w.UseOldKong(true)
		requireOAuth(t, l.send(Robot, r), 401, "invalid_request", "The access token is missing")
	}
}

func TestRobotOldKong(t *testing.T) {
	demo := Demo().Robot
	l := newLab(t)
	withColon := basic(demo.APIKey + ":" + demo.SecretKey + ":tail")
	a := l.kong(robotGrant, "", "", withColon)
	requireOAuth(t, a, 401, "invalid_client", "Invalid client authentication")
	l.w.UseOldKong(true)
	assert.Equal(t, http.StatusOK, l.kong(robotGrant, "", "", withColon).status, "cut at the second colon")
	requireOAuth(t, l.kong(robotGrant, "", "", basic("nobody:x")), 401, "invalid_client", "Invalid client authentication")
}

func TestRobotRequireHTTPS(t *testing.T) {
	l := newLab(t)
	l.w.RequireHTTPS(true)
	a := l.kong(robotGrant+"&"+demoPair(), "", "", nil)
	requireOAuth(t, a, 400, "access_denied", "You must use HTTPS")

	server := httptest.NewTLSServer(l.w.Handler(Robot))
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+robotIssue+"?"+robotGrant+"&"+demoPair(), nil)
	require.NoError(t, err)
	res, err := server.Client().Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	assert.Equal(t, http.StatusOK, res.StatusCode)
}

func TestRobotScopes(t *testing.T) {
	l := newLab(t)
	ask := func(scope string) answer { return l.kong(robotGrant+"&"+demoPair()+scope, "", "", nil) }
	assert.Equal(t, http.StatusOK, ask("&scope=anything").status, "not looked at")
	l.w.SetRobotScopes([]string{"face", "voice"}, true)
	requireOAuth(t, ask(""), 400, "invalid_scope", "You must specify a scope")
	requireOAuth(t, ask("&scope=face+image"), 400, "invalid_scope", `"image" is an invalid scope`)
	requireOAuth(t, ask("&scope=face&scope=voice"), 400, "invalid_scope", "scope must be a string")
	assert.Equal(t, http.StatusOK, ask("&scope=face+voice").status)
}

func TestRobotDisabledClient(t *testing.T) {
	l := newLab(t)
	assert.True(t, l.w.DisableApp(Robot, Demo().Robot.APIKey))
	assert.False(t, l.w.DisableApp(Robot, "nobody"))
	requireOAuth(t, l.kong(robotGrant+"&"+demoPair(), "", "", nil), 400, "invalid_client", "Invalid client authentication")
	assert.Equal(t, -1, l.w.QuotaLeft(Robot, Demo().Robot.APIKey))
}

func (l *lab) robotToken() string {
	l.Helper()
	a := l.kong(robotGrant+"&"+demoPair(), "", "", nil)
	require.Equal(l, http.StatusOK, a.status)
	return a.json["access_token"].(string)
}

// robotCall is a business call with the second pair of keys.
func (l *lab) robotCall(query string, header map[string]string) answer {
	l.Helper()
	r := httptest.NewRequest(http.MethodPost, "/some/api?"+query, strings.NewReader(`{"a":1}`))
	for name, value := range header {
		r.Header.Set(name, value)
	}
	return l.send(Robot, r)
}

func appPair() string { return robotPair(Demo().Robot.AppID, Demo().Robot.AppSecret) }

func TestRobotTokensLiveSideBySide(t *testing.T) {
	l := newLab(t)
	first := l.robotToken()
	l.w.Advance(time.Hour)
	second := l.robotToken()
	assert.NotEqual(t, first, second)
	for _, token := range []string{first, second} {
		assert.Equal(t, http.StatusOK, l.robotCall("access_token="+token+"&"+appPair(), nil).status)
	}
	l.w.Advance(time.Hour)
	assert.Equal(t, http.StatusOK, l.robotCall("access_token="+first+"&"+appPair(), nil).status, "7200 seconds old")
	l.w.Advance(time.Second)
	requireOAuth(t, l.robotCall("access_token="+first+"&"+appPair(), nil), 401, "invalid_token", "The access token is invalid or has expired")
	assert.Equal(t, http.StatusOK, l.robotCall("access_token="+second+"&"+appPair(), nil).status)
}

func TestRobotBusiness(t *testing.T) {
	l := newLab(t)
	token := l.robotToken()
	a := l.robotCall("access_token="+token+"&x=1+2&"+appPair(), nil)
	require.Equal(t, http.StatusOK, a.status, a.body)
	assert.Equal(t, map[string]any{"method": "POST", "path": "/some/api", "query": []any{[]any{"x", "1 2"}}, "body_bytes": 7.0}, a.json["data"])
	assert.NotContains(t, a.body, Demo().Robot.AppSecret)
	assert.NotContains(t, a.body, token)

	for _, scheme := range []string{"Bearer ", "bearer ", "token "} {
		a := l.robotCall(appPair(), map[string]string{"Authorization": scheme + token})
		assert.Equal(t, http.StatusOK, a.status, scheme)
	}
	inBody := formRequest("/some/api?"+appPair(), "access_token="+token)
	assert.Equal(t, http.StatusOK, l.send(Robot, inBody).status)
}

func TestRobotBusinessRefusals(t *testing.T) {
	demo := Demo().Robot
	l := newLab(t)
	token := "access_token=" + l.robotToken()
	missing := l.robotCall(appPair(), nil)
	requireOAuth(t, missing, 401, "invalid_request", "The access token is missing")
	assert.Equal(t, `Bearer realm="service"`, missing.header.Get("WWW-Authenticate"))
	for name, a := range map[string]answer{
		"unknown":             l.robotCall("access_token=LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r&"+appPair(), nil),
		"header over query":   l.robotCall(token+"&"+appPair(), map[string]string{"Authorization": "Bearer x"}),
		"header of one word":  l.robotCall(token+"&"+appPair(), map[string]string{"Authorization": "x"}),
		"a basic header":      l.robotCall(token+"&"+appPair(), basic(demo.AppID+":"+demo.AppSecret)),
		"in the wrong letter": l.robotCall(strings.ToLower(token)+"&"+appPair(), nil),
	} {
		requireOAuth(t, a, 401, "invalid_token", "The access token is invalid or has expired")
		assert.Contains(t, a.header.Get("WWW-Authenticate"), `error="invalid_token"`, name)
	}
	requireOAuth(t, l.robotCall(token+"&"+token+"&"+appPair(), nil), 401, "invalid_request", "The access token is missing")

	requireGateway(t, l.robotCall(token, nil), 4002)
	requireGateway(t, l.robotCall(token+"&"+robotPair("200917", demo.AppSecret), nil), 4003)
	requireGateway(t, l.robotCall(token+"&client_id="+demo.AppID, nil), 4004)
	requireGateway(t, l.robotCall(token+"&"+robotPair(demo.AppID, "wrong"), nil), 4005)
	requireGateway(t, l.robotCall(token+"&"+demoPair(), nil), 4005)
	l.w.DisableApp(Robot, demo.AppID)
	requireGateway(t, l.robotCall(token+"&"+appPair(), nil), 4003)
}
