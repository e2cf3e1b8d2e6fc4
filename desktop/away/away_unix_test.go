//go:build display && (linux || freebsd || netbsd || openbsd)

package away

import (
	"bufio"
	"io"
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

const deadline = time.Minute

const sessionPath = sessionsPath + "/_32"

// startBus runs a bus on a socket of its own until the test ends.
func startBus(t *testing.T) (address string) {
	t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address",
		"--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	out, err := daemon.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, daemon.Start())
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err = bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(address)
}

// buses has a session's and a system's bus for the test.
func buses(t *testing.T) (session, system string) {
	t.Helper()
	session, system = startBus(t), startBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", session)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", system)
	return session, system
}

// service is a program that owns a name.
func service(t *testing.T, address, name string) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue)
	require.NoError(t, err)
	require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
	return conn
}

// pipe is how sleep is delayed: its end is seen from r once nobody holds w any more.
type pipe struct{ r, w *os.File }

// loginManager plays the one who manages the sessions.
type loginManager struct {
	conn    *dbus.Conn
	uid     uint32
	waiting chan pipe // one for each delay of sleep
}

func startLogin(t *testing.T, address string) *loginManager {
	t.Helper()
	m := &loginManager{conn: service(t, address, login), uid: uint32(os.Getuid()), waiting: make(chan pipe, 8)}
	require.NoError(t, m.conn.Export(m, loginPath, manager))
	require.NoError(t, m.conn.ExportSubtree(sessionOf{m}, sessionsPath, properties))
	return m
}

// Inhibit implements org.freedesktop.login1.Manager.
func (m *loginManager) Inhibit(what, _, _, mode string) (dbus.UnixFD, *dbus.Error) {
	r, w, err := os.Pipe()
	if err != nil || what != "sleep" || mode != "delay" {
		return 0, dbus.MakeFailedError(os.ErrInvalid)
	}
	handle := dbus.UnixFD(w.Fd())
	m.waiting <- pipe{r, w}
	return handle, nil
}

// sessionOf answers for all sessions.
type sessionOf struct{ m *loginManager }

// Get implements org.freedesktop.DBus.Properties.
func (s sessionOf) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(struct {
		UID  uint32
		Path dbus.ObjectPath
	}{s.m.uid, "/org/freedesktop/login1/user/_1000"}), nil
}

func (m *loginManager) emit(t *testing.T, path dbus.ObjectPath, name string, values ...any) {
	t.Helper()
	require.NoError(t, m.conn.Emit(path, name, values...))
}

// watched is Watch with what it tells.
func watched(t *testing.T) (events chan Event, stop func()) {
	t.Helper()
	events = make(chan Event, 100)
	stop, err := Watch(0, func(e Event) { events <- e })
	require.NoError(t, err)
	t.Cleanup(stop)
	return events, stop
}

func next(t *testing.T, events chan Event) Event {
	t.Helper()
	select {
	case e := <-events:
		return e
	case <-time.After(deadline):
		require.Fail(t, "nothing was told")
		return 0
	}
}

func TestEachScreenSaverIsHeard(t *testing.T) {
	session, _ := buses(t)
	events, _ := watched(t)
	for _, name := range screenSavers {
		conn := service(t, session, name)
		require.NoError(t, conn.Emit("/anywhere", name+".ActiveChanged", false))
		require.NoError(t, conn.Emit("/anywhere", name+".ActiveChanged", "nonsense"))
		require.NoError(t, conn.Emit("/anywhere", name+".ActiveChanged"))
		require.NoError(t, conn.Emit("/anywhere", name+".Other", true))
		require.NoError(t, conn.Emit("/anywhere", name+".ActiveChanged", true))
		assert.Equal(t, ScreenLocked, next(t, events), name)
		assert.Empty(t, events, "once, for %s", name)
	}
}

func TestSessionThatIsLocked(t *testing.T) {
	_, system := buses(t)
	m := startLogin(t, system)
	events, _ := watched(t)
	m.emit(t, sessionPath, lockSignal)
	assert.Equal(t, ScreenLocked, next(t, events))

	hint := func(name string, locked bool) {
		m.emit(t, sessionPath, changedSignal, session, map[string]dbus.Variant{name: dbus.MakeVariant(locked)}, []string{})
	}
	hint("LockedHint", false)
	hint("IdleHint", true)
	m.emit(t, sessionPath, session+".Unlock")
	hint("LockedHint", true)
	assert.Equal(t, ScreenLocked, next(t, events))
	assert.Empty(t, events)
}

func TestSessionOfAnotherPersonIsNotOurs(t *testing.T) {
	_, system := buses(t)
	m := startLogin(t, system)
	m.uid++
	events, _ := watched(t)
	m.emit(t, sessionPath, lockSignal)
	m.emit(t, loginPath, sleepSignal, true) // later on the same connection
	assert.Equal(t, Sleeping, next(t, events))
	assert.Empty(t, events)
}

// TestTheMachineSleepsAfterItWasTold: logind waits for the handle to be closed.
func TestTheMachineSleepsAfterItWasTold(t *testing.T) {
	_, system := buses(t)
	m := startLogin(t, system)
	entered, release := make(chan Event), make(chan struct{})
	stop, err := Watch(0, func(e Event) {
		entered <- e
		<-release
	})
	require.NoError(t, err)
	defer stop()
	delay := <-m.waiting
	require.NoError(t, delay.w.Close(), "the watch has its copy")
	m.emit(t, loginPath, sleepSignal, true)
	assert.Equal(t, Sleeping, next(t, entered))
	require.NoError(t, delay.r.SetReadDeadline(time.Unix(1, 0)))
	_, err = delay.r.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrDeadlineExceeded, "the machine slept before the work was done")
	close(release)
	require.NoError(t, delay.r.SetReadDeadline(time.Now().Add(deadline))) //nolint:forbidigo // only bounds the test
	_, err = delay.r.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF, "the machine is kept awake")
	m.emit(t, loginPath, sleepSignal, false)
	select {
	case <-m.waiting: // for the next time
	case <-time.After(deadline):
		assert.Fail(t, "the next sleep is not delayed")
	}
}

func TestOneBusIsEnough(t *testing.T) {
	session, _ := buses(t)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	events, _ := watched(t)
	conn := service(t, session, "org.gnome.ScreenSaver")
	require.NoError(t, conn.Emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", true))
	assert.Equal(t, ScreenLocked, next(t, events))
}

func TestWithoutABusNobodyTells(t *testing.T) {
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	for _, address := range []string{"", "autolaunch:", "unix:path=" + filepath.Join(t.TempDir(), "none")} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		_, err := Watch(0, func(Event) { t.Error("there is nothing to tell") })
		require.Error(t, err, address)
	}
}

func TestStoppedWatchIsSilent(t *testing.T) {
	session, _ := buses(t)
	events, stop := watched(t)
	stop()
	stop()
	second, _ := watched(t)
	conn := service(t, session, "org.gnome.ScreenSaver")
	require.NoError(t, conn.Emit("/", "org.gnome.ScreenSaver.ActiveChanged", true))
	assert.Equal(t, ScreenLocked, next(t, second))
	assert.Empty(t, events)
}
