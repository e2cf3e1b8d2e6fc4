//go:build linux || freebsd || netbsd || openbsd

package window

import (
	"fmt"
	"slices"

	"github.com/jezek/xgb/xinerama"
	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// What window managers are asked for by name.
const (
	netSupported    = "_NET_SUPPORTED"
	netMoveResize   = "_NET_MOVERESIZE_WINDOW"
	netActivate     = "_NET_ACTIVE_WINDOW"
	netFrameExtents = "_NET_FRAME_EXTENTS"
	netWorkArea     = "_NET_WORKAREA"
	netDesktop      = "_NET_CURRENT_DESKTOP"
)

// managed is a window with a connection to talk about it.
type managed struct {
	*x11.Conn
	window xproto.Window
	atoms  x11.Atoms
}

// on works on a window with a connection of its own.
func on[T any](h Handle, work func(managed) (T, error)) (T, error) {
	result, err := x11.Do(func(conn *x11.Conn) (result T, err error) {
		atoms, err := conn.Intern(netSupported, netMoveResize, netActivate, netFrameExtents, netWorkArea, netDesktop)
		if err != nil {
			return result, err
		}
		return work(managed{conn, xproto.Window(h), atoms}) //nolint:gosec // an id of 32 bits
	})
	if err != nil {
		return result, fmt.Errorf("window: %w", err)
	}
	return result, nil
}

func placed(h Handle) (Geometry, error) { return on(h, managed.placed) }

func (m managed) placed() (Geometry, error) {
	size, err := xproto.GetGeometry(m.Conn.Conn, xproto.Drawable(m.window)).Reply()
	if err != nil {
		return Geometry{}, err
	}
	at, err := xproto.TranslateCoordinates(m.Conn.Conn, m.window, m.Root, 0, 0).Reply()
	if err != nil {
		return Geometry{}, err
	}
	return Geometry{int(at.DstX), int(at.DstY), int(size.Width), int(size.Height)}, nil
}

func room(h Handle) (width, height int, err error) {
	free, err := on(h, func(m managed) (Geometry, error) {
		g, err := m.placed()
		if err != nil {
			return g, err
		}
		f, err := m.frame()
		return under(g, m.areas()).without(f), err
	})
	return free.Width, free.Height, err
}

func place(h Handle, g Geometry) error {
	_, err := on(h, func(m managed) (struct{}, error) {
		f, err := m.frame()
		if err != nil {
			return struct{}{}, err
		}
		outer := Clamp(g.with(f), m.areas())
		return struct{}{}, m.move(outer, outer.without(f))
	})
	return err
}

// frame is what the window manager has put around the window; nothing where there is none.
func (m managed) frame() (frame, error) {
	sides, err := m.Cardinals(m.window, m.atoms[netFrameExtents])
	if err != nil || len(sides) != 4 {
		return frame{}, err
	}
	return frame{int(sides[0]), int(sides[1]), int(sides[2]), int(sides[3])}, nil
}

// areas are the screens without the taskbars that the window manager tells of. It tells of one area
// over all screens.
func (m managed) areas() []Geometry {
	screens := m.screens()
	all, _ := m.Cardinals(m.Root, m.atoms[netWorkArea])
	current, _ := m.Cardinals(m.Root, m.atoms[netDesktop])
	if len(current) == 1 && uint64(len(all)) >= 4*(uint64(current[0])+1) {
		all = all[4*current[0]:] // each desktop has an area of its own
	}
	if len(all) < 4 {
		return screens
	}
	area := Geometry{int(all[0]), int(all[1]), int(all[2]), int(all[3])}
	for i := range screens {
		screens[i] = screens[i].within(area)
	}
	return screens
}

// screens asks Xinerama, which servers answer from RandR. RandR itself is not asked: xgb writes
// down the events of an extension in a map that all connections share and nothing guards, and
// Xinerama has none.
func (m managed) screens() []Geometry {
	var screens []Geometry
	if xinerama.Init(m.Conn.Conn) == nil {
		if reply, err := xinerama.QueryScreens(m.Conn.Conn).Reply(); err == nil {
			for _, s := range reply.ScreenInfo {
				screens = append(screens, Geometry{int(s.XOrg), int(s.YOrg), int(s.Width), int(s.Height)})
			}
		}
	}
	if len(screens) == 0 {
		whole := xproto.Setup(m.Conn.Conn).DefaultScreen(m.Conn.Conn)
		screens = []Geometry{{0, 0, int(whole.WidthInPixels), int(whole.HeightInPixels)}}
	}
	return screens
}

// move asks the window manager in a way that means the window itself: a plain move means the frame,
// so that the window would wander by its title bar with each start.
func (m managed) move(outer, inner Geometry) error {
	able, err := m.supports(netMoveResize)
	if err != nil {
		return err
	}
	if able {
		const staticGravity, allFour, byApplication = 10, 0xf << 8, 1 << 12
		return m.tellManager(netMoveResize, staticGravity|allFour|byApplication,
			cardinal(inner.X), cardinal(inner.Y), cardinal(inner.Width), cardinal(inner.Height))
	}
	const what = xproto.ConfigWindowX | xproto.ConfigWindowY | xproto.ConfigWindowWidth | xproto.ConfigWindowHeight
	return xproto.ConfigureWindowChecked(m.Conn.Conn, m.window, what,
		[]uint32{cardinal(outer.X), cardinal(outer.Y), cardinal(inner.Width), cardinal(inner.Height)}).Check()
}

func raise(h Handle) error {
	_, err := on(h, func(m managed) (struct{}, error) {
		if err := xproto.MapWindowChecked(m.Conn.Conn, m.window).Check(); err != nil {
			return struct{}{}, err
		}
		able, err := m.supports(netActivate)
		if err != nil {
			return struct{}{}, err
		}
		if able {
			// Said by a pager: a person has asked for it, by starting the program again. The word of
			// an application would be taken for an attempt to steal the keyboard.
			const byPager = 2
			err = m.tellManager(netActivate, byPager, xproto.TimeCurrentTime, 0)
		}
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, xproto.ConfigureWindowChecked(m.Conn.Conn, m.window,
			xproto.ConfigWindowStackMode, []uint32{xproto.StackModeAbove}).Check()
	})
	return err
}

// supports tells whether the window manager, if there is one, does what a name stands for.
func (m managed) supports(name string) (bool, error) {
	all, err := m.Cardinals(m.Root, m.atoms[netSupported])
	return slices.Contains(all, uint32(m.atoms[name])), err
}

// tellManager sends the window manager a message about the window.
func (m managed) tellManager(kind string, data ...uint32) error {
	message := xproto.ClientMessageEvent{
		Format: 32, Window: m.window, Type: m.atoms[kind],
		Data: xproto.ClientMessageDataUnionData32New(append(data, make([]uint32, 5-len(data))...)),
	}
	const toManager = xproto.EventMaskSubstructureNotify | xproto.EventMaskSubstructureRedirect
	return xproto.SendEventChecked(m.Conn.Conn, false, m.Root, toManager, string(message.Bytes())).Check()
}

// cardinal writes a number, which can be negative, in the 32 bits of a request.
func cardinal(n int) uint32 { return uint32(int32(n)) } //nolint:gosec // pixels
