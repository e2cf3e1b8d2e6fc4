//go:build linux || freebsd || netbsd || openbsd

package opengl

import (
	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// Offered tells whether the window system draws OpenGL at all, as far as that is known
// at once; some servers for remote sessions do not.
func Offered() bool {
	const extension = "GLX"
	there, err := x11.Do(func(conn *x11.Conn) (bool, error) {
		reply, err := xproto.QueryExtension(conn.Conn, uint16(len(extension)), extension).Reply()
		return err == nil && reply.Present, err
	})
	return err != nil || there // the toolkit tells of a display that does not answer
}
