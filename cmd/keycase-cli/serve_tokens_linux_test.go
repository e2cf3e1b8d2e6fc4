package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"keycase/assets/translations"
	"keycase/broker"
	"keycase/client"
	"keycase/providers"
	"keycase/providers/sandbox"
	"keycase/service"
	"keycase/vault"
)

// served is serve in this process, with the four platforms on loopback.
type served struct {
	t      testing.TB
	world  *sandbox.World
	home   string
	flags  []string
	said   *lockedBuffer // messages
	told   listening
	client *client.Client // by the socket
	stop   func() error
}

// newServed makes a data folder with these accounts of the sandbox: each becomes a
// credential of the same name.
func newServed(t testing.TB, accounts ...string) *served {
	t.Helper()
	home, err := os.MkdirTemp("", "kc") // whose path leaves room for a socket's name
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	s := &served{t: t, home: home, said: &lockedBuffer{}, world: sandbox.New(sandbox.Options{})}
	servers, err := s.world.Start(context.Background(), "")
	require.NoError(t, err)
	t.Cleanup(servers.Close)
	s.flags = []string{"--home", home, "--passphrase-file", filepath.Join(home, "passphrase"), "--lang", "en"}
	for _, platform := range sandbox.Platforms() {
		s.flags = append(s.flags, "--base-url", platform+"="+servers.URL(platform))
	}
	require.NoError(t, os.WriteFile(filepath.Join(home, "passphrase"), []byte("correct horse battery\n"), 0o600))
	v := s.vault()
	for _, account := range accounts {
		s.add(v, account)
	}
	require.NoError(t, v.Close())
	return s
}

// vault opens the folder once more, as another process does.
func (s *served) vault() *vault.Vault {
	s.t.Helper()
	v, err := vault.Open(context.Background(), vault.Options{
		Dir: filepath.Join(s.home, "vault"), Store: vault.StoreFile, Clock: time.Now, WorkFactor: 2,
		Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse battery"), nil },
	})
	require.NoError(s.t, err)
	s.t.Cleanup(func() { _ = v.Close() })
	return v
}

func (s *served) add(v *vault.Vault, account string) {
	s.t.Helper()
	platform, _, _ := strings.Cut(account, "-")
	b := broker.New(broker.Params{Registry: (&cli{}).bare().Registry(), Vault: v, HTTP: http.DefaultClient, Clock: time.Now})
	_, _, err := b.AddCredential(context.Background(), broker.Draft{Platform: platform, Name: account, Values: sandbox.Demo().Values(account)})
	require.NoError(s.t, err)
}

// start runs serve until stop.
func (s *served) start(args ...string) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	lines := &lockedBuffer{}
	texts := translations.New("en")
	c := &cli{in: strings.NewReader(""), env: func(string) string { return "" }, printer: printer{
		Localizer: texts, lang: providers.Lang(texts.Lang()), out: lines, err: s.said,
	}}
	root := newRoot(c, nil)
	root.SetArgs(append(append([]string{"serve", "--json"}, args...), s.flags...))
	var group errgroup.Group
	group.Go(func() error {
		defer c.room.close()
		return root.ExecuteContext(ctx)
	})
	s.stop = func() error {
		cancel()
		return group.Wait()
	}
	s.t.Cleanup(func() { _ = s.stop() })
	require.Eventually(s.t, func() bool { return json.Unmarshal([]byte(lines.String()), &s.told) == nil }, 20*time.Second, 5*time.Millisecond, "%s", s.said)
	s.client = client.Unix(s.told.Socket)
}

// asked is how often a platform was asked for something.
func (s *served) asked(platform string) int { return len(s.world.Requests(platform)) }

func (s *served) token(name string, which ...client.Which) client.Token {
	s.t.Helper()
	token, err := s.client.Token(context.Background(), name, which...)
	require.NoError(s.t, err)
	return token
}

