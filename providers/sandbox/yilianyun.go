package sandbox

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	ylyOpen, ylySelf = "open", "self"

	// ylyTolerance of the timestamp: the platform has published none.
	ylyTolerance = 10 * time.Minute
)

// Error codes of 易联云, as far as the sandbox raises them.
const (
	ylyBadResponse  = 1
	ylyNoClient     = 2
	ylyBadRedirect  = 3
	ylyEmpty        = 4
	ylyBadCode      = 6
	ylyBadPrinter   = 8
	ylyOffline      = 9
	ylyNoRight      = 10
	ylyBadSign      = 11
	ylyMissing      = 12
	ylyBadContent   = 13
	ylyForeignToken = 14
	ylyOldModel     = 16
	ylyTaken        = 17
	ylyBadToken     = 18
	ylyNotPublished = 19
	ylyBadRefresh   = 20
	ylyNoScope      = 27
	ylyNoKey        = 29
	ylyBadQRKey     = 30
	ylyNotForSelf   = 31
	ylyBadUUID      = 33
	ylyIllegal      = 34
	ylyBadMsign     = 35
	ylyQuotaUsedUp  = 41
	ylyBadParam     = 47
)

// Forms of the key error.
const ylyStringErrors, ylyIntErrors = "string", "int"

// yilianyun plays open-api.10ss.net.
type yilianyun struct {
	w         *World
	apps      map[string]*ylyApp     // by client_id
	printers  map[string]*ylyPrinter // by machine_code
	ids       onceSet
	tokens    *ylyTokens
	errorType string // "string", "int", or "" for what the version does

	routes map[string]func(*ylyRequest) (any, int)
}

type ylyApp struct {
	id, secret string
	kind       string // ylyOpen or ylySelf
	disabled   bool
}

// ylyRequest is a request whose sender has proved itself.
type ylyRequest struct {
	app  *ylyApp
	form pairs
	now  time.Time
}

func newYilianyun(w *World) *yilianyun {
	p := &yilianyun{
		w: w, apps: map[string]*ylyApp{}, printers: ylyPrinters(w.accounts),
		ids: onceSet{}, tokens: newYlyTokens(w),
	}
	for _, a := range []YilianyunAccount{w.accounts.Yilianyun, w.accounts.YilianyunSelf} {
		p.apps[a.ClientID] = &ylyApp{id: a.ClientID, secret: a.ClientSecret, kind: a.AppType}
	}
	p.routes = map[string]func(*ylyRequest) (any, int){
		"/oauth/oauth":            p.oauth,
		"/oauth/scancodemodel":    p.scanCode,
		"/printer/addprinter":     p.addPrinter,
		"/printer/deleteprinter":  p.deletePrinter,
		"/printer/getprintstatus": p.printStatus,
		"/print/index":            p.print,
	}
	return p
}

func (p *yilianyun) disable(clientID string) bool {
	app, ok := p.apps[clientID]
	if ok {
		app.disabled = true
	}
	return ok
}

func (p *yilianyun) expire(now time.Time) {
	for _, token := range p.tokens.access {
		token.until = now
	}
}

// UseYilianyunErrorType makes Yilianyun send the key error as "string" or as
// "int". "" (the start) does as the two versions do: a string without /v2, a
// number with it. It panics for anything else.
func (w *World) UseYilianyunErrorType(kind string) {
	if kind != "" && kind != ylyStringErrors && kind != ylyIntErrors {
		panic("sandbox: no error type " + kind)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.yilianyun.errorType = kind
}

func (p *yilianyun) answer(c *call) reply {
	path, v2 := strings.CutPrefix(c.path, "/v2")
	if path == ylyAuthorizePath && c.method == http.MethodGet {
		return p.authorize(c, v2)
	}
	handle, known := p.routes[path]
	if !known {
		// That an unknown path is told in the platform's own form is inferred.
		rep := p.envelope(c, v2, ylyIllegal, nil)
		rep.status = http.StatusNotFound
		return rep
	}
	if c.method != http.MethodPost {
		return p.envelope(c, v2, ylyIllegal, nil) // inferred
	}
	form := c.form()
	app, code := p.authenticate(c, form)
	if code == ylyMissing && path == "/oauth/scancodemodel" && form.get("client_id") == "" {
		code = ylyNoKey
	}
	var body any
	if code == 0 {
		body, code = handle(&ylyRequest{app: app, form: form, now: c.now})
	}
	return p.envelope(c, v2, code, body)
}

// refuse knows every code of the table.
func (p *yilianyun) refuse(c *call, code int) reply {
	_, v2 := strings.CutPrefix(c.path, "/v2")
	return p.envelope(c, v2, code, nil)
}

// envelope wraps a body, or the description of an error.
func (p *yilianyun) envelope(c *call, v2 bool, code int, body any) reply {
	asInt := v2
	if p.errorType != "" {
		asInt = p.errorType == ylyIntErrors
	}
	var number any = strconv.Itoa(code)
	if asInt {
		number = code
	}
	text := "success"
	if code != 0 {
		text, body = ylyTexts[code], nil
	}
	return jsonReply(http.StatusOK, strconv.Itoa(code), struct {
		Error       any    `json:"error"`
		Description string `json:"error_description"`
		Timestamp   int64  `json:"timestamp,omitempty"`
		Body        any    `json:"body,omitempty"`
	}{number, text, c.stampOf(body), body})
}

// stampOf is the timestamp beside a body that is not a token: the printer
// calls have one, the token calls do not.
func (c *call) stampOf(body any) int64 {
	if _, isToken := body.(ylyPair); isToken || body == nil {
		return 0
	}
	return c.seen.Unix()
}

// authenticate checks the parameters that every call has.
func (p *yilianyun) authenticate(c *call, form pairs) (*ylyApp, int) {
	if form.has("client_secret") {
		// The secret must never be sent; what the platform does then is inferred.
		return nil, ylyBadParam
	}
	for _, name := range []string{"client_id", "timestamp", "sign", "id"} {
		if form.get(name) == "" {
			return nil, ylyMissing
		}
	}
	app := p.apps[form.get("client_id")]
	stamp, id := form.get("timestamp"), form.get("id")
	switch {
	case !validUUID(id):
		return nil, ylyBadUUID
	case app == nil:
		return nil, ylyNoClient
	case app.disabled:
		return nil, ylyNotPublished
	case !timelyStamp(stamp, c.seen):
		return nil, ylyBadSign
	case !hmac.Equal([]byte(form.get("sign")), []byte(ylySign(app.id, stamp, app.secret))):
		return nil, ylyBadSign
	// That an id is refused the second time, and with this code, is inferred
	// from "fresh per call".
	case !p.ids.use(app.id+" "+strings.ToLower(id), c.now, c.now.Add(2*ylyTolerance)):
		return nil, ylyBadUUID
	}
	return app, 0
}

// timelyStamp asks for Unix seconds of ten digits, near enough to now.
func timelyStamp(s string, now time.Time) bool {
	if len(s) != 10 || !onlyOf(s, "0123456789") {
		return false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && within(time.Unix(n, 0), now, ylyTolerance)
}

// ylySign is the lower-case MD5 of the three values in their documented order.
func ylySign(clientID, stamp, secret string) string {
	sum := md5.Sum([]byte(clientID + stamp + secret))
	return hex.EncodeToString(sum[:])
}

// validUUID asks for the form 8-4-4-4-12 in hex digits of either case; the
// version is not looked at, as the vendor's own SDK makes one of an MD5.
func validUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && nibble(s[i]) < 0 {
			return false
		}
	}
	return true
}
