package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"
)

// oddKeyring is a keyring whose calls a test replaces.
type oddKeyring struct {
	*mapKeyring
	get         func(item string) (string, error)
	set         func(item, value string) error
	del         func(item string) error
	probe       func(context.Context) error
	unlock      func(context.Context) error
	gets, sets  atomic.Int32
	dels, opens atomic.Int32
}

func (k *oddKeyring) Get(item string) (string, error) {
	k.gets.Add(1)
	if k.get != nil {
		return k.get(item)
	}
	return k.mapKeyring.Get(item)
}

func (k *oddKeyring) Set(item, value string) error {
	k.sets.Add(1)
	if k.set != nil {
		return k.set(item, value)
	}
	return k.mapKeyring.Set(item, value)
}

func (k *oddKeyring) Delete(item string) error {
	k.dels.Add(1)
	if k.del != nil {
		return k.del(item)
	}
	return k.mapKeyring.Delete(item)
}

func (k *oddKeyring) Probe(ctx context.Context) error {
	if k.probe != nil {
		return k.probe(ctx)
	}
	return nil
}

func (k *oddKeyring) Unlock(ctx context.Context) error {
	k.opens.Add(1)
	return k.unlock(ctx)
}

func newOddKeyring() *oddKeyring { return &oddKeyring{mapKeyring: newMapKeyring()} }

func TestKeyringLies(t *testing.T) {
	ctx := t.Context()
	k := newOddKeyring()
	s := newKeyringStore(k)
	k.set = func(string, string) error { return nil }
	require.ErrorIs(t, s.Set(ctx, "a", []byte("1")), ErrDenied, "success without effect")
	k.set = func(item, _ string) error { return k.mapKeyring.Set(item, "other") }
	require.ErrorIs(t, s.Set(ctx, "a", []byte("1")), ErrDenied, "another value")
	k.set = nil
	require.NoError(t, s.Set(ctx, "a", []byte("1")))
	k.del = func(string) error { return nil }
	require.ErrorIs(t, s.Delete(ctx, "a"), ErrDenied, "a deletion without effect")
	k.del = nil
	require.NoError(t, s.Delete(ctx, "a"))
	require.NoError(t, s.Delete(ctx, "a"), "it is not there, as wanted")
	_, err := s.Get(ctx, "a")
	require.ErrorIs(t, err, ErrItemMissing)
	k.get = func(string) (string, error) { panic("the bus is gone") }
	_, err = s.Get(ctx, "a")
	require.ErrorIs(t, err, ErrKeyringGone, "a panic of the client library is an error")
}

func TestKeyringLiesToAVault(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	k := &oddKeyring{mapKeyring: w.keyring}
	v := openTest(t, Options{Dir: w.dir, Store: StoreKeyring, Keyring: k})
	k.set = func(string, string) error { return nil }
	_, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrDenied)
	assert.Empty(t, v.List())
	k.set = nil
	c, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.NoError(t, err)

	// The second item of an answer fails: neither is kept, the old state stands.
	calls := 0
	k.set = func(item, value string) error {
		if calls++; calls == 2 {
			return errFault
		}
		return k.mapKeyring.Set(item, value)
	}
	_, err = v.Apply(t.Context(), c.ID, Change{
		Secrets: map[string]string{"s": "2"},
		Tokens:  []NewToken{{Token{Kind: "t"}, TokenSecret{Value: "v"}}},
	})
	require.ErrorIs(t, err, errFault)
	same, err := v.Get(c.ID)
	require.NoError(t, err)
	assert.Equal(t, c, same)
	assert.Len(t, w.keyring.items, 1, "what was stored before the failure is gone at once")
	assert.Empty(t, v.session.open)

	// The entry goes even if its item can't; the next start tries again.
	k.set, k.del = nil, func(string) error { return nil }
	require.ErrorIs(t, v.Remove(t.Context(), c.ID), ErrLeftover)
	assert.Empty(t, v.List())
	require.NoError(t, v.Close())
	assert.Len(t, w.keyring.items, 1)
	assert.Empty(t, w.settled(t).Credentials)
}

