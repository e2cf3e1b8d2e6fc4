//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// holding is the ownership of the CLIPBOARD selection, with a connection and a window of its own:
// when the window is destroyed, the server empties the clipboard if and only if that window still
// owns it, so that there is no moment between looking and clearing.
type holding struct {
	conn   *x11.Conn
	atoms  x11.Atoms
	window xproto.Window
	since  xproto.Timestamp

	mu    sync.Mutex
	ended bool
	text  []byte
}

func probe() error {
	conn, err := x11.Open()
	if err != nil {
		return err
	}
	conn.Close()
	return nil
}

func owner() (uint64, error) {
	return x11.Do(func(conn *x11.Conn) (uint64, error) {
		atoms, err := conn.Intern(selection)
		if err != nil {
			return 0, err
		}
		reply, err := xproto.GetSelectionOwner(conn.Conn, atoms[selection]).Reply()
		if err != nil {
			return 0, fmt.Errorf("clipboard: owner: %w", err)
		}
		return uint64(reply.Owner), nil
	})
}

func hold(text string) (*holding, error) {
	conn, err := x11.Open()
	if err != nil {
		return nil, err
	}
	// What is under way when the server is given up on ends with the connection, and the claim too.
	h, err := x11.Within(func() (*holding, error) { return take(conn) }, func(*holding) {})
	if err != nil {
		conn.Close()
		return nil, err
	}
	h.text = []byte(text)
	go h.serve()
	return h, nil
}

// take becomes the owner of the clipboard.
func take(conn *x11.Conn) (*holding, error) {
	h := &holding{conn: conn}
	var err error
	if h.atoms, err = conn.Intern(names...); err != nil {
		return nil, err
	}
	if h.window, err = xproto.NewWindowId(conn.Conn); err != nil {
		return nil, fmt.Errorf("clipboard: window: %w", err)
	}
	err = xproto.CreateWindowChecked(conn.Conn, 0, h.window, conn.Root, -1, -1, 1, 1, 0,
		xproto.WindowClassInputOnly, 0, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	if err != nil {
		return nil, fmt.Errorf("clipboard: window: %w", err)
	}
	if h.since, err = h.now(); err != nil {
		return nil, err
	}
	xproto.SetSelectionOwner(conn.Conn, h.window, h.atoms[selection], h.since)
	owner, err := xproto.GetSelectionOwner(conn.Conn, h.atoms[selection]).Reply()
	if err != nil {
		return nil, fmt.Errorf("clipboard: %w", err)
	}
	if owner.Owner != h.window {
		return nil, ErrBusy
	}
	return h, nil
}

// now is the server's time, which it tells with each change of a property. Ownership is taken at a
// time, so that of two programs the later one gets it.
func (h *holding) now() (xproto.Timestamp, error) {
	xproto.ChangeProperty(h.conn.Conn, xproto.PropModeAppend, h.window, xproto.AtomWmName, xproto.AtomString, 8, 0, nil)
	for {
		event, fault := h.conn.WaitForEvent()
		switch e := event.(type) {
		case xproto.PropertyNotifyEvent:
			return e.Time, nil
		case nil:
			return 0, errors.Join(errors.New("clipboard: no time from the X server"), fault)
		}
	}
}

// serve answers the programs that paste, until the connection ends.
func (h *holding) serve() {
	defer h.end()
	for {
		event, fault := h.conn.WaitForEvent()
		switch e := event.(type) {
		case xproto.SelectionRequestEvent:
			h.answer(e)
		case xproto.SelectionClearEvent:
			h.forget()
		case nil:
			if fault == nil {
				return
			}
			// A program went away while it was answered.
		}
	}
}

func (h *holding) held() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return !h.ended
}

// end drops the text, and tells whether this call did.
func (h *holding) end() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ended {
		return false
	}
	h.ended = true
	clear(h.text)
	h.text = nil
	return true
}

// forget ends a holding whose place another has taken.
func (h *holding) forget() {
	if h.end() {
		h.conn.Close()
	}
}

func (h *holding) clear() error {
	if !h.end() {
		return nil
	}
	defer h.conn.Close()
	_, err := x11.Within(func() (struct{}, error) {
		return struct{}{}, xproto.DestroyWindowChecked(h.conn.Conn, h.window).Check()
	}, func(struct{}) {})
	if err != nil {
		return fmt.Errorf("clipboard: %w", err)
	}
	return nil
}

// copyText is the text as long as the claim lasts. The caller zeroes it after use.
func (h *holding) copyText() (text []byte, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.text), !h.ended
}
