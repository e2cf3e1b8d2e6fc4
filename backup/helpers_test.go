package backup

import (
	"context"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

func now() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }

func newVault(t testing.TB) *vault.Vault {
	t.Helper()
	v, err := vault.Open(context.Background(), vault.Options{Store: vault.StoreMemory, Clock: now})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, v.Close()) })
	return v
}

// shop is a credential with everything that one can have.
func shop() vault.Full {
	return vault.Full{
		Credential: vault.Credential{
			ID: "aaaaaaaaaaaaaaaa", Platform: "yilianyun", Name: "门店一", BaseURL: "https://open.example", Public: map[string]string{"client_id": "1001"},
			Secrets: []string{"client_secret"}, SecretsAt: map[string]time.Time{"client_secret": now().Add(-time.Hour)},
			CreatedAt: now().Add(-3 * time.Hour), UpdatedAt: now().Add(-2 * time.Hour), UsedAt: now().Add(-time.Minute),
			Grants: []vault.Grant{{
				Kind: "printer", Subject: "4004", Name: "厨房", Public: map[string]string{"phone": "1"},
				Secrets: []string{"msign"}, Selected: true, BoundAt: now(),
			}},
			Tokens: []vault.Token{
				{Kind: "access", Subject: "4004", IssuedAt: now(), ExpiresAt: now().Add(time.Hour), HasRefresh: true, RefreshExpiresAt: now().Add(35 * 24 * time.Hour), Attributes: map[string]string{"scope": "all"}},
				{Kind: "forever", IssuedAt: now(), Never: true},
			},
		},
		Values:      map[string]string{"client_secret": "canary-secret"},
		GrantValues: []map[string]string{{"msign": "canary-msign"}},
		TokenValues: []vault.TokenSecret{{Value: "canary-token", Refresh: "canary-refresh"}, {Value: "canary-forever"}},
	}
}

// plainly is a credential without grants and tokens.
func plainly(id, name string) vault.Full {
	return vault.Full{
		Credential: vault.Credential{
			ID: id, Platform: "jdy", Name: name, Public: map[string]string{"client_id": "1"}, Secrets: []string{"client_secret"},
			SecretsAt: map[string]time.Time{"client_secret": now()}, CreatedAt: now(), UpdatedAt: now(),
		},
		Values: map[string]string{"client_secret": "secret of " + name},
	}
}

func contentOf(all ...vault.Full) Content {
	return Content{Made: now(), Program: "keycase test", All: true, Credentials: all}
}

// quick is a lock whose scrypt takes no time.
func quick(passphrase string) Lock { return Lock{Passphrase: passphrase, workFactor: 1} }

func newKey(t testing.TB) (Key, Identities) {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	keys, err := ParseKeys(identity.Recipient().String())
	require.NoError(t, err)
	identities, err := ParseIdentities([]byte("# a comment\n" + identity.String() + "\n"))
	require.NoError(t, err)
	return keys[0], identities
}

func anything(vault.Credential) bool { return true }

// anonymous is a credential without the ids that a vault makes anew.
func anonymous(f vault.Full) vault.Full {
	for i := range f.Grants {
		f.Grants[i].ID = ""
	}
	for i := range f.Tokens {
		f.Tokens[i].ID = ""
	}
	return f
}

// everything reads all that a vault has.
func everything(t testing.TB, v *vault.Vault) []vault.Full {
	t.Helper()
	c, unreadable, err := Collect(context.Background(), v, Choice{}, now(), "")
	require.NoError(t, err)
	require.Empty(t, unreadable)
	for i := range c.Credentials {
		c.Credentials[i] = anonymous(c.Credentials[i])
	}
	return c.Credentials
}

// fill puts credentials into a vault as they are.
func fill(t testing.TB, v *vault.Vault, all ...vault.Full) {
	t.Helper()
	require.NoError(t, v.ApplyBulk(context.Background(), vault.Bulk{Put: all}))
}
