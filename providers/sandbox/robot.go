package sandbox

import (
	"bytes"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"
)

// robotIssuePath is what a token endpoint's path ends in. The sandbox's is
// /certification/oauth2/token, as published; the plugin only looks at the end.
const robotIssuePath = "/oauth2/token"

const robotTokenLife = 7200 * time.Second

// robot plays gateway.kingdeeresearch.com. The bodies in the platform's guide
// are those of the OAuth 2.0 plugin of the Kong gateway, so its behaviour is
// taken from there: the order of checks, which error overwrites which, status
// codes and headers.
type robot struct {
	w         *World
	clients   map[string]string    // Secret Key by API Key
	apps      map[string]string    // secret by id, of the apps on 金蝶云
	disabled  map[string]bool      // API keys and app ids
	tokens    map[string]time.Time // access tokens and when they were made
	https     bool                 // refuse plain HTTP
	oldKong   bool                 // behave as version 0.11
	scopes    []string             // nil: scopes are not looked at
	mandatory bool                 // a scope has to be given
}

func newRobot(w *World) *robot {
	demo := w.accounts.Robot
	return &robot{
		w:        w,
		clients:  map[string]string{demo.APIKey: demo.SecretKey},
		apps:     map[string]string{demo.AppID: demo.AppSecret},
		disabled: map[string]bool{},
		tokens:   map[string]time.Time{},
	}
}

func (p *robot) disable(id string) bool {
	_, isClient := p.clients[id]
	_, isApp := p.apps[id]
	if isClient || isApp {
		p.disabled[id] = true
	}
	return isClient || isApp
}

func (p *robot) expire(time.Time) { clear(p.tokens) }

// RequireHTTPS makes the token endpoint of Robot refuse requests over plain
// HTTP with access_denied, as the real one does. It is off at the start: the
// listeners of Start speak plain HTTP, like a gateway behind a proxy that
// ended TLS.
func (w *World) RequireHTTPS(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.robot.https = on
}

// UseOldKong makes Robot behave as the gateway of 2017 (Kong 0.11): GET of the
// token endpoint counts as a call without a token, a Basic secret ends at its
// second colon, and an unknown Basic id gives 401.
func (w *World) UseOldKong(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.robot.oldKong = on
}

// SetRobotScopes sets the scopes that Robot knows (nil: it does not look at
// them) and whether a token request has to name one.
func (w *World) SetRobotScopes(scopes []string, mandatory bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.robot.scopes, w.robot.mandatory = slices.Clone(scopes), mandatory
}

// refuse knows the codes of the gateway of 金蝶云, which stands behind the
// plugin.
func (p *robot) refuse(_ *call, code int) reply { return gatewayRefusal(code) }

func (p *robot) answer(c *call) reply {
	if !strings.HasSuffix(c.path, robotIssuePath) {
		return p.business(c)
	}
	if c.method == http.MethodPost {
		return p.token(c)
	}
	if p.oldKong {
		return p.business(c)
	}
	return oauthRefusal(http.StatusMethodNotAllowed, "invalid_method",
		"The HTTP method "+c.method+" is invalid for the token endpoint", nil)
}

// oauthError is the body of every refusal by the plugin.
type oauthError struct {
	Description string `json:"error_description"`
	Error       string `json:"error"`
}

func oauthRefusal(status int, code, description string, header map[string]string) reply {
	rep := jsonReply(status, code, oauthError{description, code})
	for name, value := range header {
		rep.header[name] = value
	}
	return rep
}

// noStore is sent with every answer of the token endpoint.
var noStore = map[string]string{"Cache-Control": "no-store", "Pragma": "no-cache"}

func invalidClient() reply {
	return oauthRefusal(http.StatusBadRequest, "invalid_client", "Invalid client authentication", noStore)
}

func invalidBasic() reply {
	rep := oauthRefusal(http.StatusUnauthorized, "invalid_client", "Invalid client authentication", noStore)
	rep.header["Www-Authenticate"] = `Basic realm="OAuth2.0"`
	return rep
}

