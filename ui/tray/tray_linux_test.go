//go:build display

package tray

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/assets"
)

const inside = "KEYCASE_TRAY_INSIDE"

// TestMain runs the tests on a session bus of their own.
func TestMain(m *testing.M) {
	if os.Getenv(inside) != "" {
		os.Exit(m.Run())
	}
	again := exec.Command("dbus-run-session", append([]string{"--", os.Args[0]}, os.Args[1:]...)...)
	again.Env = append(os.Environ(), inside+"=1")
	again.Stdout, again.Stderr = os.Stdout, os.Stderr
	if again.Run() != nil {
		os.Exit(1)
	}
}

// watcher plays the part of a desktop that shows trays.
type watcher struct{ items chan dbus.Sender }

// RegisterStatusNotifierItem is what an icon calls.
func (w *watcher) RegisterStatusNotifierItem(sender dbus.Sender, _ string) *dbus.Error {
	w.items <- sender
	return nil
}

// node is an item of a menu as the bus carries it.
type node struct {
	ID         int32
	Properties map[string]dbus.Variant
	Children   []dbus.Variant
}

type desk struct {
	t    *testing.T
	menu dbus.BusObject
}

// labels are the visible items, separators left out.
func (d desk) items() (labels []string, ids map[string]int32) {
	var revision uint32
	var root node
	call := d.menu.CallWithContext(d.t.Context(), "com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{})
	require.NoError(d.t, call.Store(&revision, &root))
	ids = map[string]int32{}
	for _, child := range root.Children {
		var n node
		require.NoError(d.t, dbus.Store([]any{child.Value()}, &n))
		label, _ := n.Properties["label"].Value().(string)
		visible, told := n.Properties["visible"].Value().(bool)
		if label == "" || told && !visible {
			continue
		}
		labels = append(labels, label)
		ids[label] = n.ID
	}
	return labels, ids
}

func (d desk) shows(want ...string) {
	d.t.Helper()
	require.EventuallyWithT(d.t, func(c *assert.CollectT) {
		labels, _ := d.items()
		assert.Equal(c, want, labels)
	}, 20*time.Second, 20*time.Millisecond)
}

func (d desk) click(label string) {
	_, ids := d.items()
	call := d.menu.CallWithContext(d.t.Context(), "com.canonical.dbusmenu.Event", 0,
		ids[label], "clicked", dbus.MakeVariant(""), uint32(0))
	require.NoError(d.t, call.Err)
}

func TestTrayShowsTheSoonestAndLeadsBack(t *testing.T) {
	bus, err := dbus.ConnectSessionBus()
	require.NoError(t, err)
	defer func() { _ = bus.Close() }()
	w := &watcher{items: make(chan dbus.Sender, 4)}
	require.NoError(t, bus.Export(w, "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"))
	_, err = bus.RequestName("org.kde.StatusNotifierWatcher", dbus.NameFlagDoNotQueue)
	require.NoError(t, err)

	shown, quit := make(chan bool, 4), make(chan bool, 4)
	icon, begin, err := Start(Params{
		Icon: assets.AppIconPNG,
		Show: func() { shown <- true }, Quit: func() { quit <- true },
	})
	require.NoError(t, err)
	icon.SetTexts(Texts{Title: "钥匣", Show: "打开钥匣", Quit: "退出", None: "还没有令牌"})
	begin()

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var sender dbus.Sender
	select {
	case sender = <-w.items:
	case <-ctx.Done():
		t.Fatal("the icon never came")
	}
	d := desk{t, bus.Object(string(sender), "/StatusNotifierItem/menu")}
	d.shows("还没有令牌", "打开钥匣", "退出")

	icon.SetLines([]string{"明德会计 · 2 分钟", "晨光商贸 · 46 分钟", "3", "4", "5", "6", "7"})
	d.shows("明德会计 · 2 分钟", "晨光商贸 · 46 分钟", "3", "4", "5", "6", "打开钥匣", "退出")
	icon.SetTexts(Texts{Title: "Keycase", Show: "Open Keycase", Quit: "Quit", None: "No tokens yet"})
	icon.SetLines([]string{"明德会计 · 1 min"})
	d.shows("明德会计 · 1 min", "Open Keycase", "Quit")

	d.click("Open Keycase")
	assert.True(t, <-shown)
	d.click("明德会计 · 1 min")
	assert.True(t, <-shown)
	d.click("Quit")
	assert.True(t, <-quit)
}
