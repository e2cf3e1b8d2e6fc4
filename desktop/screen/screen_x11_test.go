//go:build display && (linux || freebsd || netbsd || openbsd)

package screen

import (
	"image"
	"image/color"
	"testing"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/desktop/internal/x11"
	"keycase/desktop/internal/xvfb"
)

func TestCaptureShowsWhatIsOnTheScreen(t *testing.T) {
	server := xvfb.Start(t)
	_, err := Capture()
	require.ErrorIs(t, err, ErrEmpty)

	colours := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {200, 100, 50, 255}}
	paint(t, colours)
	got, err := Capture()
	require.NoError(t, err)
	require.Equal(t, image.Rect(0, 0, 1280, 800), got.Bounds())
	for _, p := range []image.Point{{5, 5}, {1270, 5}, {5, 790}, {1270, 790}, {630, 390}} {
		assert.Equal(t, colours[p.X/640+2*(p.Y/400)], got.At(p.X, p.Y), p)
	}

	server.Freeze()
	_, err = Capture()
	require.Error(t, err)
}

// paint fills the quarters of the screen.
func paint(t *testing.T, colours []color.RGBA) {
	t.Helper()
	conn, err := x11.Open()
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	for i, c := range colours {
		gc, err := xproto.NewGcontextId(conn.Conn)
		require.NoError(t, err)
		pixel := uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B)
		xproto.CreateGC(conn.Conn, gc, xproto.Drawable(conn.Root), xproto.GcForeground, []uint32{pixel})
		quarter := xproto.Rectangle{X: int16(i % 2 * 640), Y: int16(i / 2 * 400), Width: 640, Height: 400}
		require.NoError(t, xproto.PolyFillRectangleChecked(conn.Conn, xproto.Drawable(conn.Root), gc, []xproto.Rectangle{quarter}).Check())
	}
}

func TestSwap(t *testing.T) {
	to := make([]byte, 8)
	swap(to, []byte{1, 2, 3, 4, 5, 6, 7, 8})
	assert.Equal(t, []byte{3, 2, 1, 255, 7, 6, 5, 255}, to)
}
