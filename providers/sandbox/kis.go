package sandbox

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	kisServerURLPath = "/Kisoemapi/get_server_url"
	kisRouterPath    = "/Kisopenapi/router/"

	kisTolerance   = 10 * time.Minute
	kisToleranceV1 = 3 * time.Minute
	kisStamp       = "2006-01-02 15:04:05"

	kisMinState, kisMaxState = 16, 128 // bytes

	kisMinuteLimit = 60    // calls a minute; the platform has not published its number
	kisDayLimit    = 10000 // calls a day; the platform has not published its number
)

// Codes of KIS, the same in both versions as far as they go.
const (
	kisOK        = 200
	kisFailed    = 201
	kisTooFast   = 300
	kisTooMany   = 301
	kisForbidden = 403
)

// kisTexts are the documented words, except that of 200: the examples say
// success, the table 获取成功.
var kisTexts = map[int]string{
	kisOK:        "success",
	kisFailed:    "获取失败",
	kisTooFast:   "超过请求频率限制",
	kisTooMany:   "超过每天的请求次数限制",
	kisForbidden: "非法请求",
}

// kis plays kiscloud.kingdee.com and the product servers behind it.
type kis struct {
	w           *World
	apps        map[string]*kisApp        // by client_id
	enterprises map[string]*kisEnterprise // by eid
	states      map[string]bool           // used ones, by client_id and state
	perMinute   rate
	perDay      daily
	minuteLimit int
	dayLimit    int
	md5Case     string
	oldEnvelope bool
}

type kisApp struct {
	secret   string
	disabled bool
}

type kisEnterprise struct {
	authToken string
	products  []kisProduct // newest login first
}

type kisProduct struct {
	netid, name string
	serverURL   string // "" until setServerURL, where the product runs on this sandbox
	appSecret   string // v1 only
	login       time.Time
}

func newKIS(w *World) *kis {
	demo := w.accounts.KIS
	p := &kis{
		w:         w,
		apps:      map[string]*kisApp{demo.ClientID: {secret: demo.ClientSecret}},
		states:    map[string]bool{},
		perMinute: rate{}, perDay: daily{}, minuteLimit: kisMinuteLimit, dayLimit: kisDayLimit,
	}
	ago := func(days, minutes int) time.Time {
		return w.now().AddDate(0, 0, -days).Add(-time.Duration(minutes) * time.Minute)
	}
	// The three documented forms of server_url; the raw addresses are of the
	// network that is reserved for examples, so that nothing is sent to anybody.
	p.enterprises = map[string]*kisEnterprise{
		demo.EID: {authToken: demo.AuthToken, products: []kisProduct{
			{demo.NetID, "KIS 旗舰版", "", "a1b2c3d4e5f60718", ago(0, 19)},
			{"1234567000145", "KIS 专业版", "203.0.113.10", "b2c3d4e5f6071829", ago(4, 95)},
			{"1234567000097", "KIS 商贸版", "http://203.0.113.10", "c3d4e5f60718293a", ago(81, 230)},
			{"1234567000031", "KIS 迷你版", "https://kisgz.kingdee.com", "d4e5f60718293a4b", ago(340, 12)},
		}},
		demo.SingleEID: {authToken: demo.SingleAuthToken, products: []kisProduct{
			{"7654321000012", "KIS 专业版", "", "e5f60718293a4b5c", ago(1, 5)},
		}},
		demo.IdleEID: {authToken: demo.AuthToken},
	}
	p.setServerURL("https://kisgz.kingdee.com")
	return p
}

func (p *kis) disable(clientID string) bool {
	app, ok := p.apps[clientID]
	if ok {
		app.disabled = true
	}
	return ok
}

// expire does nothing: whoever calls computes the token, for that call only.
func (p *kis) expire(time.Time) {}

