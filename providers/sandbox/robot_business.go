package sandbox

import (
	"crypto/hmac"
	"net/http"
	"strings"
)

// business answers every path but the token's: Kong checks the access token,
// the gateway of 金蝶云 behind it the second pair of keys.
func (p *robot) business(c *call) reply {
	token := bearer(c)
	if token == "" {
		return oauthRefusal(http.StatusUnauthorized, "invalid_request", "The access token is missing",
			map[string]string{"Www-Authenticate": `Bearer realm="service"`})
	}
	made, known := p.tokens[token]
	if !known || c.now.Sub(made) > robotTokenLife {
		return oauthRefusal(http.StatusUnauthorized, "invalid_token", "The access token is invalid or has expired",
			map[string]string{"Www-Authenticate": `Bearer realm="service" error="invalid_token" ` +
				`error_description="The access token is invalid or has expired"`})
	}
	query, _ := parsePairs(c.query) // what can't be decoded is not there
	if code := p.secondPair(query); code != 0 {
		return gatewayRefusal(code)
	}
	// Paths and bodies of the AI services are not public: the answer tells
	// what was asked, without the three parameters that are secret.
	echo := robotEcho{Method: c.method, Path: c.path, Query: [][2]string{}, BodyBytes: len(c.body)}
	for _, q := range query {
		if q.name != "access_token" && q.name != "client_id" && q.name != "client_secret" {
			echo.Query = append(echo.Query, [2]string{q.name, q.value})
		}
	}
	return jsonReply(http.StatusOK, "0", struct {
		ErrCode     int       `json:"errcode"`
		Description string    `json:"description"`
		Data        robotEcho `json:"data"`
	}{0, "success", echo})
}

type robotEcho struct {
	Method    string      `json:"method"`
	Path      string      `json:"path"`
	Query     [][2]string `json:"query"`
	BodyBytes int         `json:"body_bytes"`
}

// bearer finds the access token: in the Authorization header, be it of
// another scheme, else in query or body.
func bearer(c *call) string {
	if header := c.header.Get("Authorization"); header != "" {
		fields := strings.Fields(header)
		if len(fields) == 2 && (strings.EqualFold(fields[0], "bearer") || strings.EqualFold(fields[0], "token")) {
			return fields[1]
		}
		return header
	}
	token, _ := kongParams(c)["access_token"].(string)
	return token
}

// secondPair checks the app of 金蝶云 in the way of api.kingdee.com's simple
// authentication (inferred). An API Key in the place of an app id gets 4005,
// the code for a pair that does not belong together.
func (p *robot) secondPair(query pairs) int {
	id, secret := query.get("client_id"), query.get("client_secret")
	want, known := p.apps[id]
	_, firstPair := p.clients[id]
	switch {
	case id == "":
		return gwClientIDEmpty
	case firstPair:
		return gwClientIDSecretInvalid
	case !known || p.disabled[id]:
		return gwClientIDInvalid
	case secret == "":
		return gwClientSecretEmpty
	case !hmac.Equal([]byte(want), []byte(secret)):
		return gwClientIDSecretInvalid
	default:
		return 0
	}
}
