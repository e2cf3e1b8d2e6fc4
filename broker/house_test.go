package broker_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// hands is a clock that stands still until a test moves it.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hands) Move(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// house is a broker with a real vault, and the four platforms on loopback.
type house struct {
	t       testing.TB
	clock   *hands
	world   *sandbox.World
	servers *sandbox.Servers
	vault   *vault.Vault
	broker  *broker.Broker
	dir     string

	mu     sync.Mutex
	events []broker.Event
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, clock: &hands{now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}, dir: t.TempDir()}
	h.world = sandbox.New(sandbox.Options{Clock: h.clock.Now})
	servers, err := h.world.Start(context.Background(), "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	h.servers = servers
	h.open(t)
	return h
}

func registry() providers.Registry {
	return catalog.Registry()
}

func (h *house) open(t testing.TB) {
	t.Helper()
	h.vault, h.broker = h.another(t)
	h.broker.Subscribe(func(e broker.Event) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.events = append(h.events, e)
	})
}

// another opens the same folder once more, as another process does.
func (h *house) another(t testing.TB) (*vault.Vault, *broker.Broker) {
	t.Helper()
	v, err := vault.Open(context.Background(), vault.Options{
		Dir: h.dir, Store: vault.StoreFile, Clock: h.clock.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse"), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v, h.brokerOn(v)
}

func (h *house) brokerOn(v *vault.Vault) *broker.Broker {
	return h.brokerWith(v, http.DefaultClient)
}

func (h *house) brokerWith(v *vault.Vault, client *http.Client) *broker.Broker {
	return h.brokerAt(v, client, h.clock.Now)
}

func (h *house) brokerAt(v *vault.Vault, client *http.Client, clock func() time.Time) *broker.Broker {
	urls := map[string]string{}
	for _, p := range sandbox.Platforms() {
		urls[p] = h.servers.URL(p)
	}
	return broker.New(broker.Params{
		Registry: registry(), Vault: v, HTTP: client, Clock: clock, Rand: rand.Reader,
		BaseURLs: urls, LockDir: h.dir,
	})
}

func (h *house) add(platform, name string) vault.Credential {
	h.t.Helper()
	values := providers.Values(sandbox.Demo().Values(platform))
	cred, _, err := h.broker.AddCredential(context.Background(), broker.Draft{Platform: platform, Name: name, Values: values})
	require.NoError(h.t, err)
	return cred
}

func (h *house) seen() []broker.Event {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]broker.Event(nil), h.events...)
}

func (h *house) token(cred vault.Credential, kind string) (vault.Token, string) {
	h.t.Helper()
	now, err := h.vault.Get(cred.ID)
	require.NoError(h.t, err)
	t, ok := broker.FindToken(now, kind, "")
	require.True(h.t, ok)
	secret, err := h.vault.TokenSecret(context.Background(), cred.ID, t.ID)
	require.NoError(h.t, err)
	return t, secret.Value
}

// onSend is called before each request goes out.
type onSend func()

func (f onSend) RoundTrip(req *http.Request) (*http.Response, error) {
	f()
	return http.DefaultTransport.RoundTrip(req)
}

// newClient calls fn before its first request goes out.
func newClient(fn func()) *http.Client {
	return &http.Client{Transport: onSend(sync.OnceFunc(fn))}
}

// nobodyIsAsked fails where a passphrase is asked for.
func (h *house) nobodyIsAsked(context.Context) ([]byte, error) {
	assert.Fail(h.t, "somebody was asked for the passphrase")
	return nil, vault.ErrDenied
}
