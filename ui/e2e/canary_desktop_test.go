//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/require"

	"keycase/vault"
)

const (
	watcherName  = "org.kde.StatusNotifierWatcher"
	notesName    = "org.freedesktop.Notifications"
	propertyName = "org.freedesktop.DBus.Properties"
)

// desktop is a session that shows notifications and icons in a tray, and remembers what
// it was told.
type desktop struct {
	t    *testing.T
	conn *dbus.Conn

	mu    sync.Mutex
	notes []note
	icons []dbus.Sender
}

// note is one notification: its texts, and all that came along.
type note struct{ title, text, all string }

// newDesktop takes that part on the bus of the tests, until the test ends.
func newDesktop(t *testing.T) *desktop {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	d := &desktop{t: t, conn: conn}
	for path, tables := range map[dbus.ObjectPath]map[string]map[string]any{
		"/org/freedesktop/Notifications": {notesName: {"Notify": d.notify}},
		"/StatusNotifierWatcher":         {watcherName: {"RegisterStatusNotifierItem": d.register}, propertyName: {"Get": d.hosted}},
	} {
		for of, methods := range tables {
			require.NoError(t, conn.ExportMethodTable(methods, path, of))
		}
	}
	for _, name := range []string{notesName, watcherName} {
		reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
		require.NoError(t, err)
		require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
	}
	return d
}

func (d *desktop) notify(
	program string, replaces uint32, icon, title, text string, actions []string, hints map[string]dbus.Variant, life int32,
) (uint32, *dbus.Error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.notes = append(d.notes, note{title, text, fmt.Sprintln(program, replaces, icon, title, text, actions, hints, life)})
	return uint32(len(d.notes)), nil
}

func (d *desktop) register(sender dbus.Sender, _ string) *dbus.Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.icons = append(d.icons, sender)
	return nil
}

// hosted says of the only property that anybody asks for that there is who shows icons.
func (*desktop) hosted(_, _ string) (dbus.Variant, *dbus.Error) { return dbus.MakeVariant(true), nil }

// told tells whether there was a notification with these texts.
func (d *desktop) told(title, text string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.notes, func(n note) bool { return n.title == title && n.text == text })
}

// tray is all that the only icon tells: its properties, and its menu.
func (d *desktop) tray() string {
	d.t.Helper()
	eventually(d.t, "the icon is there", func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return len(d.icons) == 1
	})
	sender := string(d.icons[0])
	var properties map[string]dbus.Variant
	item := d.conn.Object(sender, "/StatusNotifierItem")
	require.NoError(d.t, item.Call(propertyName+".GetAll", 0, "org.kde.StatusNotifierItem").Store(&properties))
	delete(properties, "IconPixmap") // megabytes of our own sign
	menu := d.conn.Object(sender, "/StatusNotifierItem/menu").Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{})
	require.NoError(d.t, menu.Err)
	return fmt.Sprintln(properties, menu.Body)
}

// TestDesktopIsToldNothing: notifications say that a token ends or has ended, and where
// a closed window has gone, in words that are the same for everybody. The tray's menu
// names credentials, and nothing of their secrets.
func TestDesktopIsToldNothing(t *testing.T) {
	d := newDesktop(t)
	home := t.TempDir()
	_, flags := canaries(t, home)
	tokens := map[string]string{"soon": "Hp4tokenSoonKx9Wd3Rm7Vb2Zq6", "expired": "Nt8tokenGoneLf5Yc2Qs6Jw9Gk3"}
	c := listen(t, home, flags, tokens["soon"], tokens["expired"])
	c.w.blur() // nobody needs to be told of what is before their eyes

	v := openVault(t, home)
	reminded := func(credential, token string, left time.Duration, text string) {
		id := find(t, v, credential).ID
		eventually(t, "a reminder: "+text, func() bool {
			now := time.Now()
			_, err := v.Apply(t.Context(), id, vault.Change{Tokens: []vault.NewToken{{
				Token:  vault.Token{Kind: "access_token", IssuedAt: now.Add(left - time.Hour), ExpiresAt: now.Add(left)},
				Secret: vault.TokenSecret{Value: token},
			}}})
			return err == nil && d.told("钥匣", text)
		})
	}
	reminded("robot", tokens["soon"], time.Minute, "有令牌快到期了，打开钥匣看看。")
	reminded("kis", tokens["expired"], -time.Minute, "有令牌到期了，打开钥匣看看。")
	var tray string
	eventually(t, "the tray counts down", func() bool {
		tray = d.tray()
		return strings.Contains(tray, "robot") && strings.Contains(tray, "kis")
	})
	c.place("the tray", tray)
	c.w.hand().close()
	eventually(t, "where the window has gone", func() bool {
		return d.told("钥匣还开着", "窗口收进了托盘，到期前会提醒。退出也在那里。")
	})
	c.look()
	c.w.stop()
	for _, n := range d.notes {
		c.place("a notification", n.all)
	}
	c.place("standard error", c.w.log.String())
	t.Logf("%d notifications, %d canaries, %d places, %d bytes", len(d.notes), c.search.Canaries, c.search.Places, c.search.Bytes)
}
