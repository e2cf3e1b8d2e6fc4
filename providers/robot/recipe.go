package robot

import (
	"keycase/providers"
	"keycase/providers/internal/form"
)

// tokenSteps sends the keys where auth_style says, as signToken does.
func tokenSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	r := providers.Recipe{Method: "POST"}
	r.Given(v, "api_key")
	r.Secret("secret_key")
	grant, id, secret := pairMix("grant_type", "client_credentials"), pairMix("client_id", "{api_key}"), pairMix("client_secret", "{secret_key}")
	address := providers.Fixed(baseURL(env) + tokenPath)
	switch v["auth_style"] {
	case styleForm:
		r.Pairs("form", providers.DoForm, id, secret, grant)
		r.Header("Content-Type", form.ContentType)
		r.URL, r.Body = address, providers.Mixed("{form}")
	case styleBasic:
		r.Do("basic", providers.DoBase64, "{api_key}:{secret_key}")
		r.Pairs("query", providers.DoForm, grant)
		r.Header("Authorization", "Basic {basic}")
		r.URL = append(address, providers.Mixed("?{query}")...)
	default:
		r.Pairs("query", providers.DoForm, grant, id, secret)
		r.URL = append(address, providers.Mixed("?{query}")...)
	}
	return r, nil
}

func requestSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	address, more, err := target(env, v)
	if err != nil {
		return providers.Recipe{}, err
	}
	r := providers.Recipe{Method: v["method"]}
	r.Secret("access_token", "app_secret")
	r.Given(v, "app_id")
	pairs := []providers.PairMix{pairMix("access_token", "{access_token}"), pairMix("client_id", "{app_id}"), pairMix("client_secret", "{app_secret}")}
	for _, p := range more {
		pairs = append(pairs, providers.PairMix{Name: p.Name, Value: providers.Fixed(p.Value)})
	}
	r.Pairs("query", providers.DoForm, pairs...)
	r.URL = append(providers.Fixed(address+"?"), providers.Mixed("{query}")...)
	if v["body"] != "" {
		r.Given(v, "body")
		r.Header("Content-Type", "application/json")
		r.Body = providers.Mixed("{body}")
	}
	return r, nil
}

func pairMix(name, value string) providers.PairMix {
	return providers.PairMix{Name: name, Value: providers.Mixed(value)}
}
