//go:build display && unix && !darwin

package tray

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// startBus runs a session bus until the test ends and points the environment to it.
func startBus(t *testing.T) {
	t.Helper()
	session := exec.Command("dbus-run-session", "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; cat`)
	hold, err := session.StdinPipe()
	require.NoError(t, err)
	out, err := session.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, session.Start())
	t.Cleanup(func() {
		_ = hold.Close()
		_ = session.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
}

// watch plays the watcher with the given answer about hosts.
func watch(t *testing.T, answer any) {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = prop.Export(conn, watcherPath, prop.Map{watcherName: {hostIsRegistered: {Value: answer}}})
	require.NoError(t, err)
	own(t, conn)
}

func own(t *testing.T, conn *dbus.Conn) {
	t.Helper()
	reply, err := conn.RequestName(watcherName, dbus.NameFlagDoNotQueue)
	require.NoError(t, err)
	require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
}

func TestOnlyAWatcherWithAHostCounts(t *testing.T) {
	t.Run("no watcher", func(t *testing.T) {
		startBus(t)
		assert.False(t, Available(t.Context()))
	})
	t.Run("a watcher without a host", func(t *testing.T) {
		startBus(t)
		watch(t, false)
		assert.False(t, Available(t.Context()))
	})
	t.Run("a watcher that answers nonsense", func(t *testing.T) {
		startBus(t)
		watch(t, "true")
		assert.False(t, Available(t.Context()))
	})
	t.Run("a watcher with a host", func(t *testing.T) {
		startBus(t)
		watch(t, true)
		assert.True(t, Available(t.Context()))
	})
}

// slow is a watcher that takes longer than anybody waits.
type slow struct{ release chan struct{} }

// Get implements org.freedesktop.DBus.Properties.
func (s slow) Get(string, string) (dbus.Variant, *dbus.Error) {
	<-s.release
	return dbus.MakeVariant(true), nil
}

func TestWatcherDoesNotAnswer(t *testing.T) {
	startBus(t)
	conn, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	s := slow{make(chan struct{})}
	t.Cleanup(func() {
		close(s.release)
		_ = conn.Close()
	})
	require.NoError(t, conn.Export(s, watcherPath, "org.freedesktop.DBus.Properties"))
	own(t, conn)
	answer := make(chan bool)
	go func() { answer <- Available(t.Context()) }()
	select {
	case got := <-answer:
		assert.False(t, got)
	case <-time.After(time.Minute):
		assert.Fail(t, "it waits for ever")
	}
}
