//go:build e2e

package e2e

import (
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers/sandbox"
)

// screenSaver is a program that locks the screen of this session.
func screenSaver(t *testing.T) (lock func()) {
	t.Helper()
	const name = "org.gnome.ScreenSaver"
	conn, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
	require.NoError(t, err)
	require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
	return func() { require.NoError(t, conn.Emit("/org/gnome/ScreenSaver", name+".ActiveChanged", true)) }
}

// TestScreenLockCoversAFormAndKeepsIt: the screen is locked while secrets are typed and
// one of them is revealed. What is shown then tells nothing, and what was typed is
// there again afterwards.
func TestScreenLockCoversAFormAndKeepsIt(t *testing.T) {
	lockScreen := screenSaver(t)
	home := t.TempDir()
	v, flags := openFile(t, home)
	plant(t, v, shop[:1])
	w := launch(t, plain, home, flags...)
	w.turn("ctrl+2")
	w.turn("ctrl+n")
	demo := sandbox.Demo().JDY
	w.write("Morning Trade")
	w.keys("Tab", "Tab")
	w.write(demo.ClientID)
	w.keys("Tab")
	w.write(demo.ClientSecret)
	w.keys("ctrl+e") // to be seen
	w.photograph("away-typed")

	lockScreen()
	w.titled("钥匣")
	w.photograph("away-locked")
	lockScreen()
	w.write("wrong")
	w.keys("Return")
	w.photograph("away-wrong")
	w.keys("ctrl+a")
	w.write("three unrelated words")
	w.keys("Return")
	w.titled("新建凭证")
	w.photograph("away-unlocked")

	w.keys("Tab", "Tab", "Tab", "Tab")
	w.write(demo.AppKey)
	w.keys("Tab")
	w.write(demo.AppSecret)
	w.keys("Return")
	c := find(t, v, "Morning Trade")
	assert.Equal(t, demo.ClientID, c.Public["client_id"])
	secrets, err := v.Secrets(t.Context(), c.ID)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"client_secret": demo.ClientSecret, "app_secret": demo.AppSecret}, secrets)
}
