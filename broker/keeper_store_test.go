package broker_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/broker"
	"keycase/vault"
)

func TestKeeperWaitsForALockedStoreWithoutAsking(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.keeper.Stop()
	v, err := vault.Open(bg, vault.Options{Dir: k.dir, Clock: k.clock.Now, Passphrase: k.nobodyIsAsked})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	keeper := k.keep(k.brokerOn(v))
	k.timers.Pass(3 * time.Hour)
	assert.Len(t, k.world.Requests("robot"), 1)
	assert.NotEmpty(t, k.said)
	require.NoError(t, v.Unlock(bg, []byte("correct horse")))
	keeper.Wake()
	k.timers.Settle()
	assert.Zero(t, k.age(cred))

	v.Lock()
	k.timers.Pass(3 * time.Hour)
	require.NoError(t, v.Unlock(bg, []byte("correct horse")))
	k.timers.Pass(time.Minute)
	assert.LessOrEqual(t, k.age(cred), time.Minute, "noticed without being told")
}

// A result that cannot be stored is kept, and nothing is fetched in its place.
func TestKeeperKeepsWhatCannotBeStored(t *testing.T) {
	k := newKeeping(t)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.keeper.Stop()
	v, err := vault.Open(bg, vault.Options{Dir: k.dir, Clock: k.clock.Now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	require.NoError(t, v.Unlock(bg, []byte("correct horse")))
	b := k.brokerWith(v, &http.Client{Transport: onSend(sync.OnceFunc(v.Lock))})
	k.keep(b)
	k.timers.Pass(6 * time.Hour)
	assert.Len(t, k.world.Requests("robot"), 2)
	assert.Equal(t, 1, b.Unsaved())
	assert.NotEmpty(t, k.said)
	require.NoError(t, v.Unlock(bg, []byte("correct horse")))
	k.timers.Pass(5 * time.Minute)
	assert.Zero(t, b.Unsaved())
}

// fullKeyring stores nothing any more once it is full.
type fullKeyring struct {
	mu    sync.Mutex
	items map[string]string
	full  bool
}

func (f *fullKeyring) Get(item string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, ok := f.items[item]
	if !ok {
		return "", vault.ErrNotFound
	}
	return v, nil
}

func (f *fullKeyring) Set(item, value string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.full {
		return vault.ErrDenied
	}
	f.items[item] = value
	return nil
}

func (f *fullKeyring) Delete(item string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.items, item)
	return nil
}

func (f *fullKeyring) fill(full bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.full = full
}

// Nor where a person fetched it.
func TestKeeperFetchesNothingInThePlaceOfWhatWaits(t *testing.T) {
	k := newKeeping(t)
	k.keeper.Stop()
	keyring := &fullKeyring{items: map[string]string{}}
	v, err := vault.Open(bg, vault.Options{Dir: t.TempDir(), Store: vault.StoreKeyring, Keyring: keyring, Clock: k.clock.Now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	k.vault, k.broker = v, k.brokerOn(v)
	k.keep(k.broker)
	cred := k.issued("robot", "客服机器人", "access_token")
	k.choose(cred, true)
	k.timers.Pass(time.Hour)
	keyring.fill(true)
	_, err = k.broker.Renew(bg, cred.ID, cred.Tokens[0].ID)
	var save *broker.SaveError
	require.ErrorAs(t, err, &save)
	k.timers.Pass(2 * time.Hour)
	assert.Len(t, k.world.Requests("robot"), 2)
	keyring.fill(false)
	k.timers.Pass(time.Hour)
	assert.Len(t, k.world.Requests("robot"), 3, "stored, and renewed when it was due")
	assert.LessOrEqual(t, k.age(cred), time.Hour)
	assert.Zero(t, k.broker.Unsaved())
}
