package sandbox

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// noon is when every test world starts.
var noon = time.Date(2026, 8, 3, 12, 0, 0, 0, chinaTime)

// lab is a World with a clock that stands still until it is advanced.
type lab struct {
	testing.TB
	w     *World
	fresh int // for nonces, states and ids
}

func newLab(tb testing.TB) *lab { return newLabAt(tb, noon) }

func newLabAt(tb testing.TB, at time.Time) *lab {
	tb.Helper()
	w := New(Options{
		Clock: func() time.Time { return at },
		Rand:  rand.NewChaCha8([32]byte{1}),
	})
	return &lab{TB: tb, w: w}
}

// next numbers what has to be fresh.
func (l *lab) next() int {
	l.fresh++
	return l.fresh
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
	json   map[string]any // nil where the body is no JSON object
}

// send hands a request to a platform. Every answer has the sandbox's Date.
func (l *lab) send(platform string, r *http.Request) answer {
	l.Helper()
	rec := httptest.NewRecorder()
	l.w.Handler(platform).ServeHTTP(rec, r)
	res := rec.Result()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(l, err)
	a := answer{status: res.StatusCode, header: res.Header, body: string(body)}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") {
		_ = json.Unmarshal(body, &a.json) // faults answer with broken JSON on purpose
	}
	return a
}

// data is the object under a key of the answer.
func (a answer) data(t testing.TB, key string) map[string]any {
	t.Helper()
	require.IsType(t, map[string]any{}, a.json[key], a.body)
	return a.json[key].(map[string]any)
}

// text is the string under a key of the object under another.
func (a answer) text(t testing.TB, key, name string) string {
	t.Helper()
	value, ok := a.data(t, key)[name].(string)
	require.True(t, ok, a.body)
	return value
}

// lastCode is the outcome that the World recorded of the last request.
func (l *lab) lastCode(platform string) string {
	l.Helper()
	records := l.w.Requests(platform)
	require.NotEmpty(l, records)
	return records[len(records)-1].Code
}

// formRequest is a POST of an encoded form.
func formRequest(target, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}
