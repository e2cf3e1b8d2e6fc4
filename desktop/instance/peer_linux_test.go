package instance

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPeerIsKnownByItsUser(t *testing.T) {
	listener, err := listenAt(in(t.TempDir()).inside())
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	conn := dial(t, listener.Addr().String())
	assert.True(t, ours(conn))
	assert.True(t, runBy(conn, os.Geteuid()))
	assert.False(t, runBy(conn, os.Geteuid()+1))
	require.NoError(t, conn.Close())
	assert.False(t, ours(conn), "what cannot be asked is not ours")
}

// TestStoppedProcessIsTold freezes the first one: the system still takes the connection.
func TestStoppedProcessIsTold(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	first.goOn()
	require.Equal(t, owner, first.hear())
	require.NoError(t, first.cmd.Process.Signal(syscall.SIGSTOP))
	var status syscall.WaitStatus
	_, err := syscall.Wait4(first.cmd.Process.Pid, &status, syscall.WUNTRACED, nil) // until it stands
	require.NoError(t, err)
	require.True(t, status.Stopped())
	_, err = acquire(lockIn(dir), in(dir), briefly)
	require.ErrorIs(t, err, ErrNotAnswering)
	require.NoError(t, first.cmd.Process.Signal(syscall.SIGCONT))
	_, err = Acquire(dir)
	require.ErrorIs(t, err, ErrRunning)
}
