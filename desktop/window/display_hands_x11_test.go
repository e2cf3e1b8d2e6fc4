//go:build display && (linux || freebsd || netbsd || openbsd)

package window

import (
	"testing"

	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/xvfb"
)

// press presses a key, whichever it is, and lets it go.
func (c *client) press() {
	c.t.Helper()
	const key = 38
	for _, kind := range []byte{xproto.KeyPress, xproto.KeyRelease} {
		require.NoError(c.t, xtest.FakeInputChecked(c.conn.Conn, kind, key, 0, 0, 0, 0, 0).Check())
	}
}

// point moves the pointer.
func (c *client) point(x, y int16) {
	c.t.Helper()
	require.NoError(c.t, xtest.FakeInputChecked(c.conn.Conn, xproto.MotionNotify, 0, 0, c.conn.Root, x, y, 0).Check())
}

// typeInto gives a window the keyboard.
func (c *client) typeInto(h Handle) {
	c.t.Helper()
	require.NoError(c.t, xproto.SetInputFocusChecked(c.conn.Conn, xproto.InputFocusNone, xproto.Window(h), xproto.TimeCurrentTime).Check())
}

// hands watches a window that is in sight; each report of a touch is one of the channel, and so is one
// of it becoming visible or not, which follows what was before it.
func (c *client) hands(h Handle) chan string {
	c.t.Helper()
	reports := make(chan string, 100)
	stop, err := Watch(h, func(visible bool) {
		reports <- map[bool]string{true: "seen", false: "unseen"}[visible]
	}, func() { reports <- "touched" })
	require.NoError(c.t, err)
	c.t.Cleanup(stop)
	require.Equal(c.t, "seen", next(c.t, reports))
	return reports
}

func TestWatchHands(t *testing.T) {
	for name, touch := range map[string]func(*client){
		"a key":       func(c *client) { c.press() },
		"the pointer": func(c *client) { c.point(300, 300) },
	} {
		t.Run(name, func(t *testing.T) {
			xvfb.Start(t)
			c := newClient(t)
			require.NoError(t, xtest.Init(c.conn.Conn))
			c.point(1200, 700) // beside it
			h := c.newWindow(usual, false)
			c.typeInto(h)
			reports := c.hands(h)
			touch(c)
			assert.Equal(t, "touched", next(t, reports))
		})
	}
}

func TestHandsElsewhereDoNotCount(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	require.NoError(t, xtest.Init(c.conn.Conn))
	c.point(1200, 700)
	h := c.newWindow(usual, false)
	other := c.newWindow(Geometry{800, 120, 200, 200}, false)
	c.typeInto(other)
	reports := c.hands(h)
	c.press()
	c.point(900, 200)
	c.hide(h)
	assert.Equal(t, "unseen", next(t, reports), "and nothing before that")
}
