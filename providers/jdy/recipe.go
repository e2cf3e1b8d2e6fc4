package jdy

import "keycase/providers"

func appTokenSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	var r providers.Recipe
	r.Given(v, "app_key")
	if v["app_signature"] != "" {
		r.Secret("app_signature")
	} else {
		r.Secret("app_secret")
		r.Do("app_hmac", providers.DoHMACSHA256, "{app_secret}", "{app_key}")
		r.Do("app_signature", providers.DoBase64, "{app_hmac}")
	}
	pairs := []providers.PairMix{
		{Name: "app_key", Value: providers.Mixed("{app_key}")},
		{Name: "app_signature", Value: providers.Mixed("{app_signature}")},
	}
	if v["uid"] != "" {
		r.Given(v, "uid")
		pairs = append(pairs, providers.PairMix{Name: "uid", Value: providers.Mixed("{uid}")})
	}
	buildSteps(&r, env, v, call{method: "GET", path: issuePath}, pairs)
	return r, nil
}

func authorizeSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	var r providers.Recipe
	r.Given(v, "outer_instance_id")
	buildSteps(&r, env, v, call{method: "POST", path: authorizePath}, []providers.PairMix{
		{Name: "outerInstanceId", Value: providers.Mixed("{outer_instance_id}")},
	})
	r.Body = providers.Fixed("{}")
	return r, nil
}

func requestSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	c, err := requestCall(env, v)
	if err != nil {
		return providers.Recipe{}, err
	}
	pairs := make([]providers.PairMix, len(c.query))
	for i, p := range c.query {
		pairs[i] = providers.PairMix{Name: p.Name, Value: providers.Fixed(p.Value)}
	}
	var r providers.Recipe
	buildSteps(&r, env, v, c, pairs)
	if v["app_token"] != "" {
		r.Secret("app_token")
		r.Header("app-token", "{app_token}")
	}
	if v["router_addr"] != "" {
		r.Given(v, "router_addr")
		r.Header("X-GW-Router-Addr", "{router_addr}")
	}
	if v["body"] != "" {
		r.Given(v, "body")
		r.Body = providers.Mixed("{body}")
	}
	return r, nil
}

// buildSteps is what build does.
func buildSteps(r *providers.Recipe, env providers.Env, v providers.Values, c call, query []providers.PairMix) {
	r.Given(v, "client_id")
	r.Secret("client_secret")
	r.Do("nonce", providers.DoNonce)
	r.Do("timestamp", providers.DoUnixMillis)
	r.Given(providers.Values{"path": c.path}, "path")
	r.Do("signed_path", providers.DoEscape, "{path}")
	address, signedQuery := "{path}", ""
	if len(query) > 0 {
		r.Pairs("query", providers.DoQuery, query...)
		r.Do("signed_query", providers.DoSortQuery, "{query}")
		address, signedQuery = "{path}?{query}", "{signed_query}"
	}
	r.Do("string_to_sign", providers.DoJoin, c.method+"\n{signed_path}\n"+signedQuery+"\nx-api-nonce:{nonce}\nx-api-timestamp:{timestamp}\n")
	r.Do("signature_hex", providers.DoHMACSHA256, "{client_secret}", "{string_to_sign}")
	r.Do("signature", providers.DoBase64, "{signature_hex}")

	r.Method = c.method
	r.URL = append(providers.Fixed(baseURL(env)), providers.Mixed(address)...)
	r.Header("Content-Type", "application/json")
	r.Header("X-Api-ClientID", "{client_id}")
	r.Header("X-Api-Auth-Version", "2.0")
	r.Header("X-Api-TimeStamp", "{timestamp}")
	r.Header("X-Api-SignHeaders", "X-Api-TimeStamp,X-Api-Nonce")
	r.Header("X-Api-Nonce", "{nonce}")
	r.Header("X-Api-Signature", "{signature}")
}
