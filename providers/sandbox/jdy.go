package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	jdyIssuePath     = "/jdyconnector/app_management/kingdee_auth_token"
	jdyAuthorizePath = "/jdyconnector/app_management/push_app_authorize"
	jdyBusinessPath  = "/jdy/v2/"

	jdyTolerance     = 5 * time.Minute // of X-Api-TimeStamp, both ways
	jdyTokenLife     = 24 * time.Hour
	jdyRotation      = 24 * time.Hour // of app_secret
	jdyTokenCalls    = 2              // a minute and app_key
	jdyBusinessCalls = 500            // a minute and account set
)

// gatewayStatus is the HTTP status of every refusal by the Kingdee gateway.
const gatewayStatus = 519

// Codes of the Kingdee gateway, named as in the vendor's SDK.
const (
	gwAuthTypeNoSupport       = 4001
	gwClientIDEmpty           = 4002
	gwClientIDInvalid         = 4003
	gwClientSecretEmpty       = 4004
	gwClientIDSecretInvalid   = 4005
	gwTimestampInvalid        = 4006
	gwSignHeadersInvalid      = 4007
	gwSignatureInvalid        = 4008
	gwAccessTokenEmpty        = 4009
	gwAccessTokenInvalid      = 4010
	gwAccessTokenExpired      = 4011
	gwNoPermission            = 4012
	gwAPINotFound             = 5001
	gwMethodNotAllowed        = 5002
	gwTooManyRequests         = 429 // HTTP status, not a code of the SDK
	jdyAuthorizationKeyFailed = 1030002006
	jdySystemError            = 2000002000
)

// gatewayTexts are description and description_cn by code. Those of 4002,
// 4006, 4008 and 5001 have been seen; the others are worded after them
// (inferred).
var gatewayTexts = map[int][2]string{
	gwAuthTypeNoSupport:     {"Unauthorized, auth type is not supported[GW]", "认证失败, 不支持的认证类型[网关]"},
	gwClientIDEmpty:         {"Unauthorized, APP_ID is empty[GW]", "认证失败, 应用ID为空[网关]"},
	gwClientIDInvalid:       {"Unauthorized, APP_ID is invalid[GW]", "认证失败, 应用ID无效[网关]"},
	gwClientSecretEmpty:     {"Unauthorized, APP_SECRET is empty[GW]", "认证失败, 应用密钥为空[网关]"},
	gwClientIDSecretInvalid: {"Unauthorized, APP_ID or APP_SECRET is invalid[GW]", "认证失败, 应用ID或密钥无效[网关]"},
	gwTimestampInvalid:      {"Unauthorized, X-Api-TimeStamp is expired[GW]", "认证失败, errDescCn: X-Api-TimeStamp过期[网关]"},
	gwSignHeadersInvalid:    {"Unauthorized, X-Api-SignHeaders is invalid[GW]", "认证失败, X-Api-SignHeaders无效[网关]"},
	gwSignatureInvalid:      {"Unauthorized, X-Api-Signature is invalid[GW]", "认证失败, X-Api-Signature无效[网关]"},
	gwAccessTokenEmpty:      {"Unauthorized, access token is empty[GW]", "认证失败, 访问令牌为空[网关]"},
	gwAccessTokenInvalid:    {"Unauthorized, access token is invalid[GW]", "认证失败, 访问令牌无效[网关]"},
	gwAccessTokenExpired:    {"Unauthorized, access token is expired[GW]", "认证失败, 访问令牌过期[网关]"},
	gwNoPermission:          {"Unauthorized, no permission to invoke the API[GW]", "认证失败, 没有调用该API的权限[网关]"},
	gwAPINotFound:           {"API not found[GW]", "请求的API不存在[网关]"},
	gwMethodNotAllowed:      {"Method not allowed[GW]", "请求方法不被允许[网关]"},
	5000:                    {"Internal service fail[GW]", "内部服务错误[网关]"},
	5003:                    {"Service unavailable[GW]", "服务不可用[网关]"},
	5004:                    {"Service timeout[GW]", "服务超时[网关]"},
	5005:                    {"Request canceled[GW]", "请求被取消[网关]"},
	5006:                    {"Service fused[GW]", "服务熔断[网关]"},
	5007:                    {"Service overload[GW]", "服务过载[网关]"},
	gwTooManyRequests:       {"Too many requests[GW]", "请求过于频繁[网关]"},
}

// gatewayError is the body of a refusal by the Kingdee gateway.
type gatewayError struct {
	ErrCode       int    `json:"errcode"`
	Description   string `json:"description"`
	DescriptionCN string `json:"description_cn"`
}

