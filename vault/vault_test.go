package vault

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mapKeyring is a keyring that works.
type mapKeyring struct {
	mu    sync.Mutex
	items map[string]string
}

func newMapKeyring() *mapKeyring { return &mapKeyring{items: map[string]string{}} }

func (k *mapKeyring) Get(item string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if value, ok := k.items[item]; ok {
		return value, nil
	}
	return "", ErrNotFound
}

func (k *mapKeyring) Set(item, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.items[item] = value
	return nil
}

func (k *mapKeyring) Delete(item string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, ok := k.items[item]; !ok {
		return ErrNotFound
	}
	delete(k.items, item)
	return nil
}

func (k *mapKeyring) Items(context.Context) ([]string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return sortedKeys(k.items), nil
}

func testClock() time.Time { return time.Date(2022, 6, 13, 15, 47, 20, 0, time.UTC) }

func openTest(t *testing.T, o Options) *Vault {
	t.Helper()
	if o.Clock == nil {
		o.Clock = testClock
	}
	v, err := Open(context.Background(), o)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, v.Close()) })
	return v
}

// eachStore gives options for a new vault in each store.
func eachStore(t *testing.T) map[string]Options {
	dir := t.TempDir()
	return map[string]Options{
		"memory":  {Store: StoreMemory},
		"keyring": {Store: StoreKeyring, Dir: dir + "/k", Keyring: newMapKeyring()},
		"file": {Store: StoreFile, Dir: dir + "/f", WorkFactor: 1,
			Passphrase: func(context.Context) ([]byte, error) { return []byte("correct horse"), nil }},
	}
}

func TestEachStoreKeepsACredential(t *testing.T) {
	for name, o := range eachStore(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			v := openTest(t, o)
			added, err := v.Add(ctx, Credential{Platform: "jdy", Name: " 星辰 one ", Public: map[string]string{"client_id": "1"}},
				map[string]string{"client_secret": "abc", "app_secret": ""})
			require.NoError(t, err)
			assert.Equal(t, []string{"client_secret"}, added.Secrets)
			tok, err := v.PutToken(ctx, added.ID, Token{Kind: "app", ExpiresAt: testClock().Add(time.Hour)}, TokenSecret{Value: "v1", Refresh: "r1"})
			require.NoError(t, err)
			again, err := v.PutToken(ctx, added.ID, Token{Kind: "app"}, TokenSecret{Value: "v2"})
			require.NoError(t, err)
			assert.Equal(t, tok.ID, again.ID)
			secret, err := v.TokenSecret(ctx, added.ID, tok.ID)
			require.NoError(t, err)
			assert.Equal(t, TokenSecret{Value: "v2"}, secret)
			_, err = v.Edit(ctx, added.ID, func(c *Credential, s map[string]string) error {
				c.Name, s["app_secret"] = "B", "xyz"
				return nil
			})
			require.NoError(t, err)
			secrets, err := v.Secrets(ctx, added.ID)
			require.NoError(t, err)
			assert.Equal(t, map[string]string{"client_secret": "abc", "app_secret": "xyz"}, secrets)
			require.NoError(t, v.Remove(ctx, added.ID))
			assert.Empty(t, v.List())
		})
	}
}

func isAny(err error, targets ...error) bool {
	for _, target := range targets {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}
