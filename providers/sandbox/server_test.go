package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// over sends a request through the network.
func over(t *testing.T, r *http.Request) answer {
	t.Helper()
	res, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	a := answer{status: res.StatusCode, header: res.Header, body: string(body)}
	_ = json.Unmarshal(body, &a.json)
	return a
}

func postTo(t *testing.T, target, contentType, body string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, target, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", contentType)
	return over(t, r)
}

func refused(t *testing.T, base string) bool {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", u.Host)
	if err == nil {
		_ = conn.Close()
	}
	return err != nil
}

func TestStartServesAllFour(t *testing.T) {
	l := newLab(t)
	s, err := l.w.Start(t.Context(), "")
	require.NoError(t, err)
	defer s.Close()
	seen := map[string]bool{}
	for _, platform := range Platforms() {
		base := s.URL(platform)
		assert.True(t, strings.HasPrefix(base, "http://127.0.0.1:"), base)
		assert.False(t, seen[base])
		seen[base] = true
	}
	assert.Empty(t, s.URL("elsewhere"))

	a := postTo(t, s.URL(Robot)+robotIssue, formType, robotGrant+"&"+demoPair())
	assert.Equal(t, http.StatusOK, a.status)
	assert.Equal(t, "Mon, 03 Aug 2026 04:00:00 GMT", a.header.Get("Date"))
	r := l.jdyRequest(granted())
	r.RequestURI = ""
	r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(s.URL(JDY), "http://")
	requireErrcode(t, over(t, r), 0)
}

func TestStartPointsKISToItself(t *testing.T) {
	l := newLab(t)
	s, err := l.w.Start(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	defer s.Close()
	first := func(before map[string]string) map[string]any {
		a := postTo(t, s.URL(KIS)+kisServerURLPath, formType, encodeForm(l.kisV2(before, nil)))
		requireKIS(t, a, 200, "success")
		return a.json["data"].([]any)[0].(map[string]any)
	}
	row := first(nil)
	assert.Equal(t, s.URL(KIS), row["server_url"])
	single := first(map[string]string{"eid": Demo().KIS.SingleEID, "auth_token": Demo().KIS.SingleAuthToken})
	assert.Equal(t, strings.TrimPrefix(s.URL(KIS), "http://"), single["server_url"])

	call := l.kisV2(nil, map[string]string{
		"netid": row["netid"].(string), "ver": "2.0", "method": kisAcctMethod, "custdata": `{"Data":{"Action":"SyncUser"}}`,
	})
	a := postTo(t, row["server_url"].(string)+kisRouterPath, formType, encodeForm(call))
	assert.EqualValues(t, 200, a.json["Result"])
	assert.EqualValues(t, 200, a.data(t, "DataJson")["Result"])
}

// neighbours starts the sandbox on four ports beside each other, below those
// that the system hands out by itself and apart from other test processes.
func neighbours(t *testing.T, w *World) (*Servers, int) {
	t.Helper()
	first := 20000 + os.Getpid()%2000*4
	for base := first; base < first+400; base += 4 {
		if s, err := w.Start(t.Context(), fmt.Sprintf("127.0.0.1:%d", base)); err == nil {
			return s, base
		}
	}
	t.Fatal("no four free ports")
	return nil, 0
}

func TestStartOnNumberedPorts(t *testing.T) {
	w := newLab(t).w
	s, base := neighbours(t, w)
	defer s.Close()
	for i, platform := range Platforms() {
		assert.Equal(t, fmt.Sprintf("http://127.0.0.1:%d", base+i), s.URL(platform))
	}
}

func TestStartLeavesNothingOpenOnFailure(t *testing.T) {
	w := newLab(t).w
	s, base := neighbours(t, w)
	s.Close()
	listen := func(port int) net.Listener {
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", fmt.Sprintf("127.0.0.1:%d", port))
		require.NoError(t, err)
		return listener
	}
	defer listen(base + 3).Close()
	_, err := w.Start(t.Context(), fmt.Sprintf("127.0.0.1:%d", base))
	require.ErrorContains(t, err, "sandbox listener of yilianyun")
	for i := range 3 {
		require.NoError(t, listen(base+i).Close())
	}
}

func TestStartRefusesBadAddresses(t *testing.T) {
	w := newLab(t).w
	for _, addr := range []string{"127.0.0.1", "127.0.0.1:http", "127.0.0.1:-1", "127.0.0.1:65533", "127.0.0.1:70000"} {
		_, err := w.Start(t.Context(), addr)
		assert.Error(t, err, addr)
	}
}

func TestStartOnAllInterfaces(t *testing.T) {
	s, err := newLab(t).w.Start(t.Context(), "0.0.0.0:0")
	require.NoError(t, err)
	defer s.Close()
	assert.True(t, strings.HasPrefix(s.URL(KIS), "http://127.0.0.1:"))
	assert.Equal(t, http.StatusNotFound, postTo(t, s.URL(KIS)+"/x", formType, "").status)
}

func TestServersEndWithContextOrClose(t *testing.T) {
	w := newLab(t).w
	s, err := w.Start(t.Context(), "")
	require.NoError(t, err)
	s.Close()
	s.Close()
	assert.True(t, refused(t, s.URL(JDY)))

	ctx, cancel := context.WithCancel(t.Context())
	s, err = w.Start(ctx, "")
	require.NoError(t, err)
	cancel()
	s.serving.Wait()
	for _, platform := range Platforms() {
		assert.True(t, refused(t, s.URL(platform)))
	}
}

func TestSlowAnswerEndsWhenTheClientGivesUp(t *testing.T) {
	arrived := make(chan Event, 1)
	w := New(Options{Log: func(e Event) { arrived <- e }})
	s, err := w.Start(t.Context(), "")
	require.NoError(t, err)
	defer s.Close()
	w.SetFault(KIS, Fault{Kind: FaultSlow})

	ctx, cancel := context.WithCancel(t.Context())
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(httptrace.WroteRequestInfo) { cancel() },
	})
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL(KIS)+"/x", nil)
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(r)
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, "abandoned", (<-arrived).Code)
}

