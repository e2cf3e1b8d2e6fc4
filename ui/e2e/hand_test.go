//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"github.com/stretchr/testify/require"
)

// hand presses keys and looks at the screen without a process for each, so that
// the time between the two is that of the window.
type hand struct {
	t      *testing.T
	conn   *xgb.Conn
	window xproto.Window
	codes  map[xproto.Keysym]xproto.Keycode

	damage damage.Damage
	drawn  chan struct{} // hears that something was drawn since the damage was looked at
}

// keysyms are the keys that are not written as themselves.
var keysyms = map[string]xproto.Keysym{
	"ctrl": 0xffe3, "Tab": 0xff09, "Return": 0xff0d, "Escape": 0xff1b, "Up": 0xff52, "Down": 0xff54, "F5": 0xffc2,
}

// hand connects to the X server of a window.
func (w *window) hand() *hand {
	w.t.Helper()
	xgb.Logger.SetOutput(io.Discard) // it misses a file that this server does without
	conn, err := xgb.NewConn()
	require.NoError(w.t, err)
	w.t.Cleanup(conn.Close)
	require.NoError(w.t, xtest.Init(conn))
	id, err := strconv.ParseUint(w.id, 10, 32)
	require.NoError(w.t, err)
	h := &hand{t: w.t, conn: conn, window: xproto.Window(id), codes: map[xproto.Keysym]xproto.Keycode{}}
	h.listen()
	setup := xproto.Setup(conn)
	keys, err := xproto.GetKeyboardMapping(conn, setup.MinKeycode, byte(setup.MaxKeycode-setup.MinKeycode+1)).Reply()
	require.NoError(w.t, err)
	for i := 0; i < len(keys.Keysyms); i += int(keys.KeysymsPerKeycode) {
		if _, known := h.codes[keys.Keysyms[i]]; !known {
			h.codes[keys.Keysyms[i]] = setup.MinKeycode + xproto.Keycode(i/int(keys.KeysymsPerKeycode))
		}
	}
	return h
}

// listen has the X server tell when something is drawn in the window.
func (h *hand) listen() {
	h.t.Helper()
	require.NoError(h.t, xfixes.Init(h.conn))
	_, err := xfixes.QueryVersion(h.conn, 5, 0).Reply()
	require.NoError(h.t, err)
	require.NoError(h.t, damage.Init(h.conn))
	_, err = damage.QueryVersion(h.conn, 1, 1).Reply()
	require.NoError(h.t, err)
	h.damage, err = damage.NewDamageId(h.conn)
	require.NoError(h.t, err)
	h.drawn = make(chan struct{}, 1)
	go func() {
		for {
			event, fault := h.conn.WaitForEvent()
			if event == nil && fault == nil {
				return // the connection is closed
			}
			if _, drawn := event.(damage.NotifyEvent); drawn {
				select {
				case h.drawn <- struct{}{}:
				default: // it will look anyway
				}
			}
		}
	}()
	require.NoError(h.t, damage.CreateChecked(h.conn, h.damage, xproto.Drawable(h.window), damage.ReportLevelNonEmpty).Check())
}

// press presses a key such as "Tab" or "ctrl+1", and lets it go.
func (h *hand) press(key string) {
	h.t.Helper()
	parts := strings.Split(key, "+")
	for _, part := range parts {
		h.fake(xproto.KeyPress, part)
	}
	for i := range parts {
		h.fake(xproto.KeyRelease, parts[len(parts)-1-i])
	}
}

func (h *hand) fake(kind byte, name string) {
	h.t.Helper()
	symbol, special := keysyms[name]
	if !special {
		symbol = xproto.Keysym(name[0])
	}
	code, known := h.codes[symbol]
	require.True(h.t, known, "there is no key %s", name)
	xtest.FakeInput(h.conn, kind, byte(code), 0, 0, 0, 0, 0)
}

// close asks the window to close, as the button of a window manager does.
func (h *hand) close() {
	h.t.Helper()
	message := xproto.ClientMessageEvent{
		Format: 32, Window: h.window, Type: h.atom("WM_PROTOCOLS"),
		Data: xproto.ClientMessageDataUnionData32New([]uint32{uint32(h.atom("WM_DELETE_WINDOW")), xproto.TimeCurrentTime, 0, 0, 0}),
	}
	require.NoError(h.t, xproto.SendEventChecked(h.conn, false, h.window, xproto.EventMaskNoEvent, string(message.Bytes())).Check())
}

// blur gives the keyboard to no window.
func (w *window) blur() {
	w.t.Helper()
	const none = 0
	require.NoError(w.t, xproto.SetInputFocusChecked(w.hand().conn, xproto.InputFocusNone, none, xproto.TimeCurrentTime).Check())
}

func (h *hand) atom(name string) xproto.Atom {
	h.t.Helper()
	reply, err := xproto.InternAtom(h.conn, false, uint16(len(name)), name).Reply()
	require.NoError(h.t, err)
	return reply.Atom
}

// area is a part of the window in pixels.
type area struct{ x, y, width, height int }

// see returns the pixels of an area.
func (h *hand) see(a area) []byte {
	h.t.Helper()
	image, err := xproto.GetImage(h.conn, xproto.ImageFormatZPixmap, xproto.Drawable(h.window),
		int16(a.x), int16(a.y), uint16(a.width), uint16(a.height), 1<<32-1).Reply()
	require.NoError(h.t, err)
	return image.Data
}

// answer presses a key and returns how long it took until an area looked
// different; false after patience.
func (h *hand) answer(key string, a area, patience time.Duration) (took time.Duration, ok bool) {
	h.t.Helper()
	before := h.see(a)
	pressed := time.Now()
	h.press(key)
	enough := time.After(patience)
	for {
		select {
		case <-h.drawn:
			// First forgotten, then looked at: what is drawn from here on is told again.
			require.NoError(h.t, damage.SubtractChecked(h.conn, h.damage, 0, 0).Check())
			if !bytes.Equal(h.see(a), before) {
				return time.Since(pressed), true
			}
		case <-enough:
			return 0, false
		}
	}
}
