//go:build !windows

package opengl

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

// askPatience bounds the wait for the session bus.
const askPatience = 2 * time.Second

// Ask shows a notification of the desktop: a program without OpenGL has no box to
// show. The answer to a question is yes, because nobody can be asked; so nobody is.
func Ask(title, text string, question bool) (yes bool) {
	if question {
		return true
	}
	ctx, stop := context.WithTimeout(context.Background(), askPatience)
	defer stop()
	bus, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return false // what is written to standard error has to do
	}
	defer bus.Close() //nolint:errcheck // nothing is left to be told
	const forever = int32(0)
	_ = bus.Object("org.freedesktop.Notifications", "/org/freedesktop/Notifications").CallWithContext(ctx,
		"org.freedesktop.Notifications.Notify", 0, "Keycase", uint32(0), "app.keycase.desktop", title, text,
		[]string{}, map[string]dbus.Variant{}, forever).Err // as above
	return false
}