func TestBodyIsBounded(t *testing.T) {
	w := New(Options{MaxBody: 100})
	for _, platform := range Platforms() {
		for size, tooLarge := range map[int]bool{100: false, 101: true} {
			rec := httptest.NewRecorder()
			w.Handler(platform).ServeHTTP(rec, formRequest("/x", strings.Repeat("a", size)))
			assert.Equal(t, tooLarge, rec.Code == http.StatusRequestEntityTooLarge, platform)
		}
	}
	rec := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/x", io.MultiReader(bytes.NewReader([]byte("a")), brokenReader{}))
	w.Handler(JDY).ServeHTTP(rec, r)
	assert.Equal(t, http.StatusBadRequest, rec.Code)
}

// brokenReader is a client that hangs up.
type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestHandlerOfUnknownPlatform(t *testing.T) {
	assert.Panics(t, func() { New(Options{}).Handler("elsewhere") })
	assert.Panics(t, func() { New(Options{}).Requests("elsewhere") })
}

func TestZeroOptionsUseTheMachine(t *testing.T) {
	w := New(Options{})
	before := time.Now()
	got := w.Now()
	assert.False(t, got.Before(before))
	w.Advance(time.Hour)
	assert.False(t, w.Now().Before(before.Add(time.Hour)))
	assert.NotEqual(t, w.PrintQRKey(Demo().Yilianyun.MachineCode), w.PrintQRKey(Demo().Yilianyun.MachineCode))
}

func TestManyClientsAtOnce(t *testing.T) {
	l := newLab(t)
	s, err := l.w.Start(t.Context(), "")
	require.NoError(t, err)
	defer s.Close()
	const clients = 8
	var group sync.WaitGroup
	tokens := make([]string, clients)
	for i := range clients {
		group.Go(func() {
			a := postTo(t, s.URL(Robot)+robotIssue, formType, robotGrant+"&"+demoPair())
			tokens[i], _ = a.json["access_token"].(string)
			l.w.Advance(time.Second)
			l.w.Requests(Robot)
		})
	}
	group.Wait()
	seen := map[string]bool{}
	for _, token := range tokens {
		assert.Len(t, token, 32)
		seen[token] = true
	}
	assert.Len(t, seen, clients)
}
