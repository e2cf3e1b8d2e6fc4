//go:build unix && !darwin

package tray

import (
	"context"
	"net"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNoBus(t *testing.T) {
	for _, address := range []string{"", "autolaunch:", "autolaunch:scope=install", "nonsense", "unix:path=/nowhere/bus"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		t.Setenv("PATH", "") // whoever starts a bus needs dbus-launch
		assert.False(t, Available(t.Context()), address)
	}
}

func TestSilentBus(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus")
	listener, err := net.Listen("unix", path)
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+path)
	assert.False(t, Available(t.Context()), "it gives up by itself")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.False(t, Available(ctx))
}
