//go:build linux || freebsd || netbsd || openbsd

package screen

import (
	"errors"
	"fmt"
	"image"

	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// strip is how many rows are fetched at a time.
const strip = 256

func capture() (*image.RGBA, error) {
	return x11.Do(func(conn *x11.Conn) (*image.RGBA, error) {
		setup := xproto.Setup(conn.Conn)
		screen := setup.DefaultScreen(conn.Conn)
		if setup.ImageByteOrder != xproto.ImageOrderLSBFirst || screen.RootDepth < 24 {
			return nil, errors.ErrUnsupported
		}
		width, height := screen.WidthInPixels, screen.HeightInPixels
		picture := image.NewRGBA(image.Rect(0, 0, int(width), int(height)))
		for top := uint16(0); top < height; top += strip {
			rows := min(strip, height-top)
			reply, err := xproto.GetImage(conn.Conn, xproto.ImageFormatZPixmap, xproto.Drawable(conn.Root),
				0, int16(top), width, rows, ^uint32(0)).Reply() //nolint:gosec // screens are below 32,768 pixels
			if err != nil {
				return nil, fmt.Errorf("screen: %w", err)
			}
			if len(reply.Data) != int(rows)*picture.Stride {
				return nil, errors.ErrUnsupported
			}
			swap(picture.Pix[int(top)*picture.Stride:], reply.Data)
		}
		return picture, nil
	})
}
