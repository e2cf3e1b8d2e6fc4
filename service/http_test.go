package service_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"keycase/service"
)

// ask sends one request and returns status, headers and body.
func ask(t *testing.T, method, url string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	require.NoError(t, err)
	if change != nil {
		change(req)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(body)
}

func TestTokens(t *testing.T) {
	s := newSource()
	server := httptest.NewServer(s.service().Handler())
	defer server.Close()
	s.change(func() { s.now = s.now.Add(time.Minute) })
	resp, body := ask(t, "GET", server.URL+"/v1/tokens/%E6%99%A8%E5%85%89%2F%3F?subject=%3C1%3E", nil)
	assert.Equal(t, http.StatusOK, resp.StatusCode)
	assert.Equal(t, "application/json", resp.Header.Get("Content-Type"))
	assert.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
	assert.Equal(t, "nosniff", resp.Header.Get("X-Content-Type-Options"))
	assert.JSONEq(t, `{"credential":"晨光/?","platform":"robot","kind":"access_token","subject":"<1>","token":"value of 晨光/?",
		"expires_at":"2026-03-02T12:01:00Z","expires_in":7200,"never_expires":false,"base_url":"https://example.com","values":{"netid":"1"}}`, body)
	for name := range resp.Header {
		assert.NotContains(t, name, "Access-Control", "no web page shall read it")
	}

	_, body = ask(t, "GET", server.URL+"/v1/tokens/for%20ever", nil)
	var forEver map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &forEver))
	assert.Equal(t, true, forEver["never_expires"])
	assert.NotContains(t, forEver, "expires_at")
	assert.NotContains(t, forEver, "expires_in")

	resp, body = ask(t, "GET", server.URL+"/v1/tokens/a", func(r *http.Request) { r.Header.Set("Accept", "text/plain") })
	assert.Equal(t, "value of a\n", body)
	assert.Equal(t, "text/plain; charset=utf-8", resp.Header.Get("Content-Type"))

	_, body = ask(t, "GET", server.URL+"/v1/credentials", nil)
	assert.JSONEq(t, `{"credentials":[
		{"name":"晨光商贸","platform":"jdy","tokens":[{"kind":"app-token","expires_at":"2026-03-02T10:01:00Z","never_expires":false}]},
		{"name":"office","platform":"kis","tokens":[]}]}`, body)
}

// A token that has ended between two looks has no negative life.
func TestNothingIsLeftOfAnEndedToken(t *testing.T) {
	s := newSource()
	server := httptest.NewServer(s.service().Handler())
	defer server.Close()
	_, _ = ask(t, "GET", server.URL+"/v1/tokens/a", nil)
	s.change(func() { s.now = s.now.Add(3 * time.Hour) })
	_, body := ask(t, "GET", server.URL+"/v1/tokens/a", nil)
	assert.Contains(t, body, `"expires_in":0,`)
}

func TestErrorsAreObjectsWithoutSecrets(t *testing.T) {
	s := newSource()
	server := httptest.NewServer(s.service().Handler())
	defer server.Close()
	s.fails = errGone
	resp, body := ask(t, "GET", server.URL+"/v1/tokens/a", nil)
	assert.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
	assert.Equal(t, "2", resp.Header.Get("Retry-After"), "rounded up")
	assert.JSONEq(t, `{"error":{"code":"quota","message":"用完了","meaning":"为什么","action":"怎么办"}}`, body)
	assert.NotContains(t, body, canary)

	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"POST", "/v1/tokens/a", 405}, {"DELETE", "/v1/credentials", 405}, {"OPTIONS", "/v1/tokens/a", 405}, {"PUT", "/", 405},
		{"GET", "/", 404}, {"GET", "/v1/tokens/", 404}, {"GET", "/v1/tokens/a/b", 404}, {"GET", "/v2/tokens/a", 404},
	} {
		resp, body := ask(t, c.method, server.URL+c.path, nil)
		assert.Equal(t, c.status, resp.StatusCode, "%s %s", c.method, c.path)
		assert.Contains(t, body, `{"error":{"code":"request"`)
	}
	assert.Equal(t, 1, s.count())
}

func TestGuardedWantsSecretAndHost(t *testing.T) {
	s := newSource()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	secret, err := service.NewSecret(strings.NewReader(strings.Repeat("?", 32)))
	require.NoError(t, err)
	assert.Equal(t, "Pz8_Pz8_Pz8_Pz8_Pz8_Pz8_Pz8_Pz8_Pz8_Pz8_Pz8", secret)
	server := httptest.NewUnstartedServer(s.service().Guarded(secret, listener.Addr()))
	server.Listener = listener
	server.Start()
	defer server.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	for _, c := range []struct {
		host, authorization string
		status              int
	}{
		{"", "Bearer " + secret, 200},
		{"localhost:" + port, "Bearer " + secret, 200},
		{"", "", 401},
		{"", secret, 401},
		{"", "Bearer " + secret + "x", 401},
		{"", "Bearer " + secret[:42], 401},
		{"", "bearer " + secret, 200}, // RFC 9110: the scheme has no letter case
		{"", "BEARER  " + secret, 200},
		{"", "Basic " + secret, 401},
		{"", "Bearer", 401},
		{"evil.example:" + port, "Bearer " + secret, 421},
		{"127.0.0.1", "Bearer " + secret, 421},
		{"localhost", "Bearer " + secret, 421},
		{"127.0.0.1:1", "Bearer " + secret, 421},
	} {
		resp, body := ask(t, "GET", server.URL+"/v1/tokens/a", func(r *http.Request) {
			r.Host = c.host
			if c.authorization != "" {
				r.Header.Set("Authorization", c.authorization)
			}
			r.Header.Set("Origin", "https://evil.example")
		})
		assert.Equal(t, c.status, resp.StatusCode, "%q %q", c.host, c.authorization)
		assert.Equal(t, c.status == 401, resp.Header.Get("WWW-Authenticate") != "")
		assert.NotContains(t, body, secret)
		assert.Empty(t, resp.Header.Get("Access-Control-Allow-Origin"))
	}
	_, err = service.NewSecret(strings.NewReader("too short"))
	require.Error(t, err)
}

// Those who are being answered when the service ends are answered.
func TestServeEndsWell(t *testing.T) {
	s := newSource()
	s.gate = make(chan struct{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	var group errgroup.Group
	group.Go(func() error {
		return service.Serve(ctx, service.Door{Listener: listener, Handler: s.service().Handler()})
	})
	group.Go(func() error {
		_, body := ask(t, "GET", "http://"+listener.Addr().String()+"/v1/tokens/a", nil)
		assert.Contains(t, body, "value of a")
		return nil
	})
	<-s.began
	stop()
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	}, 10*time.Second, time.Millisecond, "nobody else gets in")
	close(s.gate)
	require.NoError(t, group.Wait())
}

func TestServeTellsOfADoorThatBreaks(t *testing.T) {
	s := newSource()
	good, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	broken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, broken.Close())
	handler := s.service().Handler()
	require.Error(t, service.Serve(t.Context(), service.Door{Listener: good, Handler: handler}, service.Door{Listener: broken, Handler: handler}))
	_, err = net.Dial("tcp", good.Addr().String())
	require.Error(t, err)
}
