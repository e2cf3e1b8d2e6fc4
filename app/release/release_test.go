package release

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// serve answers all calls with a text.
func serve(t *testing.T, answer string) Source {
	t.Helper()
	return handle(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(answer)) })
}

func handle(t *testing.T, handler http.HandlerFunc) Source {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return Source{URL: server.URL + "/latest", Client: server.Client()}
}

func TestNewer(t *testing.T) {
	for _, c := range []struct{ answer, current, want string }{
		{`{"tag_name":"v1.10.0"}`, "1.9.3", "1.10.0"},
		{`{"version":"1.10.0"}`, "v1.9.3", "1.10.0"},
		{`{"tag_name":"nightly","version":"2.0.0","more":[1]}`, "1.9.3", "2.0.0"},
		{`{"tag_name":"v1.9.3"}`, "1.9.3", ""},
		{`{"tag_name":"v1.9.2"}`, "1.9.3", ""},
		{`{"tag_name":"v1.9.3-rc.1"}`, "1.9.3", ""},
		{`{"tag_name":"v1.9.3"}`, "1.9.3-rc.1", "1.9.3"},
		{`{"tag_name":"v0.1.0"}`, "dev", "0.1.0"},
	} {
		got, err := serve(t, c.answer).Newer(t.Context(), c.current)
		require.NoError(t, err, c.answer)
		assert.Equal(t, c.want, got, "%s after %s", c.answer, c.current)
	}
}

func TestAnswersThatNameNoVersion(t *testing.T) {
	for _, answer := range []string{
		"", "{", "[]", "{}", `{"tag_name":7}`, `{"tag_name":"soon"}`, `{"version":"1.2.3<b>"}`,
		`{"tag_name":"v9.0.0","pad":"` + strings.Repeat("x", longest) + `"}`,
	} {
		_, err := serve(t, answer).Newer(t.Context(), "1.0.0")
		require.ErrorIs(t, err, ErrAnswer, answer[:min(len(answer), 40)])
	}
	_, err := handle(t, http.NotFound).Newer(t.Context(), "1.0.0")
	require.ErrorContains(t, err, "404")
}

func TestNothingAboutThePersonIsSent(t *testing.T) {
	calls := 0
	source := handle(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		assert.Equal(t, http.MethodGet, r.Method)
		assert.Equal(t, "/latest", r.RequestURI)
		assert.Equal(t, http.Header{"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "User-Agent": {"keycase"}}, r.Header)
		_, _ = w.Write([]byte(`{"version":"1.0.0"}`))
	})
	_, err := source.Newer(t.Context(), "1.0.0-secret")
	require.NoError(t, err)
	assert.Equal(t, 1, calls)
}

func TestOnlyWithinOneHost(t *testing.T) {
	elsewhere := 0
	other := handle(t, func(w http.ResponseWriter, _ *http.Request) {
		elsewhere++
		_, _ = w.Write([]byte(`{"version":"9.0.0"}`))
	})
	_, err := handle(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) }).Newer(t.Context(), "1.0.0")
	require.ErrorContains(t, err, "302")
	assert.Zero(t, elsewhere)

	got, err := handle(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/latest" {
			http.Redirect(w, r, "/moved", http.StatusFound)
			return
		}
		_, _ = w.Write([]byte(`{"version":"9.0.0"}`))
	}).Newer(t.Context(), "1.0.0")
	require.NoError(t, err)
	assert.Equal(t, "9.0.0", got)

	calls := 0
	_, err = handle(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		http.Redirect(w, r, "/latest", http.StatusFound)
	}).Newer(t.Context(), "1.0.0")
	require.Error(t, err)
	assert.LessOrEqual(t, calls, hops+1, "not for ever")
}

func TestAddresses(t *testing.T) {
	_, err := Source{Client: http.DefaultClient}.Newer(t.Context(), "1.0.0")
	require.ErrorIs(t, err, ErrNowhere)
	for _, address := range []string{
		"http://releases.example/latest", "http://localhost/latest", "ftp://releases.example", "https://", "https://a:b@releases.example", "://",
	} {
		_, err := Source{URL: address, Client: http.DefaultClient}.Newer(t.Context(), "1.0.0")
		require.ErrorIs(t, err, ErrAddress, address)
	}
}

func TestACallThatWasGivenUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := serve(t, `{"version":"9.0.0"}`).Newer(ctx, "1.0.0")
	require.ErrorIs(t, err, context.Canceled)
}

func FuzzVersionOf(f *testing.F) {
	f.Add([]byte(`{"tag_name":"v1.2.3"}`))
	f.Add([]byte(`{"version":"1.2.3-rc.1+x"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := versionOf(body)
		if err == nil {
			assert.Regexp(t, `^v[0-9]+(\.[0-9]+){0,2}[-+.0-9A-Za-z]*$`, v)
		}
	})
}
