package journal

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
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

// canary stands for whatever must not be written; it passes for a key, a code or a word.
const canary = "zqk7xw3vj9"

// brokenKeyring stores until it is told not to, and then quotes what it was given.
type brokenKeyring struct {
	items  map[string]string
	broken bool
}

func (k *brokenKeyring) Get(item string) (string, error) {
	value, ok := k.items[item]
	if !ok {
		return "", vault.ErrNotFound
	}
	return value, nil
}

func (k *brokenKeyring) Set(item, value string) error {
	if k.broken {
		return errors.New(canary + value)
	}
	k.items[item] = value
	return nil
}

func (k *brokenKeyring) Delete(item string) error { delete(k.items, item); return nil }

// stage is a broker whose events and calls are logged.
type stage struct {
	t       *testing.T
	dir     string
	journal *Journal
	keyring *brokenKeyring
	vault   *vault.Vault
	world   *sandbox.World
	broker  *broker.Broker
	secrets map[string]bool // that must not be written
	stop    func()          // ends the newest Follow
}

func newStage(t *testing.T) *stage {
	t.Helper()
	now := func() time.Time { return morning }
	s := &stage{
		t: t, dir: t.TempDir(), keyring: &brokenKeyring{items: map[string]string{}},
		world: sandbox.New(sandbox.Options{Clock: now}), secrets: map[string]bool{canary: true},
	}
	servers, err := s.world.Start(context.Background(), "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	urls := map[string]string{}
	for _, p := range sandbox.Platforms() {
		urls[p] = servers.URL(p)
	}
	s.vault, err = vault.Open(context.Background(), vault.Options{Store: vault.StoreKeyring, Dir: t.TempDir(), Keyring: s.keyring, Clock: now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.vault.Close() })
	s.journal = Open(Params{Dir: s.dir, Clock: now, Registry: catalog.Registry()})
	s.broker = s.brokerAt(urls)
	return s
}

func (s *stage) brokerAt(urls map[string]string) *broker.Broker {
	b := broker.New(broker.Params{
		Registry: catalog.Registry(), Vault: s.vault, HTTP: &http.Client{}, Clock: clock,
		Rand: rand.Reader, BaseURLs: urls, Timeout: 5 * time.Second,
	})
	s.stop = s.journal.Follow(b)
	return b
}

func (s *stage) hide(values map[string]string) {
	for _, value := range values {
		if len(value) >= 8 { // shorter ones can be in a time or a number
			s.secrets[value] = true
		}
	}
}

func (s *stage) add(platform, name string) vault.Credential {
	s.t.Helper()
	values := sandbox.Demo().Values(platform)
	s.hide(values)
	s.secrets[name] = true
	cred, _, err := s.broker.AddCredential(context.Background(), broker.Draft{Platform: platform, Name: name, Values: values})
	require.NoError(s.t, err)
	return cred
}

// run calls an operation.
func (s *stage) run(b *broker.Broker, operation, credential string, values providers.Values) error {
	result, err := b.Run(context.Background(), broker.Call{Operation: operation, Credential: credential, Values: values})
	if t := result.Outcome.Token; t != nil {
		s.hide(map[string]string{"value": t.Value, "refresh": t.RefreshToken, "subject": t.Subject})
	}
	for _, grant := range result.Outcome.Grants {
		s.hide(grant.Public)
		s.hide(grant.Secret)
	}
	return err
}

// runAll calls every operation that sends, and those that only sign.
func (s *stage) runAll(b *broker.Broker, credentials map[string]string) {
	for _, p := range catalog.Registry() {
		for _, op := range p.Operations {
			values := providers.Values{}
			for _, f := range op.Inputs {
				if f.Required && f.FromToken == "" && !isField(p, f.Name) {
					values[f.Name] = f.Example
				}
			}
			_ = s.run(b, p.ID+"."+op.ID, credentials[p.ID], values)
		}
	}
}

func isField(p *providers.Platform, name string) bool {
	_, ok := providers.FieldNamed(p.Fields, name)
	return ok
}

// end closes the log, looks for secrets, and returns its text.
func (s *stage) end() string {
	s.t.Helper()
	finish(s.t, s.journal)
	require.NoError(s.t, s.journal.Err())
	var secrets []string
	for secret := range s.secrets {
		secrets = append(secrets, secret)
	}
	requireClean(s.t, s.dir, secrets)
	return strings.Join(logged(s.t, s.dir), "\n")
}

// TestARunWithFailures plays everything that the sandbox can, and what it can do wrong.
func TestARunWithFailures(t *testing.T) {
	s := newStage(t)
	ids := map[string]string{}
	for _, p := range catalog.Registry() {
		ids[p.ID] = s.add(p.ID, "晨光商贸 "+p.ID+" "+canary).ID
	}
	s.runAll(s.broker, ids)
	for _, kind := range []sandbox.FaultKind{
		sandbox.FaultCut, sandbox.FaultGarbage, sandbox.FaultStatus500, sandbox.FaultRedirect, sandbox.FaultHTML,
		sandbox.FaultHuge, sandbox.FaultEmpty, sandbox.FaultWrongType, sandbox.FaultClock,
	} {
		for _, p := range sandbox.Platforms() {
			s.world.SetFault(p, sandbox.Fault{Kind: kind, ClockOffset: 20 * time.Minute, Target: "https://" + canary + ".invalid/?k=" + canary})
		}
		s.runAll(s.broker, ids)
	}
	for _, p := range sandbox.Platforms() {
		s.world.SetFault(p, sandbox.Fault{})
	}
	s.keyring.broken = true
	s.runAll(s.broker, ids)

	text := s.end()
	for _, want := range []string{
		"operation=jdy.app-token", "class=ok", "class=unreadable", "class=refused", "class=unsaved", "class=network",
		`msg="token stored" platform=jdy kind=app-token`, `msg="clock skew" platform=jdy seconds=120`,
		`msg=failed task="save a result"`, "status=200",
	} {
		assert.True(t, strings.Contains(text, want), want) // the text is too long to be shown
	}
	assert.False(t, strings.Contains(text, "unknown"), "all names are known")
}

// TestPlatformThatEchoes gets back everything that it sent, as codes, messages and values.
func TestPlatformThatEchoes(t *testing.T) {
	s := newStage(t)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said := canary + " " + r.URL.String()
		for _, values := range r.Header {
			said += " " + strings.Join(values, " ")
		}
		answer := map[string]any{}
		for _, name := range []string{"message", "msg", "description", "error_description", "errmsg"} {
			answer[name] = said
		}
		for _, name := range []string{"code", "errcode", "error", "result", "status", "errorCode", "success"} {
			answer[name] = canary
		}
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(echo.Close)
	ids, urls := map[string]string{}, map[string]string{}
	for _, p := range catalog.Registry() {
		ids[p.ID], urls[p.ID] = s.add(p.ID, "回声 "+p.ID).ID, echo.URL
	}
	b := s.brokerAt(urls)
	s.runAll(b, ids)
	echo.Close()
	s.runAll(b, ids)
	text := s.end()
	assert.Contains(t, text, "status=400")
	assert.Contains(t, text, "code=unknown", "a platform's word is no code of ours")
	assert.Contains(t, text, "class=network code=connection")
}

// TestEventsTakeNoForeignText puts it wherever a caller could.
func TestEventsTakeNoForeignText(t *testing.T) {
	s := newStage(t)
	foreign := errors.New(canary)
	for _, e := range []Event{
		Started{Version: canary, Store: canary},
		Started{Version: "1.2.3+" + canary},
		StoreState{Kind: canary, State: canary},
		Called{Operation: canary, Err: foreign},
		Called{Operation: "jdy." + canary, Err: &providers.Failure{Code: canary, Message: canary}},
		Called{Operation: "jdy.app-token", Err: providers.Unknown(canary, canary)},
		Called{Operation: "jdy.app-token\nlevel=" + canary, Err: &broker.NetworkError{Err: foreign}},
		TokenStored{Platform: canary, Kind: canary},
		TokenStored{Platform: "jdy", Kind: canary},
		Skew{Platform: canary},
		Renewed{Platform: canary, Kind: canary, Err: foreign},
		Failed{Task: canary, Err: &vault.Error{Op: canary, Item: canary, Err: foreign}},
		Failed{Task: Saving, Err: &broker.SaveError{Err: foreign}},
	} {
		s.journal.Write(e)
	}
	text := s.end()
	assert.Len(t, strings.Split(text, "\n"), 13, "one line for each, whatever is in it")
	assert.Contains(t, text, "unknown")
}

// TestRenewals hands over the events of which the sandbox gives none without a day's wait.
func TestRenewals(t *testing.T) {
	s := newStage(t)
	id := s.add("jdy", "晨光商贸 自动").ID
	s.journal.take(s.broker, broker.AutoRenewed{Credential: id, Kind: "app-token", Subject: canary})
	s.journal.take(s.broker, broker.AutoRenewFailed{Credential: id, Kind: "app-token", Err: &broker.QuotaError{}})
	s.journal.take(s.broker, broker.AutoRenewFailed{Credential: canary, Kind: canary, Subject: canary, Err: errors.New(canary)})
	text := s.end()
	assert.Contains(t, text, `level=INFO msg="renewed by itself" platform=jdy kind=app-token class=ok`)
	assert.Contains(t, text, `level=WARN msg="renewed by itself" platform=jdy kind=app-token class=quota`)
	assert.Contains(t, text, `level=WARN msg="renewed by itself" platform=unknown kind=unknown class=other`)
}

func TestFollowEnds(t *testing.T) {
	s := newStage(t)
	id := s.add("jdy", "晨光商贸 停").ID
	require.NoError(t, s.run(s.broker, "jdy.app-token", id, nil))
	s.stop()
	require.NoError(t, s.run(s.broker, "jdy.app-token", id, nil))
	assert.Equal(t, 1, strings.Count(s.end(), "token stored"))
}
