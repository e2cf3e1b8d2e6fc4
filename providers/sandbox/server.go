package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// call is a request as a platform sees it.
type call struct {
	method string
	path   string // as on the wire, still percent-encoded
	query  string // as on the wire
	header http.Header
	body   []byte
	tls    bool
	now    time.Time // the sandbox's time: lifetimes and quotas go by it
	seen   time.Time // the platform's own clock, set off by a clock fault
}

// reply is what a platform answers.
type reply struct {
	status int
	header map[string]string
	body   []byte
	code   string // the platform's outcome code, for the records
}

const jsonType = "application/json; charset=utf-8"

// jsonReply makes a reply of a value that encodes to JSON.
func jsonReply(status int, code string, v any) reply {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("sandbox: an answer that is no JSON: " + err.Error())
	}
	return reply{
		status: status, code: code, body: bytes.TrimRight(buf.Bytes(), "\n"),
		header: map[string]string{"Content-Type": jsonType},
	}
}

// textReply makes a reply that is no JSON.
func textReply(status int, code, contentType, body string) reply {
	return reply{
		status: status, code: code, body: []byte(body),
		header: map[string]string{"Content-Type": contentType},
	}
}

// form decodes a body of type application/x-www-form-urlencoded. A body of
// another type, or one that can't be decoded, has no parameters.
func (c *call) form() pairs {
	if !c.contentType("application/x-www-form-urlencoded") {
		return nil
	}
	params, _ := parsePairs(string(c.body))
	return params
}

// contentType reports whether the body is of the given type, parameters such
// as charset aside.
func (c *call) contentType(want string) bool {
	got, _, _ := bytes.Cut([]byte(c.header.Get("Content-Type")), []byte(";"))
	return bytes.EqualFold(bytes.TrimSpace(got), []byte(want))
}

// serve receives a request, lets the platform (or its fault) answer, and
// keeps the record.
func (w *World) serve(platform string, d *desk, rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, w.maxBody))
	fault := w.takeFault(d)
	if fault.Kind == FaultSlow && !waited(r.Context(), fault.Delay) {
		w.record(platform, d, r, reply{code: "abandoned"}, fault)
		return
	}
	rep, stubbed := fault.stub(w, r)
	switch {
	case stubbed:
	case err != nil:
		rep = unreadable(err)
	default:
		rep = w.ask(d, r, body, fault)
	}
	w.record(platform, d, r, rep, fault)
	w.write(rw, rep, fault)
}

// unreadable answers a body that is too long or breaks off.
func unreadable(err error) reply {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return textReply(http.StatusRequestEntityTooLarge, "413", "text/plain; charset=utf-8", "Request Entity Too Large")
	}
	return textReply(http.StatusBadRequest, "400", "text/plain; charset=utf-8", "Bad Request")
}

// ask lets the platform answer. One request is answered at a time.
func (w *World) ask(d *desk, r *http.Request, body []byte, fault Fault) reply {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	c := &call{
		method: r.Method, path: r.URL.EscapedPath(), query: r.URL.RawQuery,
		header: r.Header, body: body, tls: r.TLS != nil,
		now: now, seen: now.Add(fault.clockOffset()),
	}
	if fault.Kind == FaultRefuse {
		return d.refuse(c, fault.Code)
	}
	return d.answer(c)
}

// write sends a reply with the Date of the sandbox's clock. A cut fault
// announces the whole body and sends half of it.
func (w *World) write(rw http.ResponseWriter, rep reply, fault Fault) {
	h := rw.Header()
	for name, value := range rep.header {
		h.Set(name, value)
	}
	h.Set("Date", w.Now().Add(fault.clockOffset()).UTC().Format(http.TimeFormat))
	body := rep.body
	if fault.Kind == FaultCut {
		// net/http closes a connection whose handler wrote less than it
		// announced, so the client sees the answer break off.
		h.Set("Content-Length", strconv.Itoa(len(body)+1))
		body = body[:len(body)/2]
	}
	rw.WriteHeader(rep.status)
	_, _ = rw.Write(body) // a client that has gone is no concern of ours
}

// Servers are the four listeners that Start opened.
type Servers struct {
	urls    map[string]string
	servers []*http.Server
	serving sync.WaitGroup
	once    sync.Once
}

// URL returns the base URL of a platform, such as http://127.0.0.1:41234,
// without a slash at the end; "" for a name that is not among Platforms.
func (s *Servers) URL(platform string) string { return s.urls[platform] }

// Close ends the four servers and every connection to them. It may be called
// more than once.
func (s *Servers) Close() {
	s.once.Do(func() {
		for _, server := range s.servers {
			_ = server.Close() // reports listeners that were closed before
		}
	})
	s.serving.Wait()
}

// Start opens a listener for each platform, which serve until Close is called
// or ctx ends. addr is host:port; port 0 takes four free ports, any other
// port N takes N to N+3 in the order of Platforms. "" stands for
// 127.0.0.1:0. It fails where addr is malformed or a port is taken, and then
// leaves nothing open.
//
// KIS products that run "here" point to the started listener from now on, so
// that the router can be called with the server_url that was received.
func (w *World) Start(ctx context.Context, addr string) (*Servers, error) {
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("sandbox address: %w", err)
	}
	first, err := strconv.Atoi(portText)
	if err != nil || first < 0 || first > 65535-len(w.desks)+1 {
		return nil, fmt.Errorf("sandbox address: port %q is not a number with three more above it", portText)
	}
	s := &Servers{urls: map[string]string{}}
	for i, platform := range Platforms() {
		port := first
		if first != 0 {
			port += i
		}
		if err := w.listen(ctx, s, platform, net.JoinHostPort(host, strconv.Itoa(port))); err != nil {
			s.Close()
			return nil, err
		}
	}
	w.SetKISServerURL(s.URL(KIS))
	context.AfterFunc(ctx, s.Close)
	return s, nil
}

// listen opens one listener and serves on it.
func (w *World) listen(ctx context.Context, s *Servers, platform, addr string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("sandbox listener of %s: %w", platform, err)
	}
	server := &http.Server{
		Handler:           w.Handler(platform),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	s.servers = append(s.servers, server)
	s.urls[platform] = "http://" + reachable(listener.Addr())
	s.serving.Go(func() {
		_ = server.Serve(listener) // always ends with ErrServerClosed, by Close
	})
	return nil
}

// reachable is the address a client on this machine dials: a listener on all
// interfaces is reached over loopback.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
}
