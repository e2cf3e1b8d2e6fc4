//go:build unix && !darwin

package tray

import (
	"context"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"
)

const (
	watcherName      = "org.kde.StatusNotifierWatcher"
	watcherPath      = dbus.ObjectPath("/StatusNotifierWatcher")
	hostIsRegistered = "IsStatusNotifierHostRegistered"
)

func available(ctx context.Context) bool {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" || strings.HasPrefix(address, "autolaunch:") {
		return false // the library would start a bus of its own
	}
	bus, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer func() { _ = bus.Close() }()
	var watched bool
	err = bus.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, watcherName).Store(&watched)
	return err == nil && watched && hosted(ctx, bus)
}

// hosted tells whether the watcher knows of a program that draws the icons.
func hosted(ctx context.Context, bus *dbus.Conn) bool {
	var answer dbus.Variant
	err := bus.Object(watcherName, watcherPath).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get",
		dbus.FlagNoAutoStart, watcherName, hostIsRegistered).Store(&answer)
	if err != nil {
		return false
	}
	is, ok := answer.Value().(bool)
	return ok && is
}
