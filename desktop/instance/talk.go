package instance

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"time"
)

// Everything that is ever said. Each side sends its word and closes its half.
const (
	request = "show"
	answer  = "shown"
)

// serve answers one after the other: who asks is a person, twice at most.
func (i *Instance) serve() {
	for {
		conn, err := i.listener.AcceptUnix()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			<-time.After(askPause) // out of file descriptors, say
		default:
			i.attend(conn, speakWait)
		}
	}
}

// attend hears one peer out for at most the given time.
func (i *Instance) attend(conn *net.UnixConn, patience time.Duration) {
	defer func() { _ = conn.Close() }()
	if !ours(conn) {
		return
	}
	late := time.AfterFunc(patience, func() { _ = conn.Close() })
	asked := hears(conn, request)
	late.Stop()
	if !asked {
		return
	}
	if i.raise() {
		_, _ = io.WriteString(conn, answer) // who asked may have gone
	}
}

func (i *Instance) raise() bool {
	i.mu.Lock()
	show := i.show
	i.mu.Unlock()
	return show == nil || show()
}

// ask asks the process that listens at a path to show its window, and reports
// whether it did.
func ask(ctx context.Context, path string) bool {
	if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return false // ours is no link to somewhere else
	}
	var dialer net.Dialer
	dialed, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return false
	}
	defer func() { _ = dialed.Close() }()
	defer context.AfterFunc(ctx, func() { _ = dialed.Close() })()
	conn, ok := dialed.(*net.UnixConn)
	if !ok || !ours(conn) {
		return false
	}
	allowRaise()
	if _, err := io.WriteString(conn, request); err != nil || conn.CloseWrite() != nil {
		return false
	}
	return hears(conn, answer)
}

// hears tells whether a peer says the word, nothing before it and nothing after.
func hears(peer io.Reader, word string) bool {
	said, err := io.ReadAll(io.LimitReader(peer, int64(len(word)+1)))
	return err == nil && string(said) == word
}