func TestItemDisappearedFromTheKeyring(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	furnish(t, w)
	v, err := w.process(&fate{})
	require.NoError(t, err)
	defer func() { _ = v.Close() }()
	clear(w.keyring.items)
	_, err = v.Secrets(t.Context(), v.List()[0].ID)
	require.ErrorIs(t, err, ErrItemMissing)
	require.NotErrorIs(t, err, ErrNotFound)

	// Typing them in again repairs the credential.
	c, err := v.Edit(t.Context(), v.List()[0].ID, func(c *Credential, s map[string]string) error {
		assert.Equal(t, []string{"s"}, c.Secrets)
		assert.Empty(t, s)
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"s"}, c.Secrets, "still set, still missing")
	_, err = v.Edit(t.Context(), c.ID, func(_ *Credential, s map[string]string) error { s["s"] = "again"; return nil })
	require.NoError(t, err)
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"s": "again"}, secrets)
	_, err = v.Apply(t.Context(), v.List()[1].ID, Change{Secrets: map[string]string{"rotated": "1"}})
	require.NoError(t, err)
	require.NoError(t, v.Remove(t.Context(), v.List()[1].ID))
}

// TestItemReplacedWhileItIsRead: another process replaces a secret after the keyring
// has found it for this one, and keyrings say several things then.
func TestItemReplacedWhileItIsRead(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	k := &oddKeyring{mapKeyring: w.keyring}
	v := openTest(t, Options{Dir: w.dir, Store: StoreKeyring, Keyring: k})
	other := openTest(t, Options{Dir: w.dir, Store: StoreKeyring, Keyring: w.keyring})
	c, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "0"})
	require.NoError(t, err)
	for i, said := range []error{ErrDenied, ErrKeyringLocked, ErrNotFound} {
		value := fmt.Sprint(i + 1)
		k.get = func(string) (string, error) {
			k.get = nil
			_, err := other.Edit(t.Context(), c.ID, func(_ *Credential, s map[string]string) error { s["s"] = value; return nil })
			require.NoError(t, err)
			return "", fmt.Errorf("%w: no object", said)
		}
		secrets, err := v.Secrets(t.Context(), c.ID)
		require.NoError(t, err, said)
		assert.Equal(t, map[string]string{"s": value}, secrets)
	}
	for _, said := range []error{ErrDenied, ErrKeyringLocked, ErrKeyringHangs} {
		before := k.gets.Load()
		k.get = func(string) (string, error) { return "", said }
		_, err = v.Secrets(t.Context(), c.ID)
		require.ErrorIs(t, err, said)
		assert.Equal(t, before+1, k.gets.Load(), "a person is asked once")
	}

	k.get = func(string) (string, error) {
		require.NoError(t, os.WriteFile(filepath.Join(w.dir, indexName), []byte(`{"version":99}`), 0o600))
		return "", ErrDenied
	}
	_, err = v.Secrets(t.Context(), c.ID)
	require.ErrorIs(t, err, ErrDenied, "also where the index cannot be looked at")
}

func TestKeyringTooLarge(t *testing.T) {
	assert.Equal(t, 2560, valueLimit("windows"))
	assert.Equal(t, 3000, valueLimit("darwin"))
	assert.Zero(t, valueLimit("linux"))
	k := newOddKeyring()
	s := newKeyringStore(k)
	s.limit = 2560
	value := []byte(strings.Repeat("中", 853) + "a")
	require.Len(t, value, 2560)
	require.NoError(t, s.Set(t.Context(), "a", value))
	err := s.Set(t.Context(), "b", append(value, 'x'))
	require.ErrorIs(t, err, ErrTooLarge)
	var large *TooLargeError
	require.ErrorAs(t, err, &large)
	assert.Equal(t, TooLargeError{Size: 2561, Limit: 2560}, *large)
	assert.Contains(t, err.Error(), "2561")
	assert.Equal(t, int32(1), k.sets.Load(), "it was not even tried")
}

func TestKeyringDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newOddKeyring()
		s := newKeyringStore(k)
		release := make(chan struct{})
		k.get = func(string) (string, error) { <-release; return "late", nil }
		start := time.Now()
		since := func() time.Duration { return time.Since(start) }
		for i := 1; i <= maxStuck; i++ {
			_, err := s.Get(t.Context(), "a")
			require.ErrorIs(t, err, ErrTimeout)
			assert.Equal(t, time.Duration(i)*callWait, since())
		}
		for range 10 {
			_, err := s.Get(t.Context(), "a")
			require.ErrorIs(t, err, ErrTimeout)
			require.Equal(t, StateHanging, s.Status(t.Context()).State)
		}
		assert.Equal(t, maxStuck*callWait, since(), "further ones fail at once")
		assert.EqualValues(t, maxStuck, k.gets.Load(), "and pile up no goroutines")
		assert.True(t, s.Close(), "busy")
		close(release)
		synctest.Wait()
		value, err := s.Get(t.Context(), "a")
		require.NoError(t, err, "a keyring that came back is used again")
		assert.Equal(t, "late", string(value))
		assert.False(t, s.Close())
	})
}

func TestKeyringWaitsForAPersonUnderTheContextOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newOddKeyring()
		s := newKeyringStore(k)
		k.set = func(item, value string) error {
			<-time.After(time.Hour) // of the bubble: a person at lunch
			return k.mapKeyring.Set(item, value)
		}
		require.ErrorIs(t, s.Set(t.Context(), "a", []byte("1")), ErrTimeout)
		require.NoError(t, s.Set(WithPrompt(t.Context()), "b", []byte("1")))
		ctx, cancel := context.WithTimeoutCause(WithPrompt(t.Context()), time.Minute, nil)
		defer cancel()
		require.ErrorIs(t, s.Set(ctx, "c", []byte("1")), ErrTimeout)
		ctx, cancel = context.WithCancel(WithPrompt(t.Context()))
		go func() {
			<-time.After(time.Minute)
			cancel()
		}()
		require.ErrorIs(t, s.Set(ctx, "d", []byte("1")), context.Canceled)
		<-time.After(2 * time.Hour)
	})
}

func TestKeyringOneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newOddKeyring()
		s := newKeyringStore(k)
		var running, most atomic.Int32
		k.get = func(string) (string, error) {
			most.Store(max(most.Load(), running.Add(1)))
			<-time.After(time.Second)
			running.Add(-1)
			return "", nil
		}
		var all sync.WaitGroup
		var late atomic.Int32
		for range 20 {
			all.Go(func() {
				if _, err := s.Get(t.Context(), "a"); errors.Is(err, ErrTimeout) {
					late.Add(1)
				}
			})
		}
		all.Wait()
		assert.EqualValues(t, 1, most.Load())
		assert.InDelta(t, 5, late.Load(), 1, "the wait for a turn is bounded too")
	})
}

func TestKeyringProbesBeforeEachCall(t *testing.T) {
	ctx := t.Context()
	k := newOddKeyring()
	s := newKeyringStore(k)
	for _, reason := range []error{ErrLocked, ErrNoKeyring, ErrTimeout} {
		k.probe = func(context.Context) error { return fmt.Errorf("%w: because", reason) }
		require.ErrorIs(t, s.Set(ctx, "a", []byte("1")), reason)
		require.ErrorIs(t, s.Delete(ctx, "a"), reason)
		_, err := s.Get(ctx, "a")
		require.ErrorIs(t, err, reason)
		require.ErrorIs(t, s.Status(ctx).Err, reason)
	}
	assert.Zero(t, k.gets.Load()+k.sets.Load()+k.dels.Load()+k.opens.Load(), "nothing was called that could prompt")

	k.probe = func(context.Context) error { return ErrLocked }
	k.unlock = func(context.Context) error { return ErrDenied }
	require.ErrorIs(t, s.Set(WithPrompt(ctx), "a", []byte("1")), ErrDenied)
	assert.EqualValues(t, 1, k.opens.Load())
	assert.Zero(t, k.sets.Load())
	k.unlock = func(context.Context) error { return nil }
	require.NoError(t, s.Set(WithPrompt(ctx), "a", []byte("1")))
	require.NoError(t, s.Unlock(ctx))
	assert.EqualValues(t, 3, k.opens.Load())
}

