//go:build keyring

package vault

import (
	"maps"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/require"
)

// settledKeyring is settled for the real keyring.
func settledKeyring(t *testing.T, dir string) seen {
	t.Helper()
	v, err := Open(t.Context(), Options{Dir: dir, Store: StoreKeyring, Clock: testClock})
	require.NoError(t, err)
	s, items := observe(t, v)
	require.NoError(t, v.Close())
	require.Len(t, storedItems(t), items, "items that nothing refers to, or the other way round")
	left, err := filepath.Glob(filepath.Join(dir, sessionsDir, "*"))
	require.NoError(t, err)
	require.Empty(t, left)
	return s
}

// TestTortureKilledProgramWithKeyring kills the real command line while it speaks
// to a real gnome-keyring.
func TestTortureKilledProgramWithKeyring(t *testing.T) {
	if !ownSession(t, withBus, programPath+"="+builtProgram(t)) {
		return
	}
	startDaemon(t, "password")
	p := &program{path: builtProgram(t), home: quickDir(t), args: []string{"--store", string(StoreKeyring)}}
	settled := func(t *testing.T) seen { return settledKeyring(t, p.vault()) }
	settled(t) // makes it
	killRounds(t, p, rounds(10, 500), settled)
}

// killOwner kills the daemon that the bus started, if it did.
func killOwner(t *testing.T) {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	owner := func() (pid uint32, err error) {
		err = conn.BusObject().Call(busInterface+".GetConnectionUnixProcessID", 0, secretsName).Store(&pid)
		return pid, err
	}
	require.Eventually(t, func() bool {
		pid, err := owner()
		if err == nil {
			_ = syscall.Kill(int(pid), syscall.SIGKILL)
		}
		return err != nil
	}, 10*time.Second, 5*time.Millisecond)
}

// TestTortureKilledDaemon kills the gnome-keyring in the middle of writes and starts
// another one in its place.
func TestTortureKilledDaemon(t *testing.T) {
	if !ownSession(t, withBus) {
		return
	}
	r := rand.New(rand.NewPCG(6, 3))
	dir := t.TempDir()
	d := startDaemon(t, "password")
	old, limit := map[string]string{}, 20*time.Millisecond
	for i := range rounds(5, 200) {
		v, err := Open(t.Context(), Options{Dir: dir, Store: StoreKeyring, Clock: testClock})
		require.NoError(t, err)
		deed := anyDeed(r, i, old)
		next := maps.Clone(old)
		deed.change(next)
		done := make(chan error, 1)
		go func() { done <- deed.inWindow(t.Context(), v) }()
		<-time.After(time.Duration(r.Int64N(int64(limit))))
		d.kill()
		err = <-done // the bus may have started a daemon meanwhile, whose keyring is locked
		killOwner(t)
		d = startDaemon(t, "password")
		require.NoError(t, v.Close())
		got := secretsByName(settledKeyring(t, dir))
		if outcome(err) == "refused" {
			require.Contains(t, []map[string]string{old, next}, got, "round %d: %v", i, deed.args)
			limit += limit / 20
		} else {
			require.Equal(t, next, got, "round %d: %v: acknowledged, but not there", i, deed.args)
			limit -= limit / 20
		}
		old = got
		round(t, outcome(err))
	}
}