// setServerURL fills in the products that run on this sandbox, once the
// address is known.
func (p *kis) setServerURL(base string) {
	_, bare, _ := strings.Cut(base, "://")
	p.enterprises[p.w.accounts.KIS.EID].products[0].serverURL = base
	p.enterprises[p.w.accounts.KIS.SingleEID].products[0].serverURL = bare
}

// SetKISServerURL tells where the sandbox's own KIS products are reached, such
// as http://127.0.0.1:41234: the first product of Demo().KIS.EID, and without
// scheme that of SingleEID. Start calls it; a World that is served in another
// way needs it where the router is to be called. Products of other hosts keep
// their documented server_url.
func (w *World) SetKISServerURL(base string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kis.setServerURL(base)
}

// RequireMD5Case makes KIS insist on "upper" or "lower" hex digits in
// access_token and Sign. "" (the start) takes both; the documentation only
// says md5().
func (w *World) RequireMD5Case(which string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kis.md5Case = which
}

// UseOldKISEnvelope makes get_server_url (v2) answer with Result, ErrMsg,
// State and Data, as its page said until 2016-07-11.
func (w *World) UseOldKISEnvelope(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kis.oldEnvelope = on
}

// SetKISLimits sets how many calls KIS takes from a client_id in a minute
// (then 300) and on a day in China (then 301).
func (w *World) SetKISLimits(perMinute, perDay int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kis.minuteLimit, w.kis.dayLimit = perMinute, perDay
}

const kisNotFoundPage = "<html><head><title>404 - 找不到文件或目录。</title></head>" +
	"<body><h2>404 - 找不到文件或目录。</h2></body></html>\n"

func (p *kis) answer(c *call) reply {
	switch c.path {
	case kisServerURLPath:
		return p.serverURL(c)
	case kisRouterPath:
		return p.router(c)
	default:
		return textReply(http.StatusNotFound, "404", "text/html; charset=utf-8", kisNotFoundPage)
	}
}

// refuse answers with one of the documented codes in the form that was asked
// in.
func (p *kis) refuse(c *call, code int) reply {
	params := p.params(c)
	switch {
	case c.path == kisRouterPath:
		return routed(code, kisTexts[code], echoed(params.get("state")), nil)
	case isV1(params):
		return envelopeV1(code, kisTexts[code], nil)
	default:
		return p.envelope(code, kisTexts[code], echoed(params.get("state")), nil)
	}
}

// params reads the parameters: of the query for GET, of the form for POST.
func (p *kis) params(c *call) pairs {
	var params pairs
	switch c.method {
	case http.MethodGet:
		params, _ = parsePairs(c.query) // none where it can't be read
	case http.MethodPost:
		params = c.form()
	}
	return params
}

// kisProof is what a request proves its sender by, in either version.
type kisProof struct {
	eid, clientID, stamp, state, hash string
	v1                                bool
}

// kisRefusal is why a request is turned down; the zero value: it is not.
type kisRefusal struct {
	code   int
	reason string // behind 获取失败
}

func (r kisRefusal) text() string {
	if r.reason == "" {
		return kisTexts[r.code]
	}
	return kisTexts[r.code] + "," + r.reason
}

// check finds the enterprise of a request, or why it is turned down. Which
// code stands for what is documented only in outline: 403 for whatever is
// wrong with the proof, 201 for what can't be found (inferred).
func (p *kis) check(c *call, proof kisProof) (*kisEnterprise, kisRefusal) {
	app := p.apps[proof.clientID]
	if app == nil || app.disabled || !validState(proof.state) || !p.timely(c, proof) {
		return nil, kisRefusal{code: kisForbidden}
	}
	enterprise := p.enterprises[proof.eid]
	if enterprise == nil {
		return nil, kisRefusal{kisFailed, "企业号不存在"}
	}
	used := proof.clientID + " " + proof.state
	if !p.sameHash(proof.hash, kisText(proof, app.secret, enterprise.authToken)) || p.states[used] {
		return nil, kisRefusal{code: kisForbidden}
	}
	p.states[used] = true
	if !p.perMinute.take(proof.clientID, c.now, p.minuteLimit) {
		return nil, kisRefusal{code: kisTooFast}
	}
	if !p.perDay.take(proof.clientID, c.now, p.dayLimit) {
		return nil, kisRefusal{code: kisTooMany}
	}
	return enterprise, kisRefusal{}
}