// gatewayRefusal answers in the gateway's words.
func gatewayRefusal(code int) reply {
	status := gatewayStatus
	if code == gwTooManyRequests {
		status = http.StatusTooManyRequests
	}
	texts := gatewayTexts[code]
	return jsonReply(status, strconv.Itoa(code), gatewayError{code, texts[0], texts[1]})
}

// jdy plays api.kingdee.com.
type jdy struct {
	w             *World
	apps          map[string]*jdyApp // by clientId
	accounts      []*jdyAccount
	tokens        map[string]jdyToken
	nonces        onceSet
	tokenCalls    rate
	businessCalls rate

	// errcodeEnvelope: push_app_authorize answers with errcode and
	// description, as its documentation says, instead of code and msg.
	errcodeEnvelope bool
}

type jdyApp struct {
	secret   string
	disabled bool
	denied   []string // paths of the APIs the app was not granted
}

func newJDY(w *World) *jdy {
	demo := w.accounts.JDY
	return &jdy{
		w: w,
		apps: map[string]*jdyApp{
			demo.ClientID: {secret: demo.ClientSecret},
		},
		accounts:      jdyDemoAccounts(demo, w.now()),
		tokens:        map[string]jdyToken{},
		nonces:        onceSet{},
		tokenCalls:    rate{},
		businessCalls: rate{},
	}
}

func (p *jdy) disable(clientID string) bool {
	app, ok := p.apps[clientID]
	if ok {
		app.disabled = true
	}
	return ok
}

func (p *jdy) expire(now time.Time) {
	for value, token := range p.tokens {
		token.until = now
		p.tokens[value] = token
	}
}

// DenyAPI takes the permission to call a path (such as /jdy/v2/bd/customer)
// from an app on JDY, which then gets 4012. It reports whether there is such
// an app.
func (w *World) DenyAPI(clientID, path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	app, ok := w.jdy.apps[clientID]
	if ok {
		app.denied = append(app.denied, path)
	}
	return ok
}

// UseErrcodeEnvelope makes push_app_authorize answer with errcode and
// description, as its documentation says, instead of the code and msg that
// were seen.
func (w *World) UseErrcodeEnvelope(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.jdy.errcodeEnvelope = on
}

func (p *jdy) answer(c *call) reply { return p.numbered(p.route(c)) }

// refuse knows the codes of the gateway, among them 5000 and 5003 to 5007 for
// trouble behind it, and the two of the application.
func (p *jdy) refuse(_ *call, code int) reply {
	if _, ofGateway := gatewayTexts[code]; ofGateway {
		return p.numbered(gatewayRefusal(code))
	}
	return p.numbered(jdyFailure(code))
}

// numbered gives a reply the id that the gateway gives every request.
func (p *jdy) numbered(rep reply) reply {
	rep.header["X-Api-Requestid"] = p.w.text(32, hexDigits)
	return rep
}

// route finds the API and lets the gateway check the caller. That the path is
// looked at first was seen in live answers: an unknown path gives 5001 even
// without any header.
func (p *jdy) route(c *call) reply {
	var methods []string
	var handle func(*call, string) reply
	switch {
	case c.path == jdyIssuePath:
		methods, handle = []string{http.MethodGet}, p.authToken
	case c.path == jdyAuthorizePath:
		methods, handle = []string{http.MethodPost}, p.authorize
	case strings.HasPrefix(c.path, jdyBusinessPath) && c.path != jdyBusinessPath:
		methods, handle = []string{http.MethodGet, http.MethodPost}, p.business
	default:
		return gatewayRefusal(gwAPINotFound)
	}
	if !slices.Contains(methods, c.method) {
		return gatewayRefusal(gwMethodNotAllowed)
	}
	clientID := c.header.Get("X-Api-ClientID")
	if code := p.authenticate(c, clientID); code != 0 {
		rep := gatewayRefusal(code)
		if code == gwTimestampInvalid {
			rep = expiredStamp(c.header.Get("X-Api-TimeStamp"))
		}
		return rep
	}
	return handle(c, clientID)
}

// expiredStamp is the refusal 4006, which names the stamp.
func expiredStamp(stamp string) reply {
	if len(stamp) > 20 {
		stamp = stamp[:20]
	}
	return jsonReply(gatewayStatus, strconv.Itoa(gwTimestampInvalid), gatewayError{
		ErrCode:       gwTimestampInvalid,
		Description:   "Unauthorized, X-Api-TimeStamp is expired: " + stamp + "[GW]",
		DescriptionCN: "认证失败, errDescCn: X-Api-TimeStamp过期: " + stamp + "[网关]",
	})
}

// authenticate checks the seven headers and returns the gateway's code, or 0.
func (p *jdy) authenticate(c *call, clientID string) int {
	app := p.apps[clientID]
	nonce := c.header.Get("X-Api-Nonce")
	stamp := c.header.Get("X-Api-TimeStamp")
	switch {
	case clientID == "":
		return gwClientIDEmpty
	case app == nil || app.disabled:
		return gwClientIDInvalid
	case c.header.Get("X-Api-Auth-Version") != "2.0":
		return gwAuthTypeNoSupport
	case !validSignHeaders(c.header.Get("X-Api-SignHeaders")):
		return gwSignHeadersInvalid
	}
	at, ok := parseMillis(stamp)
	if !ok || !within(at, c.seen, jdyTolerance) {
		return gwTimestampInvalid
	}
	// The code of a malformed nonce is inferred: the header that
	// X-Api-SignHeaders promises is not there.
	if !validNonce(nonce) {
		return gwSignHeadersInvalid
	}
	want, ok := jdySignature(app.secret, c.method, c.path, c.query, nonce, stamp)
	if !ok || !hmac.Equal([]byte(want), []byte(c.header.Get("X-Api-Signature"))) {
		return gwSignatureInvalid
	}
	// That a nonce is refused the second time, and with this code, is
	// inferred; no code of the SDK is nearer. It may be forgotten once its
	// timestamp is too old (the clock fault included).
	until := c.now.Add(at.Sub(c.seen) + jdyTolerance)
	if !p.nonces.use(clientID+" "+nonce, c.now, until) {
		return gwSignatureInvalid
	}
	return 0
}

// validSignHeaders knows the documented order of the two signed headers, the
// order of the vendor's SDK, and both in any letter case.
func validSignHeaders(s string) bool {
	return strings.EqualFold(s, "X-Api-TimeStamp,X-Api-Nonce") || strings.EqualFold(s, "X-Api-Nonce,X-Api-TimeStamp")
}

// validNonce asks for a positive integer. Leading zeros pass: the vendor's SDK
// sends ten random digits.
func validNonce(s string) bool {
	return onlyOf(s, "0123456789") && len(s) <= 20 && strings.Trim(s, "0") != ""
}

// parseMillis reads an epoch time in milliseconds.
func parseMillis(s string) (time.Time, bool) {
	if !onlyOf(s, "0123456789") || len(s) > 15 {
		return time.Time{}, false
	}
	ms, err := strconv.ParseInt(s, 10, 64)
	return time.UnixMilli(ms), err == nil
}

// What a byte becomes on the wire, and after both encodings. Encoding a
// %-sequence again only turns its % into %25, so that the second encoding
// needs no second pass: it is a table of its own. All of them are made when a
// request is to be checked, which most starts of a program never do.
var (
	jdyKeyOnce   = sync.OnceValue(func() *byteTable { return newByteTable(alphanumeric+"-_.~", "+", "%") })
	jdyValueOnce = sync.OnceValue(func() *byteTable { return newByteTable(alphanumeric+"-_.*", "+", "%") })
	jdyKeyTwice  = sync.OnceValue(func() *byteTable { return newByteTable(alphanumeric+"-_.~", "%2B", "%25") })
	// The first encoding of a value leaves the asterisk alone and the second does not.
	jdyValTwice = sync.OnceValue(func() *byteTable {
		t := newByteTable(alphanumeric+"-_.", "%2B", "%25")
		t['*'] = "%2A"
		return t
	})
)

// jdySignature is what X-Api-Signature has to be for a request, derived from
// its path and query as they came over the wire. It reports false where these
// can't be decoded.
func jdySignature(secret, method, wirePath, wireQuery, nonce, stamp string) (string, bool) {
	text, ok := jdyStringToSign(method, wirePath, wireQuery, nonce, stamp)
	if !ok {
		return "", false
	}
	return hexHMAC(secret, text), true
}

// jdyStringToSign builds the five lines that X-Api-Signature signs.
func jdyStringToSign(method, wirePath, wireQuery, nonce, stamp string) (string, bool) {
	path, okPath := decode(wirePath, '+')
	params, okQuery := parsePairs(wireQuery)
	if !okPath || !okQuery {
		return "", false
	}
	slices.SortStableFunc(params, func(a, b pair) int {
		return strings.Compare(jdyOnce(a), jdyOnce(b))
	})
	var b strings.Builder
	b.WriteString(method + "\n" + jdyKeyOnce().encode(path) + "\n")
	for i, p := range params {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(jdyKeyTwice().encode(p.name) + "=" + jdyValTwice().encode(p.value))
	}
	b.WriteString("\nx-api-nonce:" + nonce + "\nx-api-timestamp:" + stamp + "\n")
	return b.String(), true
}

// jdyOnce is what the parameters are sorted by.
func jdyOnce(p pair) string {
	return jdyKeyOnce().encode(p.name) + "=" + jdyValueOnce().encode(p.value)
}

// hexHMAC is the form of both signatures of this platform: the Base64 of the
// lower-case hex of an HMAC-SHA256.
func hexHMAC(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(mac.Sum(nil))))
}
