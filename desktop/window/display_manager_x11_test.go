//go:build display && (linux || freebsd || netbsd || openbsd)

package window

import (
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/x11"
	"keycase/desktop/internal/xvfb"
)

// named is what the root window says is the manager's window; nothing where it says none.
func (c *client) named() []uint32 {
	c.t.Helper()
	atoms, err := c.conn.Intern(netCheck)
	require.NoError(c.t, err)
	ids, err := c.conn.Cardinals(c.conn.Root, atoms[netCheck])
	require.NoError(c.t, err)
	return ids
}

// name lets a window say that another is the manager's.
func (c *client) name(on xproto.Window, manager uint32) {
	c.t.Helper()
	atoms, err := c.conn.Intern(netCheck)
	require.NoError(c.t, err)
	id := make([]byte, 4)
	xgb.Put32(id, manager)
	require.NoError(c.t, xproto.ChangePropertyChecked(c.conn.Conn, xproto.PropModeReplace, on, atoms[netCheck],
		xproto.AtomWindow, 32, 1, id).Check())
}

func TestADeadManagerIsForgotten(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	require.NoError(t, ForgetDeadManager())
	require.Empty(t, c.named(), "there never was one")

	gone := c.newWindow(usual, true)
	require.NoError(t, xproto.DestroyWindowChecked(c.conn.Conn, xproto.Window(gone)).Check())
	c.name(c.conn.Root, uint32(gone))
	require.NoError(t, ForgetDeadManager())
	assert.Empty(t, c.named(), "its window is gone")

	stranger := c.newWindow(usual, true)
	c.name(c.conn.Root, uint32(stranger))
	require.NoError(t, ForgetDeadManager())
	assert.Empty(t, c.named(), "its window's number has gone to somebody else")

	c.name(c.conn.Root, uint32(stranger))
	c.name(xproto.Window(stranger), uint32(stranger))
	require.NoError(t, ForgetDeadManager())
	assert.Equal(t, []uint32{uint32(stranger)}, c.named(), "it lives")
}

func TestALivingManagerIsKept(t *testing.T) {
	xvfb.Start(t)
	c := newClient(t)
	c.startManager()
	require.NotEmpty(t, c.named())
	require.NoError(t, ForgetDeadManager())
	assert.NotEmpty(t, c.named())
	c.show(c.newWindow(usual, false)) // the server serves others again
}

func TestForgettingWithoutAServer(t *testing.T) {
	server := xvfb.Start(t)
	server.Freeze()
	require.ErrorIs(t, ForgetDeadManager(), x11.ErrSilent)
	server.Thaw()
	t.Setenv("DISPLAY", ":nowhere")
	require.Error(t, ForgetDeadManager())
}
