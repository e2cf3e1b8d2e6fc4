package backups

import (
	"path/filepath"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/app"
	"keycase/backup"
	"keycase/broker"
	"keycase/providers"
	"keycase/vault"
)

func newBroker(t *testing.T) *broker.Broker {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{Store: vault.StoreMemory, Clock: app.Now})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, v.Close()) })
	return app.NewBroker(app.Options{}, v)
}

// TestFromOneMachineToAnother also carries over which tokens renew themselves.
func TestFromOneMachineToAnother(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	keys, err := backup.ParseKeys(identity.Recipient().String())
	require.NoError(t, err)
	identities, err := backup.ParseIdentities([]byte(identity.String()))
	require.NoError(t, err)

	here, there := newBroker(t), newBroker(t)
	cred, err := here.Vault().Add(t.Context(), vault.Credential{Platform: "jdy", Name: "main"}, map[string]string{"client_secret": "s"})
	require.NoError(t, err)
	_, err = here.Vault().Add(t.Context(), vault.Credential{Platform: "jdy", Name: "other"}, nil)
	require.NoError(t, err)
	choice := broker.RenewChoice{Credential: cred.ID, Kind: "app-token"}
	require.NoError(t, here.AddRenewChoices([]broker.RenewChoice{choice}))

	path := filepath.Join(t.TempDir(), "b.age")
	some, _, err := Collect(t.Context(), here, []string{cred.ID}, false)
	require.NoError(t, err)
	require.NoError(t, Save(t.Context(), here, path, some, backup.Lock{Keys: keys}, backup.Options{}))
	assert.Zero(t, backup.Remind(here.Vault(), app.Now()).Made, "a choice is no backup")
	all, _, err := Collect(t.Context(), here, nil, false)
	require.NoError(t, err)
	require.NoError(t, Save(t.Context(), here, path, all, backup.Lock{Keys: keys}, backup.Options{Replace: true}))
	assert.NotZero(t, backup.Remind(here.Vault(), app.Now()).Made)

	sealed, err := backup.ReadFile(path)
	require.NoError(t, err)
	content, err := sealed.OpenWithIdentities(identities)
	require.NoError(t, err)
	content.Credentials[1].Platform = "fax" // of a later version
	plan, err := Preview(t.Context(), there, content)
	require.NoError(t, err)
	result, err := Restore(t.Context(), there, plan, backup.Merge)
	require.NoError(t, err)
	assert.Equal(t, []string{"main"}, result.Added)
	assert.Equal(t, []string{"other"}, result.Refused)
	assert.Equal(t, []broker.RenewChoice{choice}, there.RenewChoices())
}

func TestAddressesAreCheckedAsThoseOfAPerson(t *testing.T) {
	b := newBroker(t)
	for address, want := range map[string]backup.State{
		"": backup.New, "https://api.example.com": backup.New, "http://127.0.0.1:1": backup.New,
		"javascript:alert(1)": backup.Refused, "ftp://x": backup.Refused, "https://u:p@example.com": backup.Refused,
	} {
		full := vault.Full{Credential: vault.Credential{ID: "aaaaaaaaaaaaaaaa", Platform: "jdy", Name: "x", BaseURL: address}}
		plan, err := Preview(t.Context(), b, backup.Content{Credentials: []vault.Full{full}})
		require.NoError(t, err)
		assert.Equal(t, want, plan.Items[0].State, "%s", address)
	}
}

func TestFieldsAreNamedAsOnScreen(t *testing.T) {
	r := newBroker(t).Registry()
	for _, c := range []struct {
		platform string
		part     backup.Part
		name     string
		want     string
	}{
		{"yilianyun", backup.PartPublic, "client_id", "应用 ID"}, {"yilianyun", backup.PartToken, "client_id", "client_id"},
		{"yilianyun", backup.PartSecret, "later", "later"}, {"fax", backup.PartPublic, "client_id", "client_id"},
	} {
		assert.Equal(t, c.want, Label(r, c.platform, backup.Difference{Part: c.part, What: c.name}, providers.Chinese), "%+v", c)
	}
}
