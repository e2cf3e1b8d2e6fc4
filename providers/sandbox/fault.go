package sandbox

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// FaultKind names something that goes wrong between a client and a platform.
type FaultKind string

// The kinds of Fault. All but slow, cut and clock answer in the platform's
// stead, so that the request has no effect.
const (
	FaultNone      FaultKind = "none"      // all is well
	FaultSlow      FaultKind = "slow"      // answers after Delay; Delay 0: not before the client gives up
	FaultCut       FaultKind = "cut"       // does what was asked, but the answer breaks off in the middle
	FaultGarbage   FaultKind = "garbage"   // 200, bytes that are neither JSON nor text
	FaultStatus500 FaultKind = "status500" // 500, plain text
	FaultRedirect  FaultKind = "redirect"  // 302 to another host
	FaultClock     FaultKind = "clock"     // the platform's clock is off by ClockOffset
	FaultHTML      FaultKind = "html"      // 502, a proxy's page
	FaultHuge      FaultKind = "huge"      // 200, valid JSON of 2 MiB
	FaultEmpty     FaultKind = "empty"     // 200, no body
	FaultWrongType FaultKind = "wrongtype" // 200, the known JSON keys with values of wrong types
	FaultRefuse    FaultKind = "refuse"    // the platform's own refusal with Code, such as 5007 of JDY
)

// faultKinds are the kinds that SetFault takes.
var faultKinds = map[FaultKind]bool{
	FaultNone: true, FaultSlow: true, FaultCut: true, FaultGarbage: true,
	FaultStatus500: true, FaultRedirect: true, FaultClock: true, FaultHTML: true,
	FaultHuge: true, FaultEmpty: true, FaultWrongType: true, FaultRefuse: true,
}

// Fault is what goes wrong with the requests to a platform, and how often.
type Fault struct {
	Kind        FaultKind
	Delay       time.Duration // for slow, real time
	ClockOffset time.Duration // for clock: added to the Date header and to the time that stamps are compared with
	Target      string        // for redirect: where to; "" is the same path on 127.0.0.2
	Code        int           // for refuse: a code of the platform's table
	Times       int           // how many requests it hits; 0: until it is changed
}

// SetFault makes something go wrong with the requests to a platform, or, with
// FaultNone, nothing any more. The /_sandbox/ calls are never hit. It panics
// for a platform or kind that does not exist; the empty kind is FaultNone.
func (w *World) SetFault(platform string, f Fault) {
	if f.Kind == "" {
		f.Kind = FaultNone
	}
	if !faultKinds[f.Kind] {
		panic("sandbox: no fault " + string(f.Kind))
	}
	d := w.desk(platform)
	w.mu.Lock()
	defer w.mu.Unlock()
	d.fault = f
}

// takeFault returns the fault that hits this request and counts it.
func (w *World) takeFault(d *desk) Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := d.fault
	if f.Times == 1 {
		d.fault = Fault{Kind: FaultNone}
	} else if f.Times > 1 {
		d.fault.Times--
	}
	return f
}

// clockOffset is how far the fault sets the platform's clock off.
func (f Fault) clockOffset() time.Duration {
	if f.Kind != FaultClock {
		return 0
	}
	return f.ClockOffset
}

// waited waits for the delay of a slow fault and reports whether somebody
// still waits for the answer.
func waited(ctx context.Context, delay time.Duration) bool {
	if delay <= 0 {
		<-ctx.Done()
		return false
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

const proxyPage = `<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx</center>
</body>
</html>
`

// wrongTypes has every key that one of the platforms answers with, and none
// with a value of the type it should have.
const wrongTypes = `{"errcode":{},"description":[],"data":"none","code":[200],"msg":{},"state":[],` +
	`"Result":{},"ErrMsg":[],"Msg":[],"State":{},"Data":7,"DataJson":"none",` +
	`"error":{},"error_description":[],"body":"none","timestamp":{},` +
	`"token_type":[],"access_token":{},"expires_in":[]}`

// hugeBytes is the length of the padding in a huge answer.
const hugeBytes = 2 << 20

// stub answers in the platform's stead, where the fault is of such a kind.
func (f Fault) stub(w *World, r *http.Request) (reply, bool) {
	code := "fault-" + string(f.Kind)
	switch f.Kind {
	case FaultGarbage:
		return textReply(http.StatusOK, code, jsonType, "\xff\xfe\x00\x1f\x8b"+w.noise(512)), true
	case FaultStatus500:
		return textReply(http.StatusInternalServerError, code, "text/plain; charset=utf-8", "Internal Server Error"), true
	case FaultRedirect:
		rep := textReply(http.StatusFound, code, "text/html; charset=utf-8", "<a>Found</a>")
		rep.header["Location"] = f.target(r)
		return rep, true
	case FaultHTML:
		return textReply(http.StatusBadGateway, code, "text/html; charset=utf-8", proxyPage), true
	case FaultHuge:
		return textReply(http.StatusOK, code, jsonType,
			fmt.Sprintf(`{"padding":%q,"errcode":0,"error":"0","code":200}`, strings.Repeat("x", hugeBytes))), true
	case FaultEmpty:
		return textReply(http.StatusOK, code, jsonType, ""), true
	case FaultWrongType:
		return textReply(http.StatusOK, code, jsonType, wrongTypes), true
	default:
		return reply{}, false
	}
}

// noise is n random bytes above the ASCII range, which are no UTF-8.
func (w *World) noise(n int) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	raw := []byte(w.text(n, hexDigits))
	for i := range raw {
		raw[i] |= 0x80
	}
	return string(raw)
}

// target is the other host a redirect leads to. The query stays behind, as it
// may hold secrets.
func (f Fault) target(r *http.Request) string {
	if f.Target != "" {
		return f.Target
	}
	host := "127.0.0.2"
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		host = net.JoinHostPort(host, port)
	}
	return "http://" + host + r.URL.EscapedPath()
}