func TestLockedKeyringLeavesNothingUnderWay(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	k := &oddKeyring{mapKeyring: w.keyring, probe: func(context.Context) error { return ErrLocked }}
	v := openTest(t, Options{Dir: w.dir, Store: StoreKeyring, Keyring: k})
	_, err := v.Add(t.Context(), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrLocked)
	assert.Empty(t, v.session.open)
	k.unlock = func(context.Context) error { return ErrDenied }
	_, err = v.Add(WithPrompt(t.Context()), Credential{Name: "a"}, map[string]string{"s": "1"})
	require.ErrorIs(t, err, ErrDenied)
	assert.EqualValues(t, 1, k.opens.Load(), "a dismissed prompt comes up only once")
	require.ErrorIs(t, v.Unlock(t.Context(), nil), ErrDenied)
	assert.False(t, v.Locked())
	v.Lock()
	assert.Equal(t, StateLocked, v.Status(t.Context()).State)
}

// TestKeyringLockedHalfWay: after the prompt for the second item was dismissed, no
// other comes up to delete the first; that is left to the next start.
func TestKeyringLockedHalfWay(t *testing.T) {
	w := newWorld(t, StoreKeyring)
	k := &oddKeyring{mapKeyring: w.keyring}
	k.probe = func(context.Context) error {
		if k.sets.Load() == 0 {
			return nil
		}
		return ErrLocked
	}
	k.unlock = func(context.Context) error { return ErrDenied }
	v, err := Open(t.Context(), Options{Dir: w.dir, Store: StoreKeyring, Keyring: k, Clock: testClock})
	require.NoError(t, err)
	c, err := v.Add(t.Context(), Credential{Name: "a"}, nil)
	require.NoError(t, err)
	_, err = v.Apply(WithPrompt(t.Context()), c.ID, Change{
		Secrets: map[string]string{"s": "2"},
		Tokens:  []NewToken{{Token{Kind: "t"}, TokenSecret{Value: "v"}}},
	})
	require.ErrorIs(t, err, ErrDenied)
	assert.EqualValues(t, 1, k.opens.Load())
	assert.Len(t, w.keyring.items, 1)
	require.NoError(t, v.Close())
	w.settled(t)
}

func TestKeyringStatus(t *testing.T) {
	cases := map[State]error{
		StateReady: nil, StateLocked: ErrLocked, StateMissing: ErrNoKeyring, StateHanging: ErrTimeout, StateDenied: ErrDenied,
	}
	for state, err := range cases {
		k := newOddKeyring()
		k.probe = func(context.Context) error { return err }
		st := newKeyringStore(k).Status(t.Context())
		assert.Equal(t, state, st.State)
		assert.Equal(t, StoreKeyring, st.Kind)
		assert.Equal(t, err != nil, st.Detail != "")
		// Without a prober an item is looked for.
		bare := &struct{ Keyring }{k}
		k.get = func(string) (string, error) { return "", errors.Join(err, notFoundUnless(err)) }
		assert.Equal(t, state, newKeyringStore(bare).Status(t.Context()).State)
	}
}

func notFoundUnless(err error) error {
	if err == nil {
		return ErrNotFound
	}
	return nil
}

func TestKeyringErrors(t *testing.T) {
	cases := map[error]error{
		nil:                            nil,
		keyring.ErrNotFound:            ErrNotFound,
		keyring.ErrSetDataTooBig:       ErrTooLarge,
		keyring.ErrUnsupportedPlatform: ErrNoKeyring,
		errors.New("something else"):   ErrDenied,
		errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"): ErrLocked,
	}
	for given, want := range cases {
		assert.ErrorIs(t, keyringError(given), want)
	}
}
