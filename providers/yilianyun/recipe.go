package yilianyun

import (
	"slices"

	"keycase/providers"
	"keycase/providers/internal/form"
)

// steps says what a call sends beyond what post adds to every call: fixed pairs,
// then the values of these names as far as they are there, then more pairs, of
// which the secret ones come from the reader.
type steps struct {
	path   string
	first  []providers.Pair
	names  []string
	last   []providers.Pair
	orders bool // an order gets a new number in each run where none is given
}

func scanCodeSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: scanCodePath, names: []string{"machine_code", "qr_key", "msign"}, last: []providers.Pair{scope}}.recipe(env, v)
}

func clientTokenSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: oauthPath, first: []providers.Pair{grantType("client_credentials"), scope}}.recipe(env, v)
}

func authorizationCodeSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: oauthPath, first: []providers.Pair{grantType("authorization_code")}, names: []string{"code"}, last: []providers.Pair{scope}}.recipe(env, v)
}

func refreshSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: oauthPath, first: []providers.Pair{grantType("refresh_token")}, names: []string{"refresh_token"}, last: []providers.Pair{scope}}.recipe(env, v)
}

func addPrinterSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: addPrinterPath, names: []string{"access_token", "machine_code", "qr_key", "msign", "phone", "print_name"}}.recipe(env, v)
}

func printTextSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	return steps{path: printPath, names: []string{"access_token", "machine_code", "content", "origin_id"}, orders: true}.recipe(env, v)
}

func printerSteps(path string) func(providers.Env, providers.Values) (providers.Recipe, error) {
	return steps{path: path, names: []string{"access_token", "machine_code"}}.recipe
}

func (s steps) recipe(env providers.Env, v providers.Values) (providers.Recipe, error) {
	var r providers.Recipe
	r.Given(v, "client_id")
	r.Secret("client_secret")
	pairs := append([]providers.PairMix{pairMix("client_id")}, fixed(s.first)...)
	for _, p := range given(v, s.names...) {
		if slices.Contains(secretNames, p.Name) {
			r.Secret(p.Name)
		} else {
			r.Given(v, p.Name)
		}
		pairs = append(pairs, pairMix(p.Name))
	}
	if s.orders && v["origin_id"] == "" {
		r.Do("origin_id", providers.DoState)
		pairs = append(pairs, pairMix("origin_id"))
	}
	for _, p := range s.last {
		if slices.Contains(secretNames, p.Name) {
			r.Secret(p.Name)
			pairs = append(pairs, pairMix(p.Name))
		} else {
			pairs = append(pairs, fixed([]providers.Pair{p})...)
		}
	}
	r.Do("timestamp", providers.DoUnixSeconds)
	r.Do("string_to_sign", providers.DoJoin, "{client_id}{timestamp}{client_secret}")
	r.Do("sign", providers.DoMD5, "{string_to_sign}")
	r.Do("request_id", providers.DoUUID)
	pairs = append(pairs, pairMix("sign"), providers.PairMix{Name: "id", Value: providers.Mixed("{request_id}")}, pairMix("timestamp"))
	r.Pairs("form", providers.DoForm, pairs...)
	r.Method, r.URL, r.Body = "POST", providers.Fixed(baseURL(env)+s.path), providers.Mixed("{form}")
	r.Header("Content-Type", form.ContentType)
	return r, nil
}

func fixed(pairs []providers.Pair) []providers.PairMix {
	mixes := make([]providers.PairMix, len(pairs))
	for i, p := range pairs {
		mixes[i] = providers.PairMix{Name: p.Name, Value: providers.Fixed(p.Value)}
	}
	return mixes
}

// pairMix is the result of a step under its own name.
func pairMix(name string) providers.PairMix {
	return providers.PairMix{Name: name, Value: providers.Mixed("{" + name + "}")}
}
