//go:build linux || freebsd || netbsd || openbsd

package x11

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// Patience bounds each wait for the X server.
const Patience = 2 * time.Second

// ErrSilent is the error of a server that did not answer within Patience.
var ErrSilent = errors.New("x11: the X server does not answer")

// xgb prints what goes wrong, which it also returns, to standard error.
func init() { xgb.Logger.SetOutput(io.Discard) }

// Conn is a connection to the server of $DISPLAY. Close ends it; from then on its calls return
// [io.EOF], and WaitForEvent nil and nil.
type Conn struct {
	*xgb.Conn
	// Root is the root window of the default screen.
	Root xproto.Window
	// Limit is the size in bytes that a request may have.
	Limit int
}

// Open connects.
func Open() (*Conn, error) {
	conn, err := Within(xgb.NewConn, (*xgb.Conn).Close)
	if err != nil {
		return nil, fmt.Errorf("x11: %w", err)
	}
	setup := xproto.Setup(conn)
	return &Conn{
		Conn:  conn,
		Root:  setup.DefaultScreen(conn).Root,
		Limit: int(setup.MaximumRequestLength) * 4,
	}, nil
}

// Within returns what work does, or ErrSilent after Patience. Work that is given up goes on until
// the server answers or the connection ends; undo is given its result then.
func Within[T any](work func() (T, error), undo func(T)) (T, error) {
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome)
	late := make(chan struct{})
	go func() {
		result, err := work()
		select {
		case done <- outcome{result, err}:
		case <-late:
			if err == nil {
				undo(result)
			}
		}
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-time.After(Patience):
		close(late)
		var none T
		return none, ErrSilent
	}
}

// Do runs work on a connection of its own.
func Do[T any](work func(*Conn) (T, error)) (T, error) {
	conn, err := Open()
	if err != nil {
		var none T
		return none, err
	}
	defer conn.Close()
	return Within(func() (T, error) { return work(conn) }, func(T) {})
}

// Atoms are names known to the server.
type Atoms map[string]xproto.Atom

// Intern asks for atoms, for all of them in one round trip.
func (c *Conn) Intern(names ...string) (Atoms, error) {
	asked := make([]xproto.InternAtomCookie, len(names))
	for i, name := range names {
		asked[i] = xproto.InternAtom(c.Conn, false, uint16(len(name)), name) //nolint:gosec // names are short
	}
	atoms := make(Atoms, len(names))
	for i, name := range names {
		reply, err := asked[i].Reply()
		if err != nil {
			return nil, fmt.Errorf("x11: atom %s: %w", name, err)
		}
		atoms[name] = reply.Atom
	}
	return atoms, nil
}

// Cardinals reads a property of 32-bit values: atoms, windows or numbers. A window without the
// property gives none.
func (c *Conn) Cardinals(window xproto.Window, property xproto.Atom) ([]uint32, error) {
	const most = 1024
	reply, err := xproto.GetProperty(c.Conn, false, window, property, xproto.GetPropertyTypeAny, 0, most).Reply()
	if err != nil {
		return nil, fmt.Errorf("x11: property of window %#x: %w", window, err)
	}
	if reply.Format != 32 {
		return nil, nil
	}
	values := make([]uint32, reply.ValueLen)
	for i := range values {
		values[i] = xgb.Get32(reply.Value[4*i:])
	}
	return values, nil
}
