package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// controlPrefix is where the sandbox's own switches live on every listener,
// for those who run it in another process:
//
//	POST /_sandbox/fault      {"kind":"slow","delay_ms":200,"clock_offset_seconds":0,"target":"","code":0,"times":1}
//	POST /_sandbox/advance    {"seconds":86400}
//	POST /_sandbox/qr-key     {"machine_code":"4004683219"}                    -> {"qr_key":"…","valid_seconds":300}
//	POST /_sandbox/code       {"client_id":"1000000001","machine_code":"…"}    -> {"code":"…","valid_seconds":600}
//	POST /_sandbox/app-secret {"app_key":"bVZgAZOv1"}                          -> {"app_secret":"…"}
//	POST /_sandbox/expire     {}
//	GET  /_sandbox/requests                                                    -> {"requests":[…]}
//
// fault, expire and requests concern the platform of the listener, the others the
// whole World. An answer without content is {"ok":true}; a request that makes
// no sense gets status 400 and {"error":"…"}.
const controlPrefix = "/_sandbox/"

// maxRecords is how many requests are remembered per platform.
const maxRecords = 1000

// maxPathShown is how much of a path a record keeps, in bytes.
const maxPathShown = 200

// Record is what is remembered of a request. It never holds a query, a header
// or a body, since those carry secrets.
type Record struct {
	At     time.Time `json:"at"` // the sandbox's time
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Status int       `json:"status"`          // HTTP status; 0 where the client went away unanswered
	Code   string    `json:"code"`            // the platform's own outcome code, such as 0, 4008 or invalid_client
	Fault  FaultKind `json:"fault,omitempty"` // what was made to go wrong, if anything
}

// Event is a Record with its platform, as Options.Log receives it.
type Event struct {
	Platform string `json:"platform"`
	Record
}

// Requests returns what a platform was asked, oldest first, at most the last
// 1000. It panics for a name that is not among Platforms.
func (w *World) Requests(platform string) []Record {
	d := w.desk(platform)
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Record{}, d.records...)
}

// record remembers a request and tells Options.Log of it.
func (w *World) record(platform string, d *desk, r *http.Request, rep reply, fault Fault) {
	rec := Record{Method: r.Method, Path: shorten(r.URL.EscapedPath()), Status: rep.status, Code: rep.code}
	if fault.Kind != FaultNone {
		rec.Fault = fault.Kind
	}
	w.mu.Lock()
	rec.At = w.now()
	if len(d.records) >= maxRecords {
		d.records = append(d.records[:0], d.records[1:]...)
	}
	d.records = append(d.records, rec)
	w.mu.Unlock()
	if w.log != nil {
		w.log(Event{Platform: platform, Record: rec})
	}
}

func shorten(path string) string {
	if len(path) > maxPathShown {
		return path[:maxPathShown] + "…"
	}
	return path
}

// controlHandler serves the switches under controlPrefix for a platform.
func (w *World) controlHandler(platform string) http.Handler {
	mux := http.NewServeMux()
	post(mux, "fault", func(in faultInput) (any, error) { return done, w.controlFault(platform, in) })
	post(mux, "advance", func(in struct {
		Seconds float64 `json:"seconds"`
	}) (any, error) {
		d, err := duration(in.Seconds)
		if err == nil {
			w.Advance(d)
		}
		return done, err
	})
	post(mux, "expire", func(struct{}) (any, error) {
		w.ExpireTokens(platform)
		return done, nil
	})
	post(mux, "qr-key", w.controlQRKey)
	post(mux, "code", w.controlCode)
	post(mux, "app-secret", w.controlAppSecret)
	mux.HandleFunc("GET "+controlPrefix+"requests", func(rw http.ResponseWriter, _ *http.Request) {
		respond(rw, http.StatusOK, map[string]any{"requests": w.Requests(platform)})
	})
	return mux
}

// done is the answer of a switch that has nothing to tell.
var done = map[string]bool{"ok": true}

// post routes a switch whose body is a JSON object.
func post[In any](mux *http.ServeMux, name string, do func(In) (any, error)) {
	mux.HandleFunc("POST "+controlPrefix+name, func(rw http.ResponseWriter, r *http.Request) {
		var in In
		dec := json.NewDecoder(http.MaxBytesReader(rw, r.Body, defaultMaxBody))
		dec.DisallowUnknownFields()
		err := dec.Decode(&in)
		var out any
		if err == nil {
			out, err = do(in)
		}
		if err != nil {
			respond(rw, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		respond(rw, http.StatusOK, out)
	})
}

func respond(rw http.ResponseWriter, status int, v any) {
	rep := jsonReply(status, "", v)
	rw.Header().Set("Content-Type", jsonType)
	rw.WriteHeader(status)
	_, _ = rw.Write(rep.body) // a client that has gone is no concern of ours
}

type faultInput struct {
	Kind               FaultKind `json:"kind"`
	DelayMS            int64     `json:"delay_ms"`
	ClockOffsetSeconds float64   `json:"clock_offset_seconds"`
	Target             string    `json:"target"`
	Code               int       `json:"code"`
	Times              int       `json:"times"`
}

func (w *World) controlFault(platform string, in faultInput) error {
	if !faultKinds[in.Kind] {
		return fmt.Errorf("no fault %q", in.Kind)
	}
	offset, err := duration(in.ClockOffsetSeconds)
	if err != nil {
		return err
	}
	w.SetFault(platform, Fault{
		Kind: in.Kind, Target: in.Target, Code: in.Code, Times: in.Times,
		Delay: time.Duration(in.DelayMS) * time.Millisecond, ClockOffset: offset,
	})
	return nil
}

func (w *World) controlQRKey(in struct {
	MachineCode string `json:"machine_code"`
}) (any, error) {
	key := w.PrintQRKey(in.MachineCode)
	if key == "" {
		return nil, fmt.Errorf("no printer %q", in.MachineCode)
	}
	return map[string]any{"qr_key": key, "valid_seconds": seconds(ylyQRKeyLife)}, nil
}

func (w *World) controlCode(in struct {
	ClientID    string `json:"client_id"`
	MachineCode string `json:"machine_code"`
}) (any, error) {
	code := w.GrantCode(in.ClientID, in.MachineCode)
	if code == "" {
		return nil, fmt.Errorf("no open app %q or no printer %q", in.ClientID, in.MachineCode)
	}
	return map[string]any{"code": code, "valid_seconds": seconds(ylyCodeLife)}, nil
}

func (w *World) controlAppSecret(in struct {
	AppKey string `json:"app_key"`
}) (any, error) {
	secret := w.RotateAppSecret(in.AppKey)
	if secret == "" {
		return nil, fmt.Errorf("no app_key %q", in.AppKey)
	}
	return map[string]string{"app_secret": secret}, nil
}

// maxSeconds is how far a clock may be moved at once: about 31 years.
const maxSeconds = 1e9

// duration turns seconds into a Duration.
func duration(seconds float64) (time.Duration, error) {
	if seconds < -maxSeconds || seconds > maxSeconds {
		return 0, fmt.Errorf("%g seconds are out of range", seconds)
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }
