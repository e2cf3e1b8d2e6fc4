package sandbox

import (
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// jdyAccount is an account set (账套) that has authorised an app: one row of
// push_app_authorize.
type jdyAccount struct {
	serviceID, accountID, name string
	company, group, tid        string
	clientID, outerInstanceID  string
	domain                     string // X-GW-Router-Addr of its business calls
	appKey, appSecret          string
	secretSince                time.Time
	valid                      bool
	admin                      int   // uid of who authorised the app
	uids                       []int // the users of the account set
	expires                    time.Time
}

type jdyToken struct {
	clientID string
	account  *jdyAccount
	until    time.Time
}

// jdyDemoAccounts are a void authorisation and two valid ones of the same
// outerInstanceId, so that a client has to choose.
func jdyDemoAccounts(demo JDYAccount, now time.Time) []*jdyAccount {
	row := jdyAccount{
		serviceID: "1088001", company: "星光文具有限公司", group: "星光集团", tid: "3001",
		clientID: demo.ClientID, outerInstanceID: demo.OuterInstanceID,
		secretSince: now, admin: 700123, expires: now.AddDate(1, 0, 0).Truncate(time.Second),
	}
	void, first, second := row, row, row
	void.accountID, void.name = "7100000000001", "星光文具（旧账套）"
	void.appKey, void.appSecret = "oLd0kEy1", "00000000000000000000000000000000deadbeef"
	void.domain = demo.RouterAddr

	first.accountID, first.name, first.valid = "7100000000002", "星光文具总部", true
	first.appKey, first.appSecret = demo.AppKey, demo.AppSecret
	first.domain, first.uids = demo.RouterAddr, []int{700123, 700124}

	second.accountID, second.name, second.valid = "7100000000003", "星光文具门店", true
	second.appKey, second.appSecret = "AbCdEfGh", "89abcdef0123456789abcdef0123456789abcdef"
	second.domain, second.uids = "https://vip3.jdy.com", []int{700123}
	return []*jdyAccount{&void, &first, &second}
}

// secret returns the app_secret that holds now; every 24 hours it is another.
func (p *jdy) secret(a *jdyAccount, now time.Time) string {
	if age := now.Sub(a.secretSince); age >= jdyRotation {
		a.appSecret = p.w.text(40, hexDigits)
		a.secretSince = a.secretSince.Add(age.Truncate(jdyRotation))
	}
	return a.appSecret
}

// RotateAppSecret makes the app_secret of an app_key stale before its 24
// hours are over. push_app_authorize tells the new one, which is returned
// here too; "" where there is no such app_key.
func (w *World) RotateAppSecret(appKey string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.jdy.accounts {
		if a.appKey == appKey {
			a.appSecret, a.secretSince = w.text(40, hexDigits), w.now()
			return a.appSecret
		}
	}
	return ""
}

// jdyAnswer is the envelope of kingdee_auth_token and of business calls.
type jdyAnswer struct {
	ErrCode     int    `json:"errcode"`
	Description string `json:"description"`
	Data        any    `json:"data"`
}

func jdyFailure(code int) reply {
	text := "系统错误"
	if code == jdyAuthorizationKeyFailed {
		text = "授权密钥校验失败，请获取最新密钥加密"
	}
	return jsonReply(http.StatusOK, strconv.Itoa(code), jdyAnswer{code, text, nil})
}

type jdyTokenData struct {
	UID         int    `json:"uid"`
	AppToken    string `json:"app-token"`
	AccessToken string `json:"access_token"`
	Expires     int64  `json:"expires"` // epoch ms, of the access_token; not how long the app-token lives
}

// authToken answers kingdee_auth_token.
func (p *jdy) authToken(c *call, clientID string) reply {
	params, _ := parsePairs(c.query) // the signature has proved that it parses
	appKey := params.get("app_key")
	if !p.tokenCalls.take(appKey, c.now, jdyTokenCalls) {
		return gatewayRefusal(gwTooManyRequests)
	}
	account := p.account(clientID, appKey)
	// What a missing or unknown app_key gives is inferred: nothing that
	// could have been verified.
	if account == nil || !hmac.Equal([]byte(hexHMAC(p.secret(account, c.now), appKey)), []byte(params.get("app_signature"))) {
		return jdyFailure(jdyAuthorizationKeyFailed)
	}
	uid := account.admin
	if params.has("uid") {
		n, err := strconv.Atoi(params.get("uid"))
		if err != nil || !slices.Contains(account.uids, n) {
			return jdyFailure(jdySystemError) // inferred: no code for a foreign uid is known
		}
		uid = n
	}
	token := p.jwt(uid, c.now.Add(jdyTokenLife))
	p.tokens[token] = jdyToken{clientID, account, c.now.Add(jdyTokenLife)}
	return jsonReply(http.StatusOK, "0", jdyAnswer{0, "成功", jdyTokenData{
		UID: uid, AppToken: token, AccessToken: p.w.text(32, hexDigits),
		// The one sample that was seen is about 53 days ahead.
		Expires: c.now.AddDate(0, 0, 53).UnixMilli(),
	}})
}

// account finds the valid authorisation of an app by its app_key.
func (p *jdy) account(clientID, appKey string) *jdyAccount {
	for _, a := range p.accounts {
		if a.clientID == clientID && a.appKey == appKey && a.valid {
			return a
		}
	}
	return nil
}

// jwt makes a token of the shape that was seen: three Base64 parts, exp in
// the second. Nothing is signed; a token is valid by being known.
func (p *jdy) jwt(uid int, until time.Time) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." +
		part(fmt.Appendf(nil, `{"uid":%d,"exp":%d}`, uid, until.Unix())) + "." +
		part([]byte(p.w.text(32, alphanumeric)))
}

