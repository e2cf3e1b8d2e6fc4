//go:build keyring

package vault

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestKeyringKeepsOneConnection: a probe asks over the connection of the one before
// it, and what has changed since is found out over a new one.
func TestKeyringKeepsOneConnection(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	k, ok := systemKeyring().(*secretService)
	require.True(t, ok)
	held := func() *bus {
		require.NoError(t, k.Probe(t.Context()))
		b := <-k.kept
		k.keep(b)
		return b
	}
	first := held()
	assert.Same(t, first, held())

	before := os.Getenv(busAddress)
	t.Setenv(busAddress, before+",label=other")
	second := held()
	assert.NotSame(t, first, second, "the address says another bus")
	assert.False(t, first.conn.Connected())

	lockLogin(t)
	require.ErrorIs(t, k.Probe(t.Context()), ErrLocked)
	assert.False(t, second.conn.Connected())
	assert.Empty(t, k.kept, "a locked keyring may be replaced by the time it is unlocked")

	startDaemon(t, "password")
	third := held()
	_ = third.conn.Close() // as the bus does when it ends
	fourth := held()
	assert.NotSame(t, third, fourth)
	k.letGo()
	assert.False(t, fourth.conn.Connected())
}

// TestClosingLeavesNoConnection counts sockets: a program that asks for the status
// every minute for a day must not run out of them.
func TestClosingLeavesNoConnection(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	startDaemon(t, "password")
	sockets := func() int {
		files, err := filepath.Glob("/proc/self/fd/*")
		require.NoError(t, err)
		n := 0
		for _, f := range files {
			if to, err := os.Readlink(f); err == nil && filepath.Base(to)[0] == 's' {
				n++
			}
		}
		return n
	}
	before := sockets()
	for range 5 {
		require.Equal(t, StateReady, KeyringStatus(t.Context()).State)
	}
	assert.Equal(t, before, sockets())
}
