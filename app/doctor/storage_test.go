package doctor

import (
	"context"
	"crypto/rand"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/broker"
	"keycase/providers"
	"keycase/providers/catalog"
	"keycase/providers/sandbox"
	"keycase/vault"
)

func TestKeyring(t *testing.T) {
	p := healthy(t)
	state := vault.Status{State: vault.StateReady}
	p.Keyring = func(context.Context) vault.Status { return state }
	assert.Equal(t, OK, look(t, p, "keyring").Grade)

	state = vault.Status{State: vault.StateLocked, Err: vault.ErrLocked}
	c := look(t, p, "keyring")
	assert.Equal(t, Warning, c.Grade)
	assert.Equal(t, app.Explain(vault.ErrLocked, providers.English).Do, c.Action)

	state = vault.Status{State: vault.StateMissing, Detail: "no session bus", Err: vault.ErrNoKeyring}
	c = look(t, p, "keyring")
	assert.Equal(t, Warning, c.Grade)
	assert.Equal(t, "no session bus", c.Detail)
	assert.NotContains(t, c.Text, c.Detail, "words for people")
	assert.NotContains(t, c.public(), "no session bus", "whatever the system says, strangers are not told")
	assert.NotEmpty(t, c.Action)

	p.Broker = encrypted(t)
	c = look(t, p, "keyring")
	assert.Equal(t, Info, c.Grade, "nobody needs it")
	assert.NotContains(t, c.public(), "no session bus")
	assert.Empty(t, c.Action)
}

