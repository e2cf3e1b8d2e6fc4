package broker_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
)

// liar answers a router call with a refusal and any Date.
func liar(t *testing.T, date string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", date)
		_, _ = w.Write([]byte(`{"code":403,"msg":"非法请求"}`))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestAbsurdDatesAreNotBelieved(t *testing.T) {
	for _, date := range []string{
		"Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "nonsense",
	} {
		h := newHouse(t)
		cred := h.add("kis", "明德会计")
		_, err := h.broker.Run(bg, broker.Call{Operation: "kis.router", Credential: cred.ID, Values: providers.Values{
			"server_url": liar(t, date), "netid": "1", "method": "m", "custdata": "{}",
		}})
		var failure *providers.Failure
		require.ErrorAs(t, err, &failure)
		assert.Empty(t, h.broker.Skews(), date)
	}
}

// Who answers for one address does not set the clock for another.
func TestSkewStaysWithTheHostThatToldIt(t *testing.T) {
	h := newHouse(t)
	cred := h.add("kis", "明德会计")
	later := h.clock.Now().Add(2 * time.Hour).UTC().Format(http.TimeFormat)
	_, err := h.broker.Run(bg, broker.Call{Operation: "kis.router", Credential: cred.ID, Values: providers.Values{
		"server_url": liar(t, later), "netid": "1", "method": "m", "custdata": "{}",
	}})
	require.Error(t, err)
	assert.Len(t, h.broker.Skews(), 1)
	assert.Zero(t, h.broker.Skew("kis", ""))
	signed, err := h.broker.Sign(bg, broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)
	assert.Equal(t, h.clock.Now(), signed.Env.Now)
}

func TestPlainAnswersFromElsewhereTeachNothing(t *testing.T) {
	h := newHouse(t)
	cred := h.add("kis", "明德会计")
	elsewhere := liar(t, h.clock.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
	proxy := &http.Client{Transport: redirectTo{elsewhere}}
	b := broker.New(broker.Params{Registry: registry(), Vault: h.vault, HTTP: proxy, Clock: h.clock.Now, Rand: zeros{}})
	_, err := b.Run(bg, broker.Call{Operation: "kis.router", Credential: cred.ID, Values: providers.Values{
		"server_url": "http://203.0.113.10", "netid": "1", "method": "m", "custdata": "{}",
	}})
	var failure *providers.Failure
	require.ErrorAs(t, err, &failure)
	assert.Empty(t, b.Skews())
}

// redirectTo sends every request to a server on this machine, whatever its address.
type redirectTo struct{ base string }

func (r redirectTo) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.URL.Scheme, clone.URL.Host, _ = strings.Cut(r.base, "://")
	return http.DefaultTransport.RoundTrip(clone)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestCallsThatNeverLeftAreNotCounted(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	h.servers.Close()
	for range 5 {
		_, err := h.broker.Issue(bg, cred.ID, "app-token")
		var network *broker.NetworkError
		require.ErrorAs(t, err, &network)
	}
	assert.Zero(t, h.quotaUsed(cred))
}

func TestClockSetBackDoesNotForgetTheDay(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	token := pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	h.clock.Move(-25 * time.Hour)
	_, err := h.broker.Renew(bg, cred.ID, token.ID)
	require.NoError(t, err)
	h.clock.Move(25 * time.Hour)
	now, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Equal(t, 1, h.broker.RenewalOf(now, now.Tokens[0]).Quota.Used, "yesterday's call aside, today's still counts")
}

func TestEachAddressHasItsOwnCount(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	_, err := h.broker.Issue(bg, cred.ID, "app-token")
	require.NoError(t, err)
	platform, op, err := registry().Operation("jdy.app-token")
	require.NoError(t, err)
	production := broker.New(broker.Params{Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{}})
	u, ok := production.Usage(platform, op, providers.Values(cred.Public), "")
	require.True(t, ok)
	assert.Zero(t, u.Used)
	assert.Equal(t, 1, h.quotaUsed(cred))
}

func TestRefreshTokenIsNotFiledUnderAnotherPrinter(t *testing.T) {
	h := newHouse(t)
	cred := h.add("yilianyun", "解放路店")
	pair(h, cred, sandbox.Demo().Yilianyun.MachineCode)
	_, err := h.broker.Run(bg, broker.Call{Operation: "yilianyun.refresh", Credential: cred.ID, Values: providers.Values{"machine_code": "4000000000"}})
	var invalid *providers.InvalidError
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, "refresh_token", invalid.Problems[0].Field)
}

func TestRenewalTakesOnlySoundValues(t *testing.T) {
	h := newHouse(t)
	cred := h.add("jdy", "晨光商贸")
	answers := func(row string) error {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"code":200,"data":[` + row + `]}`))
		}))
		defer srv.Close()
		b := broker.New(broker.Params{
			Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{},
			BaseURLs: map[string]string{"jdy": srv.URL},
		})
		_, err := b.Run(bg, broker.Call{Operation: "jdy.authorize", Credential: cred.ID})
		return err
	}
	var unreadable *providers.UnreadableError
	require.ErrorAs(t, answers(`{"appKey":"bVZgAZOv1","appSecret":"new\r\nsecret"}`), &unreadable)
	require.NoError(t, answers(`{"appKey":"bVZgAZOv1","appSecret":"fresh","clientId":"666","domain":"javascript:x"}`))
	after, err := h.vault.Get(cred.ID)
	require.NoError(t, err)
	assert.Equal(t, "200421", after.Public["client_id"], "what the app is called by does not change")
	assert.Equal(t, "https://tf.jdy.com", after.Public["router_addr"])
	secrets, err := h.vault.Secrets(bg, cred.ID)
	require.NoError(t, err)
	assert.Equal(t, "fresh", secrets["app_secret"])
}

func TestBadHeaderIsNotQuoted(t *testing.T) {
	h := newHouse(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\nBad Header SECRETANSWER\r\n\r\n"))
		_ = conn.Close()
	}))
	t.Cleanup(srv.Close)
	b := broker.New(broker.Params{
		Registry: registry(), Vault: h.vault, HTTP: http.DefaultClient, Clock: h.clock.Now, Rand: zeros{},
		BaseURLs: map[string]string{"jdy": srv.URL},
	})
	_, err := b.Run(bg, broker.Call{Operation: "jdy.app-token", Values: sandbox.Demo().Values("jdy")})
	var network *broker.NetworkError
	require.ErrorAs(t, err, &network)
	for _, text := range unwrapAll(err) {
		assert.NotContains(t, text, "SECRETANSWER")
	}
}
