//go:build display && (linux || freebsd || netbsd || openbsd)

package window

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/x11"
	"keycase/desktop/internal/xvfb"
)

const deadline = time.Minute

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, deadline, 5*time.Millisecond, what)
}

// client is a program with windows.
type client struct {
	t     *testing.T
	conn  *x11.Conn
	atoms x11.Atoms
}

func newClient(t *testing.T) *client {
	t.Helper()
	conn, err := x11.Open()
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	atoms, err := conn.Intern(netSupported, netMoveResize, netActivate, "WM_CHANGE_STATE", icccmState)
	require.NoError(t, err)
	return &client{t, conn, atoms}
}

// startManager runs a real window manager until the test ends.
func (c *client) startManager() {
	c.t.Helper()
	manager := exec.Command("openbox", "--sm-disable")
	manager.Env = append(os.Environ(), "HOME="+c.t.TempDir(), "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=")
	require.NoError(c.t, manager.Start())
	c.t.Cleanup(func() {
		_ = manager.Process.Kill()
		_ = manager.Wait()
	})
	eventually(c.t, "the window manager is there", func() bool {
		able, err := managed{c.conn, 0, c.atoms}.supports(netMoveResize)
		require.NoError(c.t, err)
		return able
	})
}

// tell writes a property of the root window, as a manager does.
func (c *client) tell(property string, values ...uint32) {
	c.t.Helper()
	atoms, err := c.conn.Intern(property)
	require.NoError(c.t, err)
	data := make([]byte, 4*len(values))
	for i, v := range values {
		xgb.Put32(data[4*i:], v)
	}
	require.NoError(c.t, xproto.ChangePropertyChecked(c.conn.Conn, xproto.PropModeReplace, c.conn.Root, atoms[property],
		xproto.AtomCardinal, 32, uint32(len(values)), data).Check())
}

// newWindow shows a window; overriding windows are none of the manager's business.
func (c *client) newWindow(g Geometry, overriding bool) Handle {
	c.t.Helper()
	id, err := xproto.NewWindowId(c.conn.Conn)
	require.NoError(c.t, err)
	override := uint32(0)
	if overriding {
		override = 1
	}
	require.NoError(c.t, xproto.CreateWindowChecked(c.conn.Conn, 0, id, c.conn.Root, int16(g.X), int16(g.Y),
		uint16(g.Width), uint16(g.Height), 0, xproto.WindowClassInputOutput, 0,
		xproto.CwOverrideRedirect, []uint32{override}).Check())
	c.show(Handle(id))
	return Handle(id)
}

// show asks until it is done: a manager that is just starting loses what it is asked for.
func (c *client) show(h Handle) {
	c.t.Helper()
	eventually(c.t, "the window is on the screen", func() bool {
		require.NoError(c.t, xproto.MapWindowChecked(c.conn.Conn, xproto.Window(h)).Check())
		a, err := xproto.GetWindowAttributes(c.conn.Conn, xproto.Window(h)).Reply()
		require.NoError(c.t, err)
		return a.MapState == xproto.MapStateViewable
	})
}

func (c *client) hide(h Handle) {
	c.t.Helper()
	require.NoError(c.t, xproto.UnmapWindowChecked(c.conn.Conn, xproto.Window(h)).Check())
}

func (c *client) minimise(h Handle) {
	c.t.Helper()
	require.NoError(c.t, managed{c.conn, xproto.Window(h), c.atoms}.tellManager("WM_CHANGE_STATE", iconic))
}

// active is the window that has the keyboard according to the manager.
func (c *client) active() Handle {
	c.t.Helper()
	ids, err := c.conn.Cardinals(c.conn.Root, c.atoms[netActivate])
	require.NoError(c.t, err)
	require.Len(c.t, ids, 1)
	return Handle(ids[0])
}

// top is the uppermost window on the screen.
func (c *client) top() Handle {
	c.t.Helper()
	tree, err := xproto.QueryTree(c.conn.Conn, c.conn.Root).Reply()
	require.NoError(c.t, err)
	return Handle(tree.Children[len(tree.Children)-1])
}

func (c *client) watch(h Handle) (reports chan bool, stop func()) {
	c.t.Helper()
	reports = make(chan bool, 100)
	stop, err := Watch(h, func(visible bool) { reports <- visible }, func() {})
	require.NoError(c.t, err)
	c.t.Cleanup(stop)
	return reports, stop
}

func next[T any](t *testing.T, reports chan T) (report T) {
	t.Helper()
	select {
	case report = <-reports:
	case <-time.After(deadline):
		require.Fail(t, "no report")
	}
	return report
}

func at(t *testing.T, h Handle) Geometry {
	t.Helper()
	g, err := Placed(h)
	require.NoError(t, err)
	return g
}

var usual = Geometry{100, 120, 640, 480}

func TestPlaceIsIdempotent(t *testing.T) {
	for name, withManager := range map[string]bool{"with a window manager": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			xvfb.Start(t)
			c := newClient(t)
			if withManager {
				c.startManager()
			}
			h := c.newWindow(usual, false)
			for _, want := range []Geometry{{200, 220, 700, 500}, {50, 60, 640, 400}} {
				require.NoError(t, Place(h, want))
				eventually(t, "it moves", func() bool { return at(t, h) == want })
				for range 3 {
					require.NoError(t, Place(h, at(t, h)))
				}
				require.NoError(t, Place(h, want))
				eventually(t, "it stays", func() bool { return at(t, h) == want })
			}
		})
	}
}