func (s *served) refused(name string, which ...client.Which) *client.Error {
	s.t.Helper()
	_, err := s.client.Token(context.Background(), name, which...)
	var told *client.Error
	require.ErrorAs(s.t, err, &told)
	assert.NotEmpty(s.t, told.Message)
	assert.NotContains(s.t, told.Error(), sandbox.Demo().Values("jdy")["client_secret"])
	return told
}

// TestServeFetchesOnce: however many programs ask at once, over either door.
func TestServeFetchesOnce(t *testing.T) {
	for platform, path := range map[string]string{"jdy": "jdy", "robot": "robot"} {
		t.Run(platform, func(t *testing.T) {
			s := newServed(t, platform)
			s.start(platform, "--tcp", "127.0.0.1:0")
			s.world.SetFault(path, sandbox.Fault{Kind: sandbox.FaultSlow, Delay: 50 * time.Millisecond})
			tcp := client.TCP(s.told.URL, s.told.Secret)
			var group errgroup.Group
			values := make([]string, 100)
			for i := range values {
				group.Go(func() error {
					c := s.client
					if i%2 == 1 {
						c = tcp
					}
					name := platform
					if i%3 == 0 {
						name = strings.ToUpper(platform) // names have no letter case
					}
					token, err := c.Token(t.Context(), name)
					values[i] = token.Value
					return err
				})
			}
			require.NoError(t, group.Wait())
			assert.Equal(t, 1, s.asked(platform))
			for _, value := range values {
				assert.Equal(t, values[0], value)
			}
		})
	}
}

