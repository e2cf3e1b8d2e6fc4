package vault

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWriteOverItsDeadlineIsLeftToTheNextStart: the same while the caller waits on.
func TestWriteOverItsDeadlineIsLeftToTheNextStart(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	synctest.Test(t, func(t *testing.T) {
		k := &oddKeyring{mapKeyring: w.keyring}
		v, err := Open(t.Context(), Options{Dir: w.dir, Store: StoreKeyring, Keyring: k, Clock: testClock})
		require.NoError(t, err)
		k.set = func(item, value string) error {
			<-time.After(callWait + time.Second)
			return k.mapKeyring.Set(item, value)
		}
		_, err = v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
		require.ErrorIs(t, err, ErrTimeout)
		assert.Zero(t, k.dels.Load())
		<-time.After(time.Minute)
		require.NoError(t, v.Close())
	})
	require.Len(t, w.keyring.items, 1)
	w.settled(t)
}

// TestGivenUpWriteIsLeftToTheNextStart: the call that was given up may still
// store its item, after a deletion would have found nothing.
func TestGivenUpWriteIsLeftToTheNextStart(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	k := &oddKeyring{mapKeyring: w.keyring}
	v, err := Open(t.Context(), Options{Dir: w.dir, Store: StoreKeyring, Keyring: k, Clock: testClock})
	require.NoError(t, err)
	release, stored := make(chan struct{}), make(chan error)
	k.set = func(item, value string) error {
		<-release
		err := k.mapKeyring.Set(item, value)
		stored <- err
		return err
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err = v.Add(ctx, Credential{Name: "a"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrTimeout)
	assert.Zero(t, k.dels.Load())
	require.NoError(t, v.Close())
	early, err := w.process(&fate{})
	require.NoError(t, err)
	assert.Zero(t, k.dels.Load(), "the process that made the call still lives")
	require.NoError(t, early.Close())
	close(release)
	require.NoError(t, <-stored)
	require.Len(t, w.keyring.items, 1)
	vanish(v) // now it dies
	assert.Empty(t, w.settled(t).Credentials)
}
