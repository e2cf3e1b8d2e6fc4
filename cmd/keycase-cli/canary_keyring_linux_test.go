//go:build keyring

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// keyring runs a session bus with a keyring of its own, whose files lie among what is searched.
func (a *aviary) keyring() {
	a.t.Helper()
	bus := exec.CommandContext(a.t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := bus.StdoutPipe()
	require.NoError(a.t, err)
	require.NoError(a.t, bus.Start())
	a.t.Cleanup(func() {
		_ = bus.Process.Kill()
		_ = bus.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(a.t, err)
	a.t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	daemon := exec.CommandContext(a.t.Context(), "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	daemon.Stdin = strings.NewReader("password")
	require.NoError(a.t, daemon.Start())
	a.t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	conn, err := dbus.Connect(strings.TrimSpace(address))
	require.NoError(a.t, err)
	defer func() { _ = conn.Close() }()
	require.Eventually(a.t, func() bool {
		var there bool
		err := conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there)
		return err == nil && there
	}, 20*time.Second, 5*time.Millisecond)
}

// TestMovesTellNoOneWithKeyring moves all secrets into a real keyring and back, after moves that fail.
func TestMovesTellNoOneWithKeyring(t *testing.T) {
	a := newAviary(t)
	a.program = a.ofItsOwn
	a.store()
	a.succeed()
	for _, to := range []string{"keyring", "memory", "elsewhere"} {
		_, status := a.says(nothing, "", "store", "move", to, "--yes")
		assert.NotZero(t, status, to)
	}
	a.keyring()
	right, wrong := a.flags[1], a.file("wrong", passphraseCanary+"x\n")
	a.opens(wrong)
	_, status := a.says(nothing, "", "store", "move", "keyring", "--yes", "--json")
	assert.Equal(t, exitStore, status, "the wrong passphrase")
	a.opens(right)
	for _, to := range []string{"keyring", "file"} {
		a.does(nothing, "", "store", "move", to, "--yes", "--json")
		assert.Contains(t, a.does(nothing, "", "store", "--json"), `"store":"`+to+`"`)
		a.does(nothing, "", "store", "move", to, "--yes")
		a.does(nothing, "", "store", "--json")
		a.look()
		a.does(revealed, "", "credential", "show", "robot", "--reveal")
		a.files()
	}
	assert.DirExists(t, filepath.Join(os.Getenv("XDG_DATA_HOME"), "keyrings"))
	a.end(revealed)
}