// token answers the token endpoint. A fault of the client hides one of the
// grant_type, so the client is looked at first.
func (p *robot) token(c *call) reply {
	if p.https && !c.tls {
		return oauthRefusal(http.StatusBadRequest, "access_denied", "You must use HTTPS", noStore)
	}
	params := kongParams(c)
	grant, _ := params["grant_type"].(string)
	if rep, ok := p.client(c, params, grant); !ok {
		return rep
	}
	if grant != "client_credentials" {
		return oauthRefusal(http.StatusBadRequest, "unsupported_grant_type", "Invalid grant_type", noStore)
	}
	// Nobody outside knows the provision key, so that whoever speaks for a
	// user is refused.
	if params["authenticated_userid"] != nil {
		return oauthRefusal(http.StatusBadRequest, "invalid_provision_key", "Invalid provision_key", noStore)
	}
	if fault := p.scopeFault(params["scope"]); fault != "" {
		return oauthRefusal(http.StatusBadRequest, "invalid_scope", fault, noStore)
	}
	token := p.w.text(32, alphanumeric)
	p.tokens[token] = c.now
	rep := jsonReply(http.StatusOK, "ok", struct {
		TokenType   string `json:"token_type"`
		AccessToken string `json:"access_token"`
		ExpiresIn   int64  `json:"expires_in"`
	}{"bearer", token, seconds(robotTokenLife)})
	for name, value := range noStore {
		rep.header[name] = value
	}
	return rep
}

// client checks the first pair of keys. As parameters both win over the
// Basic header; with only one of them the header counts.
func (p *robot) client(c *call, params map[string]any, grant string) (reply, bool) {
	id, secret := params["client_id"], params["client_secret"]
	basic := false
	if header := c.header.Get("Authorization"); (id == nil || secret == nil) && header != "" {
		basic = true
		id, secret = p.basicPair(header)
	}
	name, _ := id.(string)
	want, known := p.clients[name]
	known = known && !p.disabled[name]
	given, isText := secret.(string)
	if known && isText && hmac.Equal([]byte(want), []byte(given)) {
		return reply{}, true
	}
	// The newest Kong gives 400 for an id it does not know where the grant
	// is client_credentials; all else in a Basic header gives 401.
	if basic && (known || p.oldKong || grant != "client_credentials") {
		return invalidBasic(), false
	}
	return invalidClient(), false
}

// basicPair splits a Basic header; nil where it is none.
func (p *robot) basicPair(header string) (id, secret any) {
	scheme, encoded, _ := strings.Cut(strings.TrimSpace(header), " ")
	if scheme != "Basic" && scheme != "basic" {
		return nil, nil
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return nil, nil
	}
	name, password, found := strings.Cut(string(raw), ":")
	if !found {
		return name, nil
	}
	if p.oldKong {
		password, _, _ = strings.Cut(password, ":")
	}
	return name, password
}

// scopeFault says what is wrong with the scope of a token request, or "".
func (p *robot) scopeFault(scope any) string {
	if scope == nil {
		if p.mandatory {
			return "You must specify a scope"
		}
		return ""
	}
	if p.scopes == nil {
		return ""
	}
	list, ok := scope.(string)
	if !ok {
		return "scope must be a string"
	}
	for one := range strings.FieldsSeq(list) {
		if !slices.Contains(p.scopes, one) {
			return `"` + one + `" is an invalid scope`
		}
	}
	return ""
}

// kongParams merges the parameters of query and body; those of the body win. A
// name that occurs more than once becomes a list, and thereby no text.
func kongParams(c *call) map[string]any {
	query, _ := parsePairs(c.query) // what can't be decoded is not there
	merged := listed(query)
	if c.method == http.MethodPost || c.method == http.MethodPut || c.method == http.MethodPatch {
		for name, value := range kongBody(c) {
			merged[name] = value
		}
	}
	return merged
}

// kongBody reads a form, JSON or multipart body; any other kind is ignored.
func kongBody(c *call) map[string]any {
	switch {
	case c.contentType("application/json"):
		var object map[string]any
		if json.Unmarshal(c.body, &object) != nil {
			return nil
		}
		for name, value := range object {
			if value == nil {
				object[name] = struct{}{} // null is a value, though no text
			}
		}
		return object
	case c.contentType("multipart/form-data"):
		return listed(multipartPairs(c))
	default:
		return listed(c.form())
	}
}

// multipartPairs reads the parts of a multipart body up to the first that is
// broken.
func multipartPairs(c *call) pairs {
	_, params, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		return nil
	}
	var out pairs
	reader := multipart.NewReader(bytes.NewReader(c.body), params["boundary"])
	for {
		part, err := reader.NextRawPart()
		if err != nil {
			return out
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return out
		}
		out = append(out, pair{part.FormName(), string(value)})
	}
}

func listed(ps pairs) map[string]any {
	out := map[string]any{}
	for _, p := range ps {
		switch old := out[p.name].(type) {
		case nil:
			out[p.name] = p.value
		case string:
			out[p.name] = []string{old, p.value}
		case []string:
			out[p.name] = append(old, p.value)
		}
	}
	return out
}
