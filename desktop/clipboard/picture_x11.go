//go:build linux || freebsd || netbsd || openbsd

package clipboard

import (
	"errors"
	"fmt"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"keycase/desktop/internal/x11"
)

// pictureTypes are asked for one after the other, the exact ones first.
var pictureTypes = []string{"image/png", "image/bmp", "image/jpeg"}

const (
	pasteInto = "KEYCASE_PICTURE" // the property that the other program writes into
	inPieces  = "INCR"
	// picturePatience bounds the whole transfer, whose speed is the other
	// program's.
	picturePatience = 10 * time.Second
)

func picture() ([]byte, error) {
	conn, err := x11.Open()
	if err != nil {
		return nil, err
	}
	// A program that says nothing more is left alone by closing the connection.
	timer := time.AfterFunc(picturePatience, conn.Close)
	defer timer.Stop()
	defer conn.Close()
	p, err := newPaste(conn)
	if err != nil {
		return nil, err
	}
	for _, kind := range pictureTypes {
		data, err := p.ask(kind)
		if err != nil || data != nil {
			return data, err
		}
	}
	return nil, ErrNoPicture
}

// paste is a window that gets what lies on the clipboard.
type paste struct {
	conn   *x11.Conn
	atoms  x11.Atoms
	window xproto.Window
}

func newPaste(conn *x11.Conn) (*paste, error) {
	p := &paste{conn: conn}
	var err error
	if p.atoms, err = conn.Intern(append([]string{selection, pasteInto, inPieces}, pictureTypes...)...); err != nil {
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
		if all = append(all, piece...); len(all) > MaxPicture {
			return nil, fmt.Errorf("clipboard: the picture has more than %d bytes", MaxPicture)
		}
	}
}

// take reads the property and removes it, which asks for the next piece.
func (p *paste) take() (data []byte, pieces bool, err error) {
	reply, err := xproto.GetProperty(p.conn.Conn, true, p.window, p.atoms[pasteInto], xproto.GetPropertyTypeAny, 0, MaxPicture/4).Reply()
	if err != nil {
		return nil, false, fmt.Errorf("clipboard: %w", err)
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
	return nil, errors.Join(ErrBusy, errors.New("clipboard: the program with the picture does not answer"))
}