// jdyRow is what push_app_authorize tells of an account set.
type jdyRow struct {
	ServiceID            string `json:"serviceId"`
	AccountID            string `json:"accountId"`
	AccountName          string `json:"accountName"`
	Domain               string `json:"domain"`
	AgreementCompanyName string `json:"agreementCompanyName"`
	GroupName            string `json:"groupName"`
	Status               int    `json:"status"`
	OuterInstanceID      string `json:"outerInstanceId"`
	ClientID             string `json:"clientId"`
	AppKey               string `json:"appKey"`
	AppSecret            string `json:"appSecret"`
	InstanceExpiresTime  any    `json:"instanceExpiresTime"` // epoch ms: number or string, both were seen
	TID                  string `json:"tid"`
}

// authorize answers push_app_authorize: the rows of an outerInstanceId, or,
// without one, all rows of the app.
func (p *jdy) authorize(c *call, clientID string) reply {
	params, _ := parsePairs(c.query) // the signature has proved that it parses
	if len(c.body) > 0 && !json.Valid(c.body) {
		return p.authorizeReply(500, "请求体不是JSON", nil) // inferred
	}
	var rows []jdyRow
	for i, a := range p.accounts {
		if a.clientID != clientID || params.has("outerInstanceId") && a.outerInstanceID != params.get("outerInstanceId") {
			continue
		}
		rows = append(rows, p.row(i, a, c.now))
	}
	if len(rows) == 0 {
		return p.authorizeReply(500, "授权信息不存在", nil) // inferred: the failure of an unknown id is not documented
	}
	return p.authorizeReply(200, "成功", rows)
}

func (p *jdy) row(i int, a *jdyAccount, now time.Time) jdyRow {
	row := jdyRow{
		ServiceID: a.serviceID, AccountID: a.accountID, AccountName: a.name, Domain: a.domain,
		AgreementCompanyName: a.company, GroupName: a.group, OuterInstanceID: a.outerInstanceID,
		ClientID: a.clientID, AppKey: a.appKey, AppSecret: p.secret(a, now),
		InstanceExpiresTime: a.expires.UnixMilli(), TID: a.tid,
	}
	if a.valid {
		row.Status = 1
	}
	if i%2 == 0 {
		row.InstanceExpiresTime = strconv.FormatInt(a.expires.UnixMilli(), 10)
	}
	return row
}

// authorizeReply wraps rows in the envelope of push_app_authorize, code and
// msg, or in that of its documentation.
func (p *jdy) authorizeReply(code int, msg string, rows []jdyRow) reply {
	if !p.errcodeEnvelope {
		return jsonReply(http.StatusOK, strconv.Itoa(code), struct {
			Code int      `json:"code"`
			Msg  string   `json:"msg"`
			Data []jdyRow `json:"data"`
		}{code, msg, rows})
	}
	if code == 200 {
		code = 0
	}
	return jsonReply(http.StatusOK, strconv.Itoa(code), jdyAnswer{code, msg, rows})
}

// jdyEcho is the data of every business call: what was asked.
type jdyEcho struct {
	Method    string          `json:"method"`
	Path      string          `json:"path"`
	Query     [][2]string     `json:"query"`
	Body      json.RawMessage `json:"body,omitempty"`
	AccountID string          `json:"account_id"`
}

// business answers any call under /jdy/v2/ by telling what was asked.
func (p *jdy) business(c *call, clientID string) reply {
	value := c.header.Get("app-token")
	token, known := p.tokens[value]
	switch {
	case value == "":
		return gatewayRefusal(gwAccessTokenEmpty)
	case !known || token.clientID != clientID:
		return gatewayRefusal(gwAccessTokenInvalid)
	case !c.now.Before(token.until):
		return gatewayRefusal(gwAccessTokenExpired)
	case slices.Contains(p.apps[clientID].denied, c.path):
		return gatewayRefusal(gwNoPermission)
	case c.header.Get("X-GW-Router-Addr") != token.account.domain:
		return textReply(http.StatusNotFound, "404", "text/plain; charset=utf-8", "No Route")
	case !p.businessCalls.take(token.account.accountID, c.now, jdyBusinessCalls):
		return gatewayRefusal(gwTooManyRequests)
	case len(c.body) > 0 && !json.Valid(c.body):
		return jdyFailure(jdySystemError) // inferred
	}
	params, _ := parsePairs(c.query) // the signature has proved that it parses
	echo := jdyEcho{Method: c.method, Path: c.path, Query: [][2]string{}, Body: c.body, AccountID: token.account.accountID}
	for _, q := range params {
		echo.Query = append(echo.Query, [2]string{q.name, q.value})
	}
	return jsonReply(http.StatusOK, "0", jdyAnswer{0, "成功", echo})
}
