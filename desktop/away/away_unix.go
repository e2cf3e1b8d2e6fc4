//go:build linux || freebsd || netbsd || openbsd

package away

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

const (
	// patience is how long a bus, or a service on it, may take to answer.
	patience = 3 * time.Second

	usualSystemBus = "unix:path=/var/run/dbus/system_bus_socket"

	login        = "org.freedesktop.login1"
	loginPath    = dbus.ObjectPath("/org/freedesktop/login1")
	sessionsPath = dbus.ObjectPath("/org/freedesktop/login1/session")
	manager      = login + ".Manager"
	session      = login + ".Session"
	properties   = "org.freedesktop.DBus.Properties"

	lockSignal    = session + ".Lock"
	sleepSignal   = manager + ".PrepareForSleep"
	changedSignal = properties + ".PropertiesChanged"

	activeChanged = "ActiveChanged"
)

// screenSavers are the services of the session that tell of the screen, each by an interface of its
// own name.
var screenSavers = []string{
	"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
	"org.mate.ScreenSaver", "org.xfce.ScreenSaver",
}

// watch listens on the session's bus to what locks the screen, and on the system's to who manages
// the sessions. One of the two is enough.
func watch(_ uintptr, tell func(Event)) (stop func(), err error) {
	session, sessionErr := connect(sessionBus())
	if sessionErr == nil {
		sessionErr = session.followScreen(tell)
	}
	system, systemErr := connect(systemBus())
	if systemErr == nil {
		systemErr = system.followLogin(tell)
	}
	if sessionErr != nil && systemErr != nil {
		session.close()
		system.close()
		return nil, fmt.Errorf("away: %w", errors.Join(sessionErr, systemErr))
	}
	return func() {
		session.close()
		system.close()
	}, nil
}

// sessionBus is the address of the session's bus; "" where none is given. The library would start
// one of its own then.
func sessionBus() string {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if strings.HasPrefix(address, "autolaunch:") {
		return ""
	}
	return address
}

func systemBus() string {
	if address := os.Getenv("DBUS_SYSTEM_BUS_ADDRESS"); address != "" {
		return address
	}
	return usualSystemBus
}

// bus is a connection of its own; nil for none.
type bus struct{ conn *dbus.Conn }

// connect never starts a bus. The connection outlives the deadline that it is made under.
func connect(address string) (*bus, error) {
	if address == "" {
		return nil, errors.New("no bus")
	}
	life, end := context.WithCancel(context.Background())
	late := time.AfterFunc(patience, end)
	conn, err := dbus.Connect(address, dbus.WithContext(life))
	if !late.Stop() || err != nil {
		end()
		return nil, errors.Join(err, life.Err())
	}
	return &bus{conn}, nil
}

func (b *bus) close() {
	if b != nil {
		_ = b.conn.Close() // there is nothing to be lost
	}
}

// match asks for signals.
func (b *bus) match(options ...dbus.MatchOption) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return b.conn.AddMatchSignalContext(ctx, options...)
}

// signals calls hear with each signal until the connection ends, and then ended.
func (b *bus) signals(hear func(*dbus.Signal), ended func()) {
	signals := make(chan *dbus.Signal, 16)
	b.conn.Signal(signals)
	go func() {
		for signal := range signals {
			hear(signal)
		}
		ended()
	}()
}

// followScreen hears of a screen that goes dark behind a lock.
func (b *bus) followScreen(tell func(Event)) error {
	b.signals(func(s *dbus.Signal) {
		if active, ok := first[bool](s); ok && active && strings.HasSuffix(s.Name, "."+activeChanged) {
			tell(ScreenLocked)
		}
	}, func() {})
	for _, name := range screenSavers {
		err := b.match(dbus.WithMatchSender(name), dbus.WithMatchInterface(name), dbus.WithMatchMember(activeChanged))
		if err != nil {
			return err
		}
	}
	return nil
}

// followLogin hears of sessions that are locked, and of sleep.
func (b *bus) followLogin(tell func(Event)) error {
	// Only what follows touches it, one signal after another.
	delay := b.delaySleep()
	b.signals(func(s *dbus.Signal) {
		switch s.Name {
		case lockSignal:
			if b.ours(s.Path) {
				tell(ScreenLocked)
			}
		case changedSignal:
			if hintsLocked(s) && b.ours(s.Path) {
				tell(ScreenLocked)
			}
		case sleepSignal:
			if begins, ok := first[bool](s); ok && begins {
				tell(Sleeping)
				_ = delay.Close() // which lets the machine sleep
			} else if ok {
				delay = b.delaySleep()
			}
		}
	}, func() { _ = delay.Close() })
	from := dbus.WithMatchSender(login)
	return errors.Join(
		b.match(from, dbus.WithMatchInterface(session), dbus.WithMatchMember("Lock")),
		b.match(from, dbus.WithMatchInterface(properties), dbus.WithMatchPathNamespace(sessionsPath), dbus.WithMatchArg(0, session)),
		b.match(from, dbus.WithMatchInterface(manager), dbus.WithMatchMember("PrepareForSleep")),
	)
}

// hintsLocked reads what has changed of a session.
func hintsLocked(s *dbus.Signal) bool {
	if len(s.Body) < 2 {
		return false
	}
	changed, _ := s.Body[1].(map[string]dbus.Variant)
	locked, _ := changed["LockedHint"].Value().(bool)
	return locked
}

// ours tells whether a session belongs to the person whose process this is: everybody's are told on
// the system's bus. One that cannot be asked for counts.
func (b *bus) ours(path dbus.ObjectPath) bool {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var user struct {
		UID  uint32
		Path dbus.ObjectPath
	}
	err := b.conn.Object(login, path).CallWithContext(ctx, properties+".Get", dbus.FlagNoAutoStart, session, "User").Store(&user)
	return err != nil || int64(user.UID) == int64(os.Getuid())
}

// delaySleep has the machine wait before it sleeps, until what is returned is closed; nil where it
// does not.
func (b *bus) delaySleep() *os.File {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var handle dbus.UnixFD
	err := b.conn.Object(login, loginPath).CallWithContext(ctx, manager+".Inhibit", dbus.FlagNoAutoStart,
		"sleep", "Keycase", "Lock the store", "delay").Store(&handle)
	if err != nil {
		return nil // it may sleep before this process has heard of it
	}
	return os.NewFile(uintptr(handle), "sleep") //nolint:gosec // a file descriptor
}

// first is the first value of a signal.
func first[T any](s *dbus.Signal) (value T, ok bool) {
	if len(s.Body) == 0 {
		return value, false
	}
	value, ok = s.Body[0].(T)
	return value, ok
}
