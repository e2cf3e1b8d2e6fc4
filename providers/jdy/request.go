package jdy

import (
	"strconv"

	"keycase/providers"
	"keycase/providers/internal/form"
)

func signAppSignature(_ providers.Env, v providers.Values) (providers.Signed, error) {
	hexMAC, signature := appSignature(v["app_key"], v["app_secret"])
	return providers.Signed{
		StringToSign: v["app_key"],
		Signature:    signature,
		Trace:        appSignatureTrace(v["app_key"], hexMAC, signature),
	}, nil
}

func appSignatureTrace(appKey, hexMAC, signature string) providers.Trace {
	return providers.Trace{
		{Name: "app_key", Title: providers.Same("app_key"), Hint: providers.Text{ZH: "要签的内容", EN: "the message"}, Value: appKey},
		{Name: "app_hmac", Title: providers.Same("HMAC-SHA256 → hex"), Hint: providers.Text{ZH: "密钥用 app_secret", EN: "the key is app_secret"}, Value: hexMAC},
		{Name: "app_signature", Title: providers.Same("app_signature"), Hint: providers.Text{ZH: "对 64 个十六进制字符做 Base64", EN: "Base64 of the 64 hex characters"}, Value: signature},
	}
}

func signAppToken(env providers.Env, v providers.Values) (providers.Signed, error) {
	var trace providers.Trace
	appSig := v["app_signature"]
	if appSig == "" {
		var hexMAC string
		hexMAC, appSig = appSignature(v["app_key"], v["app_secret"])
		trace = appSignatureTrace(v["app_key"], hexMAC, appSig)
	}
	signed := build(env, v, appTokenCall(v, appSig), "")
	signed.Trace = append(trace, signed.Trace...)
	signed.Request.Sensitive = append(signed.Request.Sensitive, wire.encode(appSig))
	return signed, nil
}

func appTokenCall(v providers.Values, appSig string) call {
	pairs := []providers.Pair{{Name: "app_key", Value: v["app_key"]}, {Name: "app_signature", Value: appSig}}
	if v["uid"] != "" {
		pairs = append(pairs, providers.Pair{Name: "uid", Value: v["uid"]})
	}
	return call{method: "GET", path: issuePath, query: pairs}
}

func signAuthorize(env providers.Env, v providers.Values) (providers.Signed, error) {
	return build(env, v, authorizeCall(v), authorizeBody), nil
}

// authorizeBody is not signed; the gateway wants one.
const authorizeBody = "{}"

func authorizeCall(v providers.Values) call {
	pairs := []providers.Pair{{Name: "outerInstanceId", Value: v["outer_instance_id"]}}
	return call{method: "POST", path: authorizePath, query: pairs}
}

func signRequest(env providers.Env, v providers.Values) (providers.Signed, error) {
	c, err := requestCall(env, v)
	if err != nil {
		return providers.Signed{}, err
	}
	signed := build(env, v, c, v["body"])
	if token := v["app_token"]; token != "" {
		signed.Request.Headers = append(signed.Request.Headers, providers.Header{Name: "app-token", Value: token})
		signed.Request.Sensitive = append(signed.Request.Sensitive, token)
	}
	if addr := v["router_addr"]; addr != "" {
		signed.Request.Headers = append(signed.Request.Headers, providers.Header{Name: "X-GW-Router-Addr", Value: addr})
	}
	return signed, nil
}

// requestCall reads path, url and query. A full URL gives path and query at
// once; its host must be that of the environment, because the signature and
// the app-token are good for that gateway only.
func requestCall(env providers.Env, v providers.Values) (call, error) {
	c := call{method: v["method"], path: v["path"]}
	if full := v["url"]; full != "" {
		var err error
		if c.path, c.query, err = form.Below(full, baseURL(env)); err != nil {
			return call{}, err
		}
		if t := path.Rule.Check(c.path); !t.IsZero() {
			return call{}, providers.Invalid("url", t)
		}
	}
	more, err := providers.ParsePairs(v["query"])
	if err != nil {
		return call{}, providers.Invalid("query", providers.Text{ZH: "参数读不懂", EN: "cannot be read"})
	}
	c.query = append(c.query, more...)
	return c, nil
}

// build signs c and puts the request together.
func build(env providers.Env, v providers.Values, c call, body string) providers.Signed {
	c.nonce = env.Nonce
	c.timestamp = strconv.FormatInt(env.Now.UnixMilli(), 10)
	text, hexMAC, signature := c.sign(v["client_secret"])

	address := baseURL(env) + c.path
	if len(c.query) > 0 {
		address += "?" + string(c.appendQuery(nil))
	}
	return providers.Signed{
		Request: &providers.Request{
			Method: c.method,
			URL:    address,
			Headers: []providers.Header{
				{Name: "Content-Type", Value: "application/json"},
				{Name: "X-Api-ClientID", Value: v["client_id"]},
				{Name: "X-Api-Auth-Version", Value: "2.0"},
				{Name: "X-Api-TimeStamp", Value: c.timestamp},
				// The documentation fixes this value; the signed order is always
				// nonce, then timestamp.
				{Name: "X-Api-SignHeaders", Value: "X-Api-TimeStamp,X-Api-Nonce"},
				{Name: "X-Api-Nonce", Value: c.nonce},
				{Name: "X-Api-Signature", Value: signature},
			},
			Body: body,
		},
		StringToSign: text,
		Signature:    signature,
		Trace:        c.trace(text, hexMAC, signature),
		ValidUntil:   env.Now.Add(signatureLife),
	}
}

func baseURL(env providers.Env) string {
	if env.BaseURL != "" {
		return env.BaseURL
	}
	return Platform().BaseURL
}
