//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"errors"
	"fmt"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

const (
	pasteInto = "KEYCASE_PASTE" // the property that the other program writes into
	inPieces  = "INCR"
	most      = max(MaxPicture, MaxText)
)

// paste is a window that gets what lies on the clipboard.
type paste struct {
	conn   *x11.Conn
	atoms  x11.Atoms
	window xproto.Window
	// answered is called when the other program has said whether it has a type.
	answered func()
	kind     xproto.Atom // of what came last
}

func newPaste(conn *x11.Conn, types []string) (*paste, error) {
	p := &paste{conn: conn, answered: func() {}}
	var err error
	if p.atoms, err = conn.Intern(append([]string{selection, pasteInto, inPieces}, types...)...); err != nil {
		return nil, err
	}
	if p.window, err = xproto.NewWindowId(conn.Conn); err != nil {
		return nil, fmt.Errorf("clipboard: window: %w", err)
	}
	err = xproto.CreateWindowChecked(conn.Conn, 0, p.window, conn.Root, -1, -1, 1, 1, 0,
		xproto.WindowClassInputOnly, 0, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
	if err != nil {
		return nil, fmt.Errorf("clipboard: window: %w", err)
	}
	return p, nil
}

// ask wants the content as one type; nil where the other program has no such.
func (p *paste) ask(kind string) ([]byte, error) {
	xproto.ConvertSelection(p.conn.Conn, p.window, p.atoms[selection], p.atoms[kind], p.atoms[pasteInto], xproto.TimeCurrentTime)
	for {
		event, err := p.next()
		if err != nil {
			return nil, err
		}
		answer, ok := event.(xproto.SelectionNotifyEvent)
		if !ok || answer.Target != p.atoms[kind] {
			continue
		}
		p.answered()
		if answer.Property == xproto.AtomNone {
			return nil, nil
		}
		data, pieces, err := p.take()
		if err != nil || !pieces {
			return data, err
		}
		return p.collect()
	}
}

// collect puts together what comes in pieces; an empty one is the last.
func (p *paste) collect() ([]byte, error) {
	all := []byte{}
	for {
		event, err := p.next()
		if err != nil {
			return nil, err
		}
		change, ok := event.(xproto.PropertyNotifyEvent)
		if !ok || change.Atom != p.atoms[pasteInto] || change.State != xproto.PropertyNewValue {
			continue
		}
		piece, _, err := p.take()
		if err != nil || len(piece) == 0 {
			return all, err
		}
		if all = append(all, piece...); len(all) > most {
			return nil, fmt.Errorf("clipboard: there are more than %d bytes", most)
		}
	}
}

// take reads the property and removes it, which asks for the next piece.
func (p *paste) take() (data []byte, pieces bool, err error) {
	reply, err := xproto.GetProperty(p.conn.Conn, true, p.window, p.atoms[pasteInto], xproto.GetPropertyTypeAny, 0, most/4).Reply()
	if err != nil {
		return nil, false, fmt.Errorf("clipboard: %w", err)
	}
	if len(reply.Value) > 0 {
		p.kind = reply.Type
	}
	return reply.Value, reply.Type == p.atoms[inPieces], nil
}

func (p *paste) next() (xgb.Event, error) {
	event, fault := p.conn.WaitForEvent()
	switch {
	case event != nil:
		return event, nil
	case fault != nil:
		return nil, fmt.Errorf("clipboard: %w", fault)
	}
	return nil, errors.Join(ErrBusy, errors.New("clipboard: the program that copied does not answer"))
}
