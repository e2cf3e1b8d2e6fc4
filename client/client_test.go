package client_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/client"
)

// answering is a service that answers everything in one way.
func answering(t *testing.T, status int, body string, saw func(*http.Request)) *client.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if saw != nil {
			saw(r)
		}
		w.Header().Set("Retry-After", "7")
		w.Header().Set("Location", "http://127.0.0.1:1/")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}))
	t.Cleanup(server.Close)
	return client.TCP(server.URL+"/", "s3cret")
}

func TestToken(t *testing.T) {
	c := answering(t, 200, `{"credential":"晨光商贸","platform":"jdy","kind":"app-token","subject":"x","token":"value","expires_at":"2026-03-02T12:00:00Z",
		"base_url":"https://example.com","values":{"router_addr":"https://tf.jdy.com"},"attributes":{"state":"1"}}`, func(r *http.Request) {
		assert.Equal(t, "/v1/tokens/%E6%99%A8%E5%85%89%2F%3F", r.URL.EscapedPath())
		assert.Equal(t, "app-token", r.URL.Query().Get("kind"))
		assert.Equal(t, "a&b", r.URL.Query().Get("subject"))
		assert.Equal(t, "Bearer s3cret", r.Header.Get("Authorization"))
	})
	token, err := c.Token(t.Context(), "晨光/?", client.Kind("app-token"), client.Subject("a&b"))
	require.NoError(t, err)
	assert.Equal(t, client.Token{
		Credential: "晨光商贸", Platform: "jdy", Kind: "app-token", Subject: "x", Value: "value",
		ExpiresAt: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC), BaseURL: "https://example.com",
		Values: map[string]string{"router_addr": "https://tf.jdy.com"}, Attributes: map[string]string{"state": "1"},
	}, token)
	for _, verb := range []string{"%v", "%+v", "%s", "%#v"} {
		assert.NotContains(t, fmt.Sprintf(verb, token), "value", verb)
	}
	assert.Contains(t, token.String(), "expires 2026-03-02T12:00:00Z")
	token.ExpiresAt = time.Time{}
	assert.Contains(t, token.String(), "never expires")
}

func TestCredentials(t *testing.T) {
	c := answering(t, 200, `{"credentials":[{"name":"a","platform":"jdy","tokens":[{"kind":"app-token","expires_at":"2026-03-02T12:00:00Z"}]},{"name":"b","platform":"kis","tokens":[]}]}`, nil)
	all, err := c.Credentials(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []client.Credential{
		{Name: "a", Platform: "jdy", Tokens: []client.Known{{Kind: "app-token", ExpiresAt: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}}},
		{Name: "b", Platform: "kis", Tokens: []client.Known{}},
	}, all)
}

func TestErrors(t *testing.T) {
	c := answering(t, 429, `{"error":{"code":"quota","message":"用完了","action":"过一会儿再试"}}`, nil)
	_, err := c.Token(t.Context(), "a")
	var told *client.Error
	require.ErrorAs(t, err, &told)
	assert.Equal(t, client.Error{Status: 429, Code: "quota", Message: "用完了", Action: "过一会儿再试", RetryAfter: 7 * time.Second}, *told)
	assert.Equal(t, "keycase: 用完了; 过一会儿再试", told.Error())
}

// What is no answer of the service is not quoted: it could be anybody's.
func TestAnswersOfOthers(t *testing.T) {
	for status, bodies := range map[int][]string{
		200: {"", "value", `{"token":1}`, `{"token":""}`, "{}", `{"token":"value"`},
		302: {"", "value"},
		404: {"", "value", "{}", `{"error":"value"}`},
	} {
		for _, body := range bodies {
			_, err := answering(t, status, body, nil).Token(t.Context(), "a")
			require.Error(t, err, "%d %q", status, body)
			assert.NotContains(t, err.Error(), "value")
			var told *client.Error
			assert.NotErrorAs(t, err, &told)
		}
	}
}

func TestNobodyServes(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	for _, c := range []*client.Client{client.Unix(filepath.Join(t.TempDir(), "s")), client.TCP("http://"+listener.Addr().String(), "s3cret")} {
		_, err = c.Token(t.Context(), "a")
		require.ErrorIs(t, err, client.ErrNotServing)
		assert.NotContains(t, err.Error(), "s3cret")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = c.Credentials(ctx)
		require.ErrorIs(t, err, context.Canceled)
	}
	_, err = client.TCP("http://[broken", "").Credentials(t.Context())
	require.Error(t, err)
}

func TestSocket(t *testing.T) {
	t.Setenv("HOME", "/home/a")
	t.Setenv("XDG_CONFIG_HOME", "/home/a/config")
	for _, c := range []struct{ socket, home, runtime, want string }{
		{"/s/x.sock", "/h", "/run/user/1", "/s/x.sock"},
		{"", "/h", "/run/user/1", "/h/run/tokens.sock"},
		{"", "", "/run/user/1", "/run/user/1/keycase/tokens.sock"},
		{"", "", "", "/home/a/config/keycase/run/tokens.sock"},
		{"", "", "relative", "/home/a/config/keycase/run/tokens.sock"},
	} {
		path, err := client.Socket(func(name string) string {
			return map[string]string{"KEYCASE_SOCKET": c.socket, "KEYCASE_HOME": c.home, "XDG_RUNTIME_DIR": c.runtime}[name]
		})
		require.NoError(t, err)
		assert.Equal(t, c.want, path)
	}
	path, err := client.Socket(func(name string) string {
		return map[string]string{"KEYCASE_HOME": "here"}[name]
	})
	require.NoError(t, err)
	assert.True(t, filepath.IsAbs(path))

	t.Setenv("KEYCASE_SOCKET", filepath.Join(t.TempDir(), "s"))
	c, err := client.New()
	require.NoError(t, err)
	_, err = c.Token(t.Context(), "a")
	require.ErrorIs(t, err, client.ErrNotServing)
}