func TestPlaceKeepsTheFrameOnTheScreen(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	h := c.newWindow(usual, false)
	require.NoError(t, Place(h, Geometry{5000, -5000, 640, 480}))
	eventually(t, "it is on the screen", func() bool { return at(t, h) == Geometry{640, 0, 640, 480} })

	c.startManager()
	framed := c.newWindow(usual, false)
	require.NoError(t, Place(framed, Geometry{-5000, -5000, 640, 480}))
	eventually(t, "the title bar is there too", func() bool {
		g := at(t, framed)
		return g.X >= 0 && g.X < 20 && g.Y > 0 && g.Y < 100 && g.Width == 640
	})
}

func TestTaskbarsStayFree(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	h := c.newWindow(usual, false)
	roomOf := func(h Handle) [2]int {
		width, height, err := Room(h)
		require.NoError(t, err)
		return [2]int{width, height}
	}
	assert.Equal(t, [2]int{1280, 800}, roomOf(h))
	c.tell(netWorkArea, 0, 0, 1280, 800, 64, 30, 1216, 770)
	c.tell(netDesktop, 1)
	assert.Equal(t, [2]int{1216, 770}, roomOf(h))
	require.NoError(t, Place(h, Geometry{0, 0, 1280, 800}))
	eventually(t, "it lies beside them", func() bool { return at(t, h) == Geometry{64, 30, 1216, 770} })
	c.tell(netDesktop, 0xffffffff) // all of them
	assert.Equal(t, [2]int{1280, 800}, roomOf(h), "the first stands for all")
}

func TestRoomLeavesTheFrame(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	c.startManager()
	h := c.newWindow(usual, false)
	width, height, err := Room(h)
	require.NoError(t, err)
	require.NoError(t, Place(h, Geometry{0, 0, 5000, 5000}))
	eventually(t, "as large as it may be", func() bool {
		g := at(t, h)
		return g.Width == width && g.Height == height && height < 800
	})
	_, _, err = Room(0x7fffff)
	require.Error(t, err, "there is no such window")
}

func TestWatchMinimising(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	c.startManager()
	h := c.newWindow(usual, false)
	reports, _ := c.watch(h)
	assert.True(t, next(t, reports), "as it is now")
	c.minimise(h)
	assert.False(t, next(t, reports))
	late, _ := c.watch(h)
	assert.False(t, next(t, late), "as it is now")
	require.NoError(t, Raise(h))
	assert.True(t, next(t, reports))
	assert.True(t, next(t, late))
	assert.Empty(t, reports, "each change once")
}

func TestWatchHidingAndTheEnd(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	h := c.newWindow(usual, false)
	reports, _ := c.watch(h)
	assert.True(t, next(t, reports))
	c.hide(h)
	assert.False(t, next(t, reports))
	c.show(h)
	assert.True(t, next(t, reports))
	require.NoError(t, xproto.DestroyWindowChecked(c.conn.Conn, xproto.Window(h)).Check())
	assert.False(t, next(t, reports))
}

func TestWatchCovering(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	h := c.newWindow(usual, false)
	reports, _ := c.watch(h)
	assert.True(t, next(t, reports))
	cover := c.newWindow(Geometry{0, 0, 1280, 800}, true)
	assert.False(t, next(t, reports))
	c.hide(h)
	c.show(h)
	c.hide(cover)
	assert.True(t, next(t, reports))
	partly := c.newWindow(Geometry{0, 0, 200, 800}, true)
	c.hide(partly)
	c.hide(h)
	assert.False(t, next(t, reports))
	assert.Empty(t, reports, "a part is enough")
}

func TestStoppedWatchIsSilent(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	h := c.newWindow(usual, false)
	reports, stop := c.watch(h)
	assert.True(t, next(t, reports))
	stop()
	stop()
	second, _ := c.watch(h)
	assert.True(t, next(t, second))
	c.hide(h)
	assert.False(t, next(t, second))
	assert.Empty(t, reports)
}

func TestRaise(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	bare := c.newWindow(usual, false)
	other := c.newWindow(usual, false)
	require.Equal(t, other, c.top())
	require.NoError(t, Raise(bare))
	assert.Equal(t, bare, c.top())
	c.hide(bare)
	require.NoError(t, Raise(bare))
	c.show(bare)

	c.startManager()
	first := c.newWindow(usual, false)
	second := c.newWindow(usual, false)
	for _, h := range []Handle{second, first, second} {
		require.NoError(t, Raise(h))
		eventually(t, "it has the keyboard", func() bool { return c.active() == h })
	}
}

func TestNoSuchWindow(t *testing.T) {
	xvfb.Start(t)
	const nobody = 0x7fffff
	_, err := Placed(nobody)
	require.Error(t, err)
	require.Error(t, Place(nobody, usual))
	require.Error(t, Raise(nobody))
	_, err = Watch(nobody, func(bool) { t.Error("there is nothing to tell") }, func() {})
	require.Error(t, err)
}

func TestServerDoesNotAnswer(t *testing.T) {
	server := xvfb.Start(t)
	h := newClient(t).newWindow(usual, false)
	server.Freeze()
	_, err := Placed(h)
	require.ErrorIs(t, err, x11.ErrSilent)
	_, err = Watch(h, func(bool) {}, func() {})
	require.ErrorIs(t, err, x11.ErrSilent)
	server.Thaw()
	assert.Equal(t, usual, at(t, h))
}
