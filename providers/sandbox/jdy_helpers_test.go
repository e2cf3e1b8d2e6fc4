package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"
)

// jdyAsk is a call to JDY. Its zero members stand for what is right.
type jdyAsk struct {
	method, path     string
	query            [][2]string
	body             string
	clientID, secret string
	nonce            string
	at               time.Time
	header           map[string]string // overrides, "" removes
	wireQuery        *string           // sent instead of query, which is still signed
}

// base64Hex is the form of both signatures, by a second way of writing it.
func base64Hex(key, message string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%x", mac.Sum(nil)))
}

// jdyExpected builds the string to sign from the values, as a client does.
func jdyExpected(method, path string, query [][2]string, nonce, stamp string) string {
	type part struct{ once, twice string }
	var parts []part
	for _, q := range query {
		k, v := gExpected(q[0]), vExpected(q[1])
		parts = append(parts, part{k + "=" + v, gExpected(k) + "=" + gExpected(v)})
	}
	slices.SortStableFunc(parts, func(a, b part) int { return strings.Compare(a.once, b.once) })
	var signed []string
	for _, p := range parts {
		signed = append(signed, p.twice)
	}
	return strings.Join([]string{
		method, gExpected(path), strings.Join(signed, "&"), "x-api-nonce:" + nonce, "x-api-timestamp:" + stamp, "",
	}, "\n")
}

// jdyRequest signs and builds a request.
func (l *lab) jdyRequest(ask jdyAsk) *http.Request {
	demo := Demo().JDY
	or := func(s, standard string) string {
		if s == "" {
			return standard
		}
		return s
	}
	if ask.at.IsZero() {
		ask.at = l.w.Now()
	}
	method, path := or(ask.method, http.MethodGet), or(ask.path, jdyIssuePath)
	nonce := or(ask.nonce, strconv.Itoa(1000000+l.next()))
	stamp := strconv.FormatInt(ask.at.UnixMilli(), 10)
	var wire []string
	for _, q := range ask.query {
		wire = append(wire, gExpected(q[0])+"="+vExpected(q[1]))
	}
	rawQuery := strings.Join(wire, "&")
	if ask.wireQuery != nil {
		rawQuery = *ask.wireQuery
	}
	r := httptest.NewRequest(method, path, strings.NewReader(ask.body))
	r.URL.RawQuery = rawQuery
	header := map[string]string{
		"Content-Type": "application/json", "X-Api-ClientID": or(ask.clientID, demo.ClientID),
		"X-Api-Auth-Version": "2.0", "X-Api-TimeStamp": stamp,
		"X-Api-SignHeaders": "X-Api-TimeStamp,X-Api-Nonce", "X-Api-Nonce": nonce,
		"X-Api-Signature": base64Hex(or(ask.secret, demo.ClientSecret), jdyExpected(method, path, ask.query, nonce, stamp)),
	}
	for name, value := range ask.header {
		header[name] = value
	}
	for name, value := range header {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	return r
}

func (l *lab) jdy(ask jdyAsk) answer {
	l.Helper()
	return l.send(JDY, l.jdyRequest(ask))
}

// jdyTokenQuery are the parameters of a token call, signed with appSecret.
func jdyTokenQuery(appKey, appSecret string) [][2]string {
	return [][2]string{{"app_key", appKey}, {"app_signature", base64Hex(appSecret, appKey)}}
}

// jdyToken fetches an app-token with the app_secret that holds at the start.
func (l *lab) jdyToken() string {
	l.Helper()
	a := l.jdy(jdyAsk{query: jdyTokenQuery(Demo().JDY.AppKey, Demo().JDY.AppSecret)})
	return a.text(l, "data", "app-token")
}

// jdyBusiness is a business call with an app-token.
func jdyBusiness(token string) jdyAsk {
	return jdyAsk{path: "/jdy/v2/bd/customer", header: map[string]string{
		"app-token": token, "X-GW-Router-Addr": Demo().JDY.RouterAddr,
	}}
}
