//go:build linux || freebsd || netbsd || openbsd

package window

import (
	"errors"
	"fmt"

	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// netCheck names the window that a window manager shows itself by: on the root window, and on that
// window as well.
const netCheck = "_NET_SUPPORTING_WM_CHECK"

func forgetDeadManager() error {
	_, err := x11.Do(func(conn *x11.Conn) (struct{}, error) {
		atoms, err := conn.Intern(netCheck)
		if err != nil {
			return struct{}{}, err
		}
		// Nobody may come in between, or the word of a manager that starts just now were deleted. The
		// end of the connection also ends this.
		if err := xproto.GrabServerChecked(conn.Conn).Check(); err != nil {
			return struct{}{}, err
		}
		defer xproto.UngrabServer(conn.Conn)
		return struct{}{}, forget(conn, atoms[netCheck])
	})
	if err != nil {
		return fmt.Errorf("window: %w", err)
	}
	return nil
}

func forget(conn *x11.Conn, check xproto.Atom) error {
	named, err := conn.Cardinals(conn.Root, check)
	if err != nil || len(named) == 0 {
		return err
	}
	own, err := conn.Cardinals(xproto.Window(named[0]), check)
	var gone xproto.WindowError
	switch {
	case err != nil && !errors.As(err, &gone):
		return err
	case len(own) > 0:
		return nil // what it says there is for the toolkit to judge
	}
	return xproto.DeletePropertyChecked(conn.Conn, conn.Root, check).Check()
}