// validState asks for 16 to 128 letters and digits.
func validState(s string) bool {
	return onlyOf(s, alphanumeric) && kisMinState <= len(s) && len(s) <= kisMaxState
}

// timely reports whether the stamp is well-formed, in China Standard Time, and
// near enough.
func (p *kis) timely(c *call, proof kisProof) bool {
	tolerance := kisTolerance
	if proof.v1 {
		tolerance = kisToleranceV1
	}
	at, err := time.ParseInLocation(kisStamp, proof.stamp, chinaTime)
	// time.Parse is generous; only what it would write itself is exact.
	return err == nil && at.Format(kisStamp) == proof.stamp && within(at, c.seen, tolerance)
}

// kisText is what the MD5 is taken of.
func kisText(proof kisProof, secret, authToken string) string {
	if proof.v1 {
		return proof.stamp + proof.eid + proof.clientID + secret + proof.state
	}
	return proof.stamp + proof.clientID + secret + authToken + proof.state
}

// sameHash compares a hash with the MD5 of text, in the letter case asked for.
func (p *kis) sameHash(given, text string) bool {
	sum := md5.Sum([]byte(text))
	lowerCase := hex.EncodeToString(sum[:])
	upperCase := fmt.Sprintf("%X", sum)
	isLower := hmac.Equal([]byte(given), []byte(lowerCase))
	isUpper := hmac.Equal([]byte(given), []byte(upperCase))
	switch p.md5Case {
	case "upper":
		return isUpper
	case "lower":
		return isLower
	default:
		return isUpper || isLower
	}
}

// kisRow is a product as get_server_url tells it.
type kisRow struct {
	ServerURL string `json:"server_url"`
	NetID     string `json:"netid"`
	ProdName  string `json:"prod_name"`
	LoginTime string `json:"logintime"`
}

// serverURL answers get_server_url in both versions, told apart by the names
// of the parameters.
func (p *kis) serverURL(c *call) reply {
	params := p.params(c)
	if isV1(params) {
		return p.serverURLV1(c, params)
	}
	state := echoed(params.get("state"))
	enterprise, refusal := p.check(c, kisProof{
		eid: params.get("eid"), clientID: params.get("client_id"), stamp: params.get("timestamp"),
		state: params.get("state"), hash: params.get("access_token"),
	})
	if refusal.code == 0 && len(enterprise.products) == 0 {
		refusal = kisRefusal{kisFailed, "没有运行中的产品"}
	}
	if refusal.code != 0 {
		return p.envelope(refusal.code, refusal.text(), state, nil)
	}
	var rows []kisRow
	for _, product := range enterprise.products {
		rows = append(rows, kisRow{
			product.serverURL, product.netid, product.name, product.login.In(chinaTime).Format(kisStamp),
		})
	}
	return p.envelope(kisOK, kisTexts[kisOK], state, rows)
}

// envelope wraps an answer of v2 in the names of today or those of before.
func (p *kis) envelope(code int, msg, state string, rows []kisRow) reply {
	if p.oldEnvelope {
		return jsonReply(http.StatusOK, strconv.Itoa(code), struct {
			Result int
			ErrMsg string
			State  string
			Data   []kisRow `json:",omitempty"`
		}{code, msg, state, rows})
	}
	return jsonReply(http.StatusOK, strconv.Itoa(code), struct {
		Code  int      `json:"code"`
		Msg   string   `json:"msg"`
		State string   `json:"state"`
		Data  []kisRow `json:"data,omitempty"`
	}{code, msg, state, rows})
}

// echoed is the part of a state that is sent back.
func echoed(state string) string {
	if len(state) > kisMaxState {
		return ""
	}
	return state
}