// TestServeNoticesWhatOthersChange: a token that another process has replaced,
// forgotten or lost with its credential is given out no more.
func TestServeNoticesWhatOthersChange(t *testing.T) {
	s := newServed(t, "robot")
	s.start("robot")
	first := s.token("robot")
	assert.Equal(t, first.Value, s.token("robot").Value)
	assert.Equal(t, 1, s.asked("robot"))

	v := s.vault()
	cred, err := v.Find("robot")
	require.NoError(t, err)
	put := cred.Tokens[0]
	put.IssuedAt = put.IssuedAt.Add(time.Second)
	_, err = v.PutToken(t.Context(), cred.ID, put, vault.TokenSecret{Value: "another"})
	require.NoError(t, err)
	assert.Equal(t, "another", s.token("robot").Value)

	_, err = v.Edit(t.Context(), cred.ID, func(c *vault.Credential, _ map[string]string) error {
		c.Public["app_id"] = "changed"
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, "changed", s.token("robot").Values["app_id"])
	require.NoError(t, v.Touch(cred.ID))
	assert.Equal(t, 1, s.asked("robot"))

	require.NoError(t, v.ForgetToken(t.Context(), cred.ID, put.ID))
	assert.NotEqual(t, "another", s.token("robot").Value)
	assert.Equal(t, 2, s.asked("robot"))

	require.NoError(t, v.Remove(t.Context(), cred.ID))
	told := s.refused("robot")
	assert.Equal(t, "not_served", told.Code)
	assert.Equal(t, http.StatusNotFound, told.Status)
}

// TestServeGivesWhatWasNamed and, with --all, everything that is there and will be.
func TestServeGivesWhatWasNamed(t *testing.T) {
	s := newServed(t, "robot", "kis")
	s.start("kis")
	all, err := s.client.Credentials(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 1)
	assert.Equal(t, "kis", all[0].Name)
	assert.Equal(t, "not_served", s.refused("robot").Code)
	assert.Equal(t, s.refused("robot").Message, strings.ReplaceAll(s.refused("nobody").Message, "nobody", "robot"), "nobody learns what else there is")
	assert.Zero(t, s.asked("robot"))

	token := s.token("kis")
	assert.Regexp(t, `^[0-9A-F]{32}$`, token.Value)
	assert.NotEmpty(t, token.Attributes["state"])
	assert.Equal(t, token.Value, s.token("kis").Value, "what is computed is shared as well")
	assert.Equal(t, "which", s.refused("kis", client.Kind("app-token")).Code)
	require.NoError(t, s.stop())

	s.start("--all")
	s.add(s.vault(), "jdy")
	s.token("jdy")
	all, err = s.client.Credentials(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 3)
	assert.Len(t, all[2].Tokens, 1)
}

// TestServeStaysWithinTheQuotas: what is counted by the day is not fetched unasked,
// and what the platform counts is not sent.
func TestServeStaysWithinTheQuotas(t *testing.T) {
	s := newServed(t, "yilianyun-self", "jdy")
	s.start("--all")
	told := s.refused("yilianyun-self")
	assert.Equal(t, "not_renewed", told.Code)
	assert.Equal(t, http.StatusConflict, told.Status)
	assert.Contains(t, told.Action, "keycase-cli token refresh")
	assert.Zero(t, s.asked("yilianyun"))

	v := s.vault()
	cred, err := v.Find("jdy")
	require.NoError(t, err)
	for range 2 {
		s.token("jdy")
		cred, err = v.Get(cred.ID)
		require.NoError(t, err)
		require.NoError(t, v.ForgetToken(t.Context(), cred.ID, cred.Tokens[0].ID))
	}
	told = s.refused("jdy")
	assert.Equal(t, "quota", told.Code)
	assert.Equal(t, http.StatusTooManyRequests, told.Status)
	assert.Positive(t, told.RetryAfter)
	assert.LessOrEqual(t, told.RetryAfter, time.Minute)
	assert.Equal(t, 2, s.asked("jdy"))
}

// TestServeTellsPlatformsErrors, and asks no platform again for each who asks.
func TestServeTellsPlatformsErrors(t *testing.T) {
	s := newServed(t, "robot")
	s.start("robot")
	s.world.SetFault("robot", sandbox.Fault{Kind: sandbox.FaultStatus500})
	for range 20 {
		told := s.refused("robot")
		assert.Equal(t, http.StatusBadGateway, told.Status, told.Code)
	}
	assert.Equal(t, 1, s.asked("robot"))
	assert.NotContains(t, s.said.String(), "robot", "nothing about it is logged")
}

// TestServeRenewsInTime what programs use, and nothing else.
func TestServeRenewsInTime(t *testing.T) {
	s := newServed(t, "robot", "jdy")
	v := s.vault()
	c := &cli{}
	b := broker.New(broker.Params{Registry: c.bare().Registry(), Vault: v, HTTP: http.DefaultClient, Clock: time.Now})
	source, err := newTokenSource(&cli{printer: printer{Localizer: translations.New("en"), err: s.said}}, b, []string{"robot"})
	require.NoError(t, err)
	now := time.Now()
	for _, name := range []string{"robot", "jdy"} {
		cred, err := v.Find(name)
		require.NoError(t, err)
		p, err := b.Registry().Platform(name)
		require.NoError(t, err)
		token := vault.Token{Kind: p.Tokens[0].Kind, IssuedAt: now, ExpiresAt: now.Add(24 * time.Hour)}
		_, err = v.PutToken(t.Context(), cred.ID, token, vault.TokenSecret{Value: "works"})
		require.NoError(t, err)
		cred, err = v.Find(name)
		require.NoError(t, err)
		assert.False(t, source.renews(cred, cred.Tokens[0]), "nobody uses it")
		source.use(tokenKey(cred.ID, token.Kind, ""))
		assert.Equal(t, name == "robot", source.renews(cred, cred.Tokens[0]), name)
	}
}

// lockable is a keyring that holds nothing and can be locked.
type lockable struct{ locked atomic.Bool }

func (*lockable) Get(string) (string, error)   { return "", vault.ErrNotFound }
func (*lockable) Set(string, string) error     { return vault.ErrDenied }
func (*lockable) Delete(string) error          { return vault.ErrNotFound }
func (*lockable) Unlock(context.Context) error { return vault.ErrDenied }

func (l *lockable) Probe(context.Context) error {
	if l.locked.Load() {
		return vault.ErrLocked
	}
	return nil
}

// TestServeForgetsWhenTheKeyringIsLocked, at the next look.
func TestServeForgetsWhenTheKeyringIsLocked(t *testing.T) {
	keyring := &lockable{}
	v, err := vault.Open(t.Context(), vault.Options{Dir: t.TempDir(), Store: vault.StoreKeyring, Keyring: keyring, Clock: time.Now})
	require.NoError(t, err)
	defer func() { _ = v.Close() }()
	tokens := service.New(service.Params{Source: fixedSource{}, Clock: time.Now})
	_, err = tokens.Token(t.Context(), service.Want{})
	require.NoError(t, err)

	ctx, stop := context.WithCancel(t.Context())
	ticks := make(chan time.Time)
	var group errgroup.Group
	group.Go(func() error {
		forgetWhenLocked(ctx, v, tokens, ticks)
		return nil
	})
	ticks <- time.Time{}
	ticks <- time.Time{} // the look before is over
	assert.True(t, tokens.Keeps())
	keyring.locked.Store(true)
	ticks <- time.Time{}
	ticks <- time.Time{}
	assert.False(t, tokens.Keeps())
	stop()
	require.NoError(t, group.Wait())
}

// fixedSource has one token, which is always good.
type fixedSource struct{}

func (fixedSource) Find(service.Want) (string, error) { return "", nil }

func (fixedSource) Fetch(context.Context, service.Want) (service.Held, error) {
	return service.Held{Good: func() bool { return true }}, nil
}

func (fixedSource) Credentials() []service.Credential { return nil }

// TestServeKeepsItsSecret: in a file for its user only, and nowhere else.
func TestServeKeepsItsSecret(t *testing.T) {
	s := newServed(t, "robot")
	file := filepath.Join(s.home, "secret")
	require.NoError(t, os.WriteFile(file, []byte("old"), 0o644))
	s.start("robot", "--tcp", "localhost:0", "--secret-file", file)
	assert.Empty(t, s.told.Secret)
	assert.Equal(t, file, s.told.SecretFile)
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	secret, err := os.ReadFile(file)
	require.NoError(t, err)
	_, err = client.TCP(s.told.URL, strings.TrimSpace(string(secret))).Token(t.Context(), "robot")
	require.NoError(t, err)
	var told *client.Error
	_, err = client.TCP(s.told.URL, "").Token(t.Context(), "robot")
	require.ErrorAs(t, err, &told)
	assert.Equal(t, http.StatusUnauthorized, told.Status)
	assert.Equal(t, "secret", told.Code)
	assert.NotContains(t, s.said.String(), strings.TrimSpace(string(secret)))
}

// TestServeIsWhereProgramsLook: both follow one rule, whichever way the data folder
// is named.
func TestServeIsWhereProgramsLook(t *testing.T) {
	for _, env := range []map[string]string{
		{"KEYCASE_HOME": "/h"}, {"KEYCASE_SOCKET": "/s"}, {"XDG_RUNTIME_DIR": "/run/user/1"},
		{"KEYCASE_HOME": "/h", "KEYCASE_SOCKET": "/s", "XDG_RUNTIME_DIR": "/run/user/1"},
	} {
		get := func(name string) string { return env[name] }
		want, err := client.Socket(get)
		require.NoError(t, err)
		got, err := (&cli{env: get}).socketPath("")
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	c := &cli{env: func(string) string { return "" }, globals: globals{home: "/other"}}
	path, err := c.socketPath("")
	require.NoError(t, err)
	assert.Equal(t, "/other/run/tokens.sock", path)
	paths, err := c.options()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(paths.Paths.Home, "run"), filepath.Dir(path))
	path, err = c.socketPath("here")
	require.NoError(t, err)
	assert.True(t, filepath.IsAbs(path))
}
