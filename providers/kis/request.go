package kis

import (
	"keycase/providers"
	"keycase/providers/internal/form"
)

// proveV2 signs with version 2; the request is still to be added.
func proveV2(env providers.Env, v providers.Values) (moment, providers.Signed) {
	m, d := momentOf(env), digits(v)
	text, token := m.signV2(d, v["client_id"], v["client_secret"], v["auth_token"])
	return m, providers.Signed{
		StringToSign: text,
		Signature:    token,
		Trace:        m.trace("timestamp + client_id + client_secret + auth_token + state", text, "access_token", token, d),
		ValidUntil:   env.Now.Add(tokenLife),
	}
}

// signAccessToken gives the token together with the time and the state that it
// was computed from: on the wire it means nothing without them.
func signAccessToken(env providers.Env, v providers.Values) (providers.Signed, error) {
	m, signed := proveV2(env, v)
	signed.Token = &providers.Token{
		Kind:       TokenAccess,
		Value:      signed.Signature,
		ExpiresIn:  tokenLife,
		Attributes: map[string]string{"timestamp": m.timestamp, "state": m.state},
	}
	return signed, nil
}

func signServerURL(env providers.Env, v providers.Values) (providers.Signed, error) {
	m, signed := proveV2(env, v)
	signed.Request = lookup(env, Platform().BaseURL, signed.Signature, []providers.Pair{
		{Name: "eid", Value: v["eid"]},
		{Name: "timestamp", Value: m.timestamp},
		{Name: "state", Value: m.state},
		{Name: "client_id", Value: v["client_id"]},
		{Name: "access_token", Value: signed.Signature},
	})
	return signed, nil
}

func signServerURLv1(env providers.Env, v providers.Values) (providers.Signed, error) {
	m, d := momentOf(env), digits(v)
	text, sign := m.signV1(d, v["eid"], v["client_id"], v["client_secret"])
	return providers.Signed{
		Request: lookup(env, baseURLv1, sign, []providers.Pair{
			{Name: "EID", Value: v["eid"]},
			{Name: "Sign", Value: sign},
			{Name: "Timestamp", Value: m.timestamp},
			{Name: "State", Value: m.state},
			{Name: "ClientID", Value: v["client_id"]},
		}),
		StringToSign: text,
		Signature:    sign,
		Trace:        m.trace("Timestamp + EID + ClientID + ClientSecret + State", text, "Sign", sign, d),
		ValidUntil:   env.Now.Add(signLifeV1),
	}, nil
}

func lookup(env providers.Env, base, sensitive string, query []providers.Pair) *providers.Request {
	if env.BaseURL != "" {
		base = env.BaseURL
	}
	return &providers.Request{
		Method:    "GET",
		URL:       base + serverURLPath + "?" + form.Encode(query),
		Sensitive: []string{sensitive},
	}
}

// signRouter sends to the address of the product.
func signRouter(env providers.Env, v providers.Values) (providers.Signed, error) {
	target, err := routerTarget(env, v)
	if err != nil {
		return providers.Signed{}, err
	}
	m, signed := proveV2(env, v)
	signed.Request = &providers.Request{
		Method:  "POST",
		URL:     target,
		Headers: []providers.Header{{Name: "Content-Type", Value: form.ContentType}},
		Body: form.Encode([]providers.Pair{
			{Name: "eid", Value: v["eid"]},
			{Name: "netid", Value: v["netid"]},
			{Name: "client_id", Value: v["client_id"]},
			{Name: "method", Value: v["method"]},
			{Name: "timestamp", Value: m.timestamp},
			{Name: "ver", Value: "2.0"},
			{Name: "access_token", Value: signed.Signature},
			{Name: "state", Value: m.state},
			{Name: "custdata", Value: v["custdata"]},
		}),
		Sensitive: []string{signed.Signature},
	}
	return signed, nil
}

// routerTarget is where a call to the product goes. The environment's base
// address stands in only where no product was chosen, because the server that
// named the product also decides where it lives.
func routerTarget(env providers.Env, v providers.Values) (string, error) {
	address := v["server_url"]
	if address == "" {
		address = env.BaseURL
	}
	if address == "" {
		return "", providers.Invalid("server_url", providers.Text{ZH: "还没填；先「查询产品实例」选一个", EN: "is missing; find the product instances and choose one"})
	}
	target, err := RouterURL(address)
	if err != nil {
		return "", err
	}
	if isLocal(env.BaseURL) && !isLocal(target) {
		return "", providers.Invalid("server_url", providers.Text{
			ZH: "这条凭证用的是沙盒，只发到本机；换一个产品",
			EN: "this credential is in the sandbox, which sends to this machine only; choose another product",
		})
	}
	return target, nil
}