// encrypted is a broker whose secrets lie in files that are locked.
func encrypted(t *testing.T) *broker.Broker {
	t.Helper()
	dir := t.TempDir()
	for range 2 { // the second one has not seen the passphrase
		v, err := vault.Open(context.Background(), vault.Options{
			Dir: dir, Store: vault.StoreFile, Clock: app.Now, WorkFactor: 2,
			Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse battery"), nil },
		})
		require.NoError(t, err)
		require.NoError(t, v.Close())
	}
	v, err := vault.Open(context.Background(), vault.Options{Dir: dir, Clock: app.Now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	return on(v)
}

func TestStore(t *testing.T) {
	p := healthy(t)
	assert.Equal(t, Check{ID: "store", Grade: OK, Text: "Secrets are in memory only"}, look(t, p, "store"))

	p.Broker = encrypted(t)
	c := look(t, p, "store")
	assert.Equal(t, Info, c.Grade)
	assert.Equal(t, "Secrets lie in encrypted files. They are unlocked when they are needed", c.Text)

	dir := t.TempDir()
	v, err := vault.Open(context.Background(), vault.Options{Dir: dir, Store: vault.StoreKeyring, Clock: app.Now, Keyring: gone{}})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	p.Broker = on(v)
	c = look(t, p, "store")
	assert.Equal(t, Error, c.Grade)
	assert.Contains(t, c.Text, "Secrets lie in the system keyring. ")
	assert.NotEmpty(t, c.Action)
}

// gone is a keyring that nobody answers for.
type gone struct{}

func (gone) Get(string) (string, error)   { return "", vault.ErrNoKeyring }
func (gone) Set(string, string) error     { return vault.ErrNoKeyring }
func (gone) Delete(string) error          { return vault.ErrNoKeyring }
func (gone) Probe(context.Context) error  { return vault.ErrNoKeyring }
func (gone) Unlock(context.Context) error { return vault.ErrNoKeyring }

func TestIndex(t *testing.T) {
	p := healthy(t)
	assert.Equal(t, Check{ID: "index", Grade: OK, Text: "Credentials: 1, tokens: 0"}, look(t, p, "index"))
}

// TestDamagedIndexIsServedByItsSecondCopy damages the first one.
func TestDamagedIndexIsServedByItsSecondCopy(t *testing.T) {
	p := healthy(t)
	p.Broker = nil
	options := vault.Options{Dir: p.Paths.Vault, Store: vault.StoreKeyring, Clock: app.Now, Keyring: gone{}}
	v, err := vault.Open(context.Background(), options)
	require.NoError(t, err)
	require.NoError(t, v.Close())
	require.NoError(t, os.WriteFile(filepath.Join(p.Paths.Vault, "index.json"), []byte("{"), 0o600))
	v, err = vault.Open(context.Background(), options)
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	p.Broker = on(v)
	c := look(t, p, "index")
	assert.Equal(t, Warning, c.Grade)
	assert.Contains(t, c.Text, v.BrokenIndex())
}

func TestWithoutAVault(t *testing.T) {
	p := healthy(t)
	p.Broker, p.Err = nil, vault.ErrNoStoreChosen
	for _, id := range []string{"index", "store", "clock"} {
		c := look(t, p, id)
		assert.Equal(t, Info, c.Grade, id)
		assert.Empty(t, c.Action, id)
	}
	p.Err = vault.ErrCorrupt
	c := look(t, p, "index")
	assert.Equal(t, Error, c.Grade)
	assert.Equal(t, app.Explain(vault.ErrCorrupt, providers.English).Title, c.Text)
	for _, id := range []string{"store", "clock"} {
		assert.Equal(t, Info, look(t, p, id).Grade, "one error is said once")
	}
}

// TestClockLearnsFromThePlatforms calls a sandbox whose clock is another.
func TestClockLearnsFromThePlatforms(t *testing.T) {
	start := time.Date(2025, 11, 21, 14, 26, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		ahead time.Duration
		want  Check
	}{
		"right":  {20 * time.Second, Check{Grade: OK, Text: "No sign of a wrong clock"}},
		"behind": {3*time.Minute + 10*time.Second, Check{Grade: Warning, Text: "This machine's clock is 3 minutes behind; signing makes up for it"}},
		"ahead":  {-2*time.Hour - time.Minute - 10*time.Second, Check{Grade: Warning, Text: "This machine's clock is 2 hours 1 minute ahead; signing makes up for it"}},
		"hour":   {time.Hour + 10*time.Second, Check{Grade: Warning, Text: "This machine's clock is 1 hour behind; signing makes up for it"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t)
			world := sandbox.New(sandbox.Options{Clock: func() time.Time { return start.Add(c.ahead) }})
			servers, err := world.Start(context.Background(), "")
			require.NoError(t, err)
			defer servers.Close()
			b := broker.New(broker.Params{
				Registry: catalog.Registry(), Vault: p.Broker.Vault(), HTTP: &http.Client{}, Clock: func() time.Time { return start }, Rand: rand.Reader,
				BaseURLs: map[string]string{"robot": servers.URL("robot")},
			})
			_, _ = b.Run(context.Background(), broker.Call{Operation: "robot.token", Values: sandbox.Demo().Values("robot")})
			p.Broker = b
			got := look(t, p, "clock")
			assert.Equal(t, c.want.Text, got.Text)
			assert.Equal(t, c.want.Grade, got.Grade)
			assert.Equal(t, c.want.Grade == Warning, got.Action != "")
		})
	}
}

func TestClockOfAnAddressThatOnlyACredentialHas(t *testing.T) {
	p := healthy(t)
	start := time.Date(2025, 11, 21, 14, 26, 0, 0, time.UTC)
	world := sandbox.New(sandbox.Options{Clock: func() time.Time { return start.Add(20*time.Minute + 10*time.Second) }})
	servers, err := world.Start(context.Background(), "")
	require.NoError(t, err)
	defer servers.Close()
	v := p.Broker.Vault()
	p.Broker = broker.New(broker.Params{
		Registry: catalog.Registry(), Vault: v, HTTP: &http.Client{}, Clock: func() time.Time { return start }, Rand: rand.Reader,
	})
	cred, problems, err := p.Broker.AddCredential(t.Context(), broker.Draft{
		Platform: "robot", Name: "sandbox", BaseURL: servers.URL("robot"), Values: sandbox.Demo().Values("robot"),
	})
	require.NoError(t, err)
	require.Empty(t, problems)
	_, _ = p.Broker.Run(context.Background(), broker.Call{Operation: "robot.token", Credential: cred.ID}) // its answer has a date
	got := look(t, p, "clock")
	assert.Equal(t, Warning, got.Grade)
	assert.Contains(t, got.Text, "20 minutes behind")
}
