//go:build linux || freebsd || netbsd || openbsd

package window

import (
	"fmt"
	"slices"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// The atoms that tell whether a window is minimised.
const (
	icccmState = "WM_STATE"
	netState   = "_NET_WM_STATE"
	netHidden  = "_NET_WM_STATE_HIDDEN"

	iconic = 3 // IconicState, the first value of WM_STATE
)

// watcher follows one window on a connection of its own.
type watcher struct {
	conn   *x11.Conn
	window xproto.Window
	atoms  x11.Atoms
	seen   sight
	hands  touches
}

func watch(h Handle, changed func(bool), touched func()) (stop func(), err error) {
	conn, err := x11.Open()
	if err != nil {
		return nil, err
	}
	w, err := x11.Within(func() (*watcher, error) { return begin(conn, xproto.Window(h)) }, func(*watcher) {}) //nolint:gosec // an id of 32 bits
	if err != nil {
		conn.Close()
		return nil, err
	}
	go w.run(changed, touched)
	return conn.Close, nil
}

// begin asks for the events first and for the state after that, so that no change is lost.
func begin(conn *x11.Conn, window xproto.Window) (*watcher, error) {
	w := &watcher{conn: conn, window: window}
	var err error
	if w.atoms, err = conn.Intern(icccmState, netState, netHidden); err != nil {
		return nil, err
	}
	err = xproto.ChangeWindowAttributesChecked(conn.Conn, window, xproto.CwEventMask,
		[]uint32{xproto.EventMaskStructureNotify | xproto.EventMaskPropertyChange | xproto.EventMaskVisibilityChange |
			xproto.EventMaskKeyPress | xproto.EventMaskPointerMotion}).Check()
	if err != nil {
		return nil, fmt.Errorf("window: %w", err)
	}
	attributes, err := xproto.GetWindowAttributes(conn.Conn, window).Reply()
	if err != nil {
		return nil, fmt.Errorf("window: %w", err)
	}
	w.seen.unmapped = attributes.MapState == xproto.MapStateUnmapped
	w.readState()
	return w, nil
}

// run tells the state and each change of it, and what hands do, until the connection ends.
func (w *watcher) run(tell func(visible bool), touched func()) {
	told := w.seen.visible()
	tell(told)
	for !w.seen.gone {
		event, fault := w.conn.WaitForEvent()
		if event == nil && fault == nil {
			return
		}
		w.take(event)
		if at, touch := touchedAt(event); touch && w.hands.tell(at) {
			touched()
		}
		if visible := w.seen.visible(); visible != told {
			told = visible
			tell(told)
		}
	}
	w.conn.Close()
}

func (w *watcher) take(event xgb.Event) {
	switch e := event.(type) {
	case xproto.MapNotifyEvent:
		w.seen.unmapped = false
	case xproto.UnmapNotifyEvent:
		w.seen.unmapped = true
	case xproto.DestroyNotifyEvent:
		w.seen.gone = true
	case xproto.VisibilityNotifyEvent: // comes each time the window is mapped, too
		w.seen.covered = e.State == xproto.VisibilityFullyObscured
	case xproto.PropertyNotifyEvent:
		if e.Atom == w.atoms[icccmState] || e.Atom == w.atoms[netState] {
			w.readState()
		}
	}
}

// touchedAt is the server's time of what a hand did, in milliseconds.
func touchedAt(event xgb.Event) (at uint32, touch bool) {
	switch e := event.(type) {
	case xproto.KeyPressEvent:
		return uint32(e.Time), true
	case xproto.MotionNotifyEvent:
		return uint32(e.Time), true
	}
	return 0, false
}

// readState asks what the window manager says. A window that is going away has nothing said of it;
// its own event follows.
func (w *watcher) readState() {
	old, _ := w.conn.Cardinals(w.window, w.atoms[icccmState])
	now, _ := w.conn.Cardinals(w.window, w.atoms[netState])
	w.seen.minimised = len(old) > 0 && old[0] == iconic || slices.Contains(now, uint32(w.atoms[netHidden]))
}
