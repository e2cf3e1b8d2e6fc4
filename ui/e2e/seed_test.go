//go:build e2e

package e2e

import (
	"context"
	"crypto/rand"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
	"keycase/vault"
)

func itoa(n int) string { return strconv.Itoa(n) }

// openVault opens the vault of a home as another program would.
func openVault(t *testing.T, home string) *vault.Vault {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreKeyring, Clock: time.Now, Rand: rand.Reader,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	return v
}

// openFile makes the vault of a home with the file store, which takes many items
// far faster than a keyring, and returns the flags with which the window opens it.
func openFile(t *testing.T, home string) (v *vault.Vault, flags []string) {
	t.Helper()
	return openQuickFile(t, home, 0)
}

// openQuickFile is openFile with a passphrase that takes as long to try as the work
// factor says, 0 for that of the program.
func openQuickFile(t *testing.T, home string, workFactor int) (v *vault.Vault, flags []string) {
	t.Helper()
	const passphrase = "three unrelated words"
	file := filepath.Join(home, "passphrase")
	require.NoError(t, os.WriteFile(file, []byte(passphrase), 0o600))
	v, err := vault.Open(t.Context(), vault.Options{
		Dir: filepath.Join(home, "vault"), Store: vault.StoreFile, Clock: time.Now, Rand: rand.Reader, WorkFactor: workFactor,
		Passphrase: func(context.Context) ([]byte, error) { return []byte(passphrase), nil },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, v.Close()) })
	return v, []string{"-passphrase-file", file}
}

// seed is a credential with one token.
type seed struct {
	platform, name, kind string
	printer              string
	life, left           time.Duration // life 0: it never expires
}

const day = 24 * time.Hour

// shop is what the picture of the overview shows.
var shop = []seed{
	{"robot", "华东客服机器人", "access_token", "", 2 * time.Hour, -18*time.Minute - 30*time.Second},
	{"kis", "明德会计", "access_token", "", 10 * time.Minute, 2*time.Minute + 59*time.Second},
	{"jdy", "晨光商贸", "app-token", "", day, 46*time.Minute + 50*time.Second},
	{"robot", "单据审核机器人", "access_token", "", 2 * time.Hour, 82*time.Minute + 50*time.Second},
	{"jdy", "青禾食品", "app-token", "", day, 17*time.Hour + 5*time.Minute + 50*time.Second},
	{"yilianyun", "解放路店", "access_token", "收银台", 30 * day, 6*day + 4*time.Hour + 30*time.Minute},
	{"yilianyun", "万达店", "access_token", "后厨", 30 * day, 23*day + time.Hour},
	{"yilianyun", "总部自有应用", "access_token", "", 0, 0},
}

// plant fills a vault with credentials and tokens of the sandbox's keys.
func plant(t *testing.T, v *vault.Vault, seeds []seed) {
	t.Helper()
	now := time.Now()
	for i, s := range seeds {
		values := sandbox.Demo().Values(s.platform)
		if s.life == 0 && s.platform == "yilianyun" {
			values = sandbox.Demo().Values("yilianyun-self")
		}
		delete(values, "machine_code")
		delete(values, "msign")
		secrets := map[string]string{}
		for _, name := range []string{"client_secret", "app_secret", "secret_key", "auth_token"} {
			if values[name] != "" {
				secrets[name] = values[name]
				delete(values, name)
			}
		}
		c, err := v.Add(context.Background(), vault.Credential{Platform: s.platform, Name: s.name, Public: maps.Clone(values)}, secrets)
		require.NoError(t, err)
		token := vault.NewToken{
			Token:  vault.Token{Kind: s.kind, IssuedAt: now.Add(s.left - s.life), ExpiresAt: now.Add(s.left), Never: s.life == 0},
			Secret: vault.TokenSecret{Value: "demo-token-" + itoa(i)},
		}
		change := vault.Change{Tokens: []vault.NewToken{token}}
		if s.printer != "" {
			machine := "400468321" + itoa(i)
			change.Tokens[0].Subject = machine
			change.Tokens[0].Secret.Refresh, change.Tokens[0].RefreshExpiresAt = "demo-refresh-"+itoa(i), now.Add(s.left+5*day)
			change.Grants = []vault.NewGrant{{Grant: vault.Grant{
				Kind: "printer", Subject: machine, Name: s.printer, Public: map[string]string{"machine_code": machine},
			}}}
		}
		_, err = v.Apply(context.Background(), c.ID, change)
		require.NoError(t, err)
	}
}
