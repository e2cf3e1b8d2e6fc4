package service

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

const (
	// grace is how long those who are being answered may take when the service ends.
	grace = 5 * time.Second
	// Who connects and says nothing is not waited for.
	headerWait = 5 * time.Second
	idleWait   = 2 * time.Minute
	// maxHeader is far more than a name and a secret need, in bytes.
	maxHeader = 16 << 10
)

// Door is a way in.
type Door struct {
	Listener net.Listener
	Handler  http.Handler
}

// Serve answers at the doors until ctx ends, and then lets those finish who are
// being answered. It closes the listeners. An error is that of a door that broke.
func Serve(ctx context.Context, doors ...Door) error {
	ended := make(chan error, len(doors))
	servers := make([]*http.Server, len(doors))
	var running sync.WaitGroup
	for i, d := range doors {
		servers[i] = &http.Server{
			Handler: d.Handler, ReadHeaderTimeout: headerWait, IdleTimeout: idleWait, MaxHeaderBytes: maxHeader,
			// It would write what peers send.
			ErrorLog: log.New(io.Discard, "", 0),
		}
		running.Go(func() { ended <- servers[i].Serve(d.Listener) })
	}
	var broken error
	select {
	case broken = <-ended:
	case <-ctx.Done():
	}
	shutDown(context.WithoutCancel(ctx), servers)
	running.Wait() // a server that had not begun closes its listener only now
	return broken
}

func shutDown(ctx context.Context, servers []*http.Server) {
	ctx, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	for _, s := range servers {
		if s.Shutdown(ctx) != nil {
			_ = s.Close() // its connections, whatever they are at
		}
	}
}
