package history_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app/history"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

// stage is a broker whose calls are kept.
type stage struct {
	t       *testing.T
	dir     string
	history *history.History
	world   *sandbox.World
	vault   *vault.Vault
	broker  *broker.Broker
	urls    map[string]string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, dir: filepath.Join(t.TempDir(), "history"), world: sandbox.New(sandbox.Options{}), urls: map[string]string{}}
	servers, err := s.world.Start(t.Context(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	for _, p := range sandbox.Platforms() {
		s.urls[p] = servers.URL(p)
	}
	s.history = history.Open(s.dir)
	s.vault, err = vault.Open(t.Context(), vault.Options{Store: vault.StoreMemory, Clock: time.Now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.vault.Close() })
	s.broker = s.brokerAt(s.urls)
	return s
}

func (s *stage) brokerAt(urls map[string]string) *broker.Broker {
	return broker.New(broker.Params{
		Registry: catalog.Registry(), Vault: s.vault, HTTP: http.DefaultClient, Clock: time.Now, Rand: rand.Reader,
		BaseURLs: urls, History: s.history,
	})
}

func (s *stage) add(platform string) vault.Credential {
	s.t.Helper()
	cred, _, err := s.broker.AddCredential(context.Background(), broker.Draft{Platform: platform, Name: "n" + platform, Values: sandbox.Demo().Values(platform)})
	require.NoError(s.t, err)
	return cred
}

func (s *stage) read(cred vault.Credential, subject string) (lines []string) {
	s.t.Helper()
	require.NoError(s.t, s.history.Err())
	records, err := s.history.Read(cred.ID, subject)
	require.NoError(s.t, err)
	for _, r := range records {
		lines = append(lines, strings.TrimSpace(strings.Join([]string{r.Operation, r.Subject, string(r.Result), r.Code, string(r.By)}, " ")))
	}
	return lines
}

func (s *stage) run(cred vault.Credential, operation string, values providers.Values) error {
	_, err := s.broker.Run(context.Background(), broker.Call{Operation: operation, Credential: cred.ID, Values: values})
	return err
}

// TestTheLifeOfABinding from pairing to unbinding, and beyond its credential.
func TestTheLifeOfABinding(t *testing.T) {
	s := newStage(t)
	cred, machine := s.add("yilianyun"), sandbox.Demo().Yilianyun.MachineCode
	printer := providers.Values{"machine_code": machine}
	require.Error(t, s.run(cred, "yilianyun.scan-code", providers.Values{"machine_code": machine, "qr_key": "stale"}))
	require.NoError(t, s.run(cred, "yilianyun.scan-code", providers.Values{"machine_code": machine, "msign": sandbox.DemoMsign}))
	s.world.ExpireTokens("yilianyun")
	require.NoError(t, s.run(cred, "yilianyun.printer-status", printer))
	require.Error(t, s.run(cred, "yilianyun.scan-code", nil), "nothing is sent, and nothing kept")
	require.NoError(t, s.run(cred, "yilianyun.delete-printer", printer))

	want := []string{
		"yilianyun.delete-printer 4004683219 ok  person",
		"yilianyun.printer-status 4004683219 ok  person",
		"yilianyun.refresh 4004683219 ok  auto",
		"yilianyun.printer-status 4004683219 refused 18 person",
		"yilianyun.scan-code 4004683219 ok  person",
		"yilianyun.scan-code 4004683219 refused 30 person",
	}
	assert.Equal(t, want, s.read(cred, ""))
	assert.Equal(t, want, s.read(cred, machine))

	require.NoError(t, s.run(cred, "yilianyun.scan-code", providers.Values{"machine_code": machine, "msign": sandbox.DemoMsign}))
	assert.Len(t, s.read(cred, machine), 7, "bound again, and nothing forgotten")
	require.NoError(t, s.broker.RemoveCredential(context.Background(), cred.ID))
	assert.Empty(t, s.read(cred, ""))
}

// TestNothingElseIsKept: a platform that echoes all it was sent, as codes, words
// and values, leaves nothing of it behind.
func TestNothingElseIsKept(t *testing.T) {
	s := newStage(t)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := r.URL.String()
		for _, values := range r.Header {
			said += " " + strings.Join(values, " ")
		}
		answer := map[string]any{}
		for _, name := range []string{"message", "msg", "description", "error_description", "code", "errcode", "error", "Result"} {
			answer[name] = said
		}
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(echo.Close)
	echoing, secrets, creds := map[string]string{}, map[string]bool{}, map[string]vault.Credential{}
	for _, p := range sandbox.Platforms() {
		creds[p], echoing[p] = s.add(p), echo.URL
		for name, value := range sandbox.Demo().Values(p) {
			secrets[value] = strings.Contains(name, "secret") || strings.Contains(name, "key") || name == "auth_token" || name == "msign"
		}
	}
	for _, b := range []*broker.Broker{s.broker, s.brokerAt(echoing)} {
		runAll(b, creds, secrets)
	}
	for value, secret := range secrets {
		if !secret || value == "" {
			delete(secrets, value)
		}
	}
	require.NotEmpty(t, secrets)
	files, err := filepath.Glob(filepath.Join(s.dir, "*.jsonl"))
	require.NoError(t, err)
	require.Len(t, files, 4)
	for _, path := range files {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		for secret := range secrets {
			assert.NotContains(t, string(text), secret)
		}
		assert.NotContains(t, string(text), "http")
	}
}

// runAll calls every operation, and notes the tokens that come of it.
func runAll(b *broker.Broker, creds map[string]vault.Credential, secrets map[string]bool) {
	for _, p := range catalog.Registry() {
		for _, op := range p.Operations {
			values := providers.Values{}
			for _, f := range op.Inputs {
				if _, own := providers.FieldNamed(p.Fields, f.Name); f.Required && f.FromToken == "" && !own {
					values[f.Name] = f.Example
				}
			}
			result, _ := b.Run(context.Background(), broker.Call{Operation: p.ID + "." + op.ID, Credential: creds[p.ID].ID, Values: values})
			if token := result.Outcome.Token; token != nil {
				secrets[token.Value], secrets[token.RefreshToken] = true, true
			}
		}
	}
}
