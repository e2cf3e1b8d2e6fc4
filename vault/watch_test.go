package vault

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// signalled waits for a signal, as long as it takes.
func signalled(t *testing.T, changes <-chan struct{}) {
	t.Helper()
	select {
	case _, open := <-changes:
		require.True(t, open)
	case <-time.After(time.Minute):
		require.Fail(t, "no signal")
	}
}

func TestChangesByThisAndByAnother(t *testing.T) {
	w, _ := furnished(t)
	one, err := w.process(&fate{})
	require.NoError(t, err)
	two, err := w.process(&fate{})
	require.NoError(t, err)
	changes, stop := one.Changes()
	second, _ := one.Changes()
	require.NoError(t, one.Touch(one.List()[0].ID))
	signalled(t, changes)
	signalled(t, second)

	require.NoError(t, two.Remove(t.Context(), two.List()[0].ID))
	signalled(t, changes)
	require.Eventually(t, func() bool { return len(one.index.snap.Load().records) == 1 }, time.Minute, time.Millisecond,
		"taken over without anybody reading")
	stop()
	stop()
	for range changes { //nolint:revive // until it is closed
	}
	require.NoError(t, one.Close())
	for range second { //nolint:revive // until it is closed
	}
	closed, stop := one.Changes()
	_, open := <-closed
	assert.False(t, open)
	stop()
	require.NoError(t, two.Close())
}

func TestChangesAreCoalesced(t *testing.T) {
	v, _ := memoryVault(t)
	changes, stop := v.Changes()
	defer stop()
	for range 5 {
		require.NoError(t, v.UpdateState("k", deedState))
	}
	signalled(t, changes)
	assert.Empty(t, changes)
}

// TestWhatAnotherWroteIsReadAtOnce: neither a write that waits nor somebody who is taking
// the change over just now leaves a reader with what was before.
func TestWhatAnotherWroteIsReadAtOnce(t *testing.T) {
	w, _ := furnished(t)
	one, err := w.process(&fate{})
	require.NoError(t, err)
	two, err := w.process(&fate{})
	require.NoError(t, err)
	one.index.mu.Lock()
	require.NoError(t, two.Remove(t.Context(), two.List()[0].ID))
	assert.Len(t, one.List(), 1)
	one.index.mu.Unlock()

	_, stop := one.Changes()
	defer stop()
	for n := range 200 {
		require.NoError(t, two.UpdateState("n", func(json.RawMessage) (json.RawMessage, error) {
			return json.RawMessage(strconv.Itoa(n)), nil
		}))
		require.Equal(t, two.index.current().generation, one.index.current().generation)
	}
	require.NoError(t, one.Close())
	require.NoError(t, two.Close())
}
