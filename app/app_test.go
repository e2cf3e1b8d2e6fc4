package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func options(t *testing.T) Options {
	t.Helper()
	p, err := Locate(t.TempDir(), noVariables)
	require.NoError(t, err)
	return Options{Paths: p}
}

func TestNewAsksForAStore(t *testing.T) {
	_, err := New(t.Context(), options(t))
	require.ErrorIs(t, err, vault.ErrNoStoreChosen)
}

func TestNewWorks(t *testing.T) {
	servers, err := sandbox.New(sandbox.Options{}).Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	o := options(t)
	o.Store = vault.StoreMemory
	o.BaseURLs = map[string]string{"robot": servers.URL("robot")}
	a, err := New(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, a.Close()) })

	cred, _, err := a.Broker.AddCredential(t.Context(), broker.Draft{Platform: "robot", Name: "r", Values: sandbox.Demo().Values("robot")})
	require.NoError(t, err)
	result, err := a.Broker.Run(t.Context(), broker.Call{Operation: "robot.token", Credential: cred.Name})
	require.NoError(t, err)
	assert.NotEmpty(t, result.Outcome.Token.Value)
	assert.Len(t, a.Vault.List()[0].Tokens, 1)
	assert.Len(t, a.Registry, 4)
	assert.NoDirExists(t, o.Paths.Vault, "memory leaves nothing on disk")
}

// TestWhatWasDoneIsKept for the next process, and dropped with its credential.
func TestWhatWasDoneIsKept(t *testing.T) {
	servers, err := sandbox.New(sandbox.Options{}).Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	o := options(t)
	o.BaseURLs = map[string]string{"kis": servers.URL("kis")}
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: o.Paths.Vault, Store: vault.StoreFile, WorkFactor: 1, Clock: Now,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("p"), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	b := NewBroker(o, v)
	cred, _, err := b.AddCredential(t.Context(), broker.Draft{Platform: "kis", Name: "k", Values: sandbox.Demo().Values("kis")})
	require.NoError(t, err)
	_, err = b.Run(t.Context(), broker.Call{Operation: "kis.server-url", Credential: cred.ID})
	require.NoError(t, err)

	records, err := OpenHistory(o, v).Read(cred.ID, "")
	require.NoError(t, err)
	require.Len(t, records, 1)
	assert.Equal(t, "kis.server-url", records[0].Operation)
	assert.FileExists(t, filepath.Join(o.Paths.Home, "history", cred.ID+".jsonl"))
	require.NoError(t, b.RemoveCredential(t.Context(), cred.ID))
	assert.NoFileExists(t, filepath.Join(o.Paths.Home, "history", cred.ID+".jsonl"))
}

// TestBrokerWithoutVaultSigns: what needs no vault opens none.
func TestBrokerWithoutVaultSigns(t *testing.T) {
	b := NewBroker(Options{}, nil)
	signed, err := b.Sign(t.Context(), broker.Call{
		Operation: "jdy.app-signature", Values: providers.Values{"app_key": "abc", "app_secret": "abc123"},
	})
	require.NoError(t, err)
	assert.Equal(t, "ZDljMTI3NGIyNTE1MTRkYzlkNjc1MDNhYjUzMzgzNWMyY2M4YTdjMzdmNmM3YTVlNDkxMTkzNjdiOTFjNzUyZQ==", signed.Signature)
}

// TestClientTLS has the real client meet servers that it must not give a secret
// to, and one that it may.
func TestClientTLS(t *testing.T) {
	for name, c := range map[string]struct {
		newest  uint16
		trusted bool
		ok      bool
	}{
		"old":       {tls.VersionTLS11, true, false},
		"untrusted": {tls.VersionTLS13, false, false},
		"good":      {tls.VersionTLS12, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := false
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
			server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: c.newest}
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			defer server.Close()

			client := newClient()
			transport, ok := client.Transport.(*http.Transport)
			require.True(t, ok)
			if c.trusted {
				transport.TLSClientConfig.RootCAs = x509.NewCertPool()
				transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
			}
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
			require.NoError(t, err)
			answer, err := client.Do(request)
			if err == nil {
				require.NoError(t, answer.Body.Close())
			}
			assert.Equal(t, c.ok, err == nil, "%v", err)
			assert.Equal(t, c.ok, asked)
		})
	}
}
