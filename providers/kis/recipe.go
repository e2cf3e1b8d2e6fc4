package kis

import (
	"keycase/providers"
	"keycase/providers/internal/form"
)

func serverURLSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	r := proveV2Steps(v)
	r.Given(v, "eid")
	lookupSteps(&r, env, Platform().BaseURL,
		pairMix("eid", "{eid}"), pairMix("timestamp", "{timestamp}"), pairMix("state", "{state}"),
		pairMix("client_id", "{client_id}"), pairMix("access_token", "{access_token}"))
	return r, nil
}

func serverURLv1Steps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	var r providers.Recipe
	momentSteps(&r)
	r.Given(v, "eid", "client_id")
	r.Secret("client_secret")
	hashSteps(&r, v, "sign", "{timestamp}{eid}{client_id}{client_secret}{state}")
	lookupSteps(&r, env, baseURLv1,
		pairMix("EID", "{eid}"), pairMix("Sign", "{sign}"), pairMix("Timestamp", "{timestamp}"),
		pairMix("State", "{state}"), pairMix("ClientID", "{client_id}"))
	return r, nil
}

func routerSteps(env providers.Env, v providers.Values) (providers.Recipe, error) {
	target, err := routerTarget(env, v)
	if err != nil {
		return providers.Recipe{}, err
	}
	r := proveV2Steps(v)
	r.Given(v, "eid", "netid", "method", "custdata")
	r.Pairs("form", providers.DoForm,
		pairMix("eid", "{eid}"), pairMix("netid", "{netid}"), pairMix("client_id", "{client_id}"),
		pairMix("method", "{method}"), pairMix("timestamp", "{timestamp}"), pairMix("ver", "2.0"),
		pairMix("access_token", "{access_token}"), pairMix("state", "{state}"), pairMix("custdata", "{custdata}"))
	r.Method, r.URL, r.Body = "POST", providers.Fixed(target), providers.Mixed("{form}")
	r.Header("Content-Type", form.ContentType)
	return r, nil
}

func proveV2Steps(v providers.Values) providers.Recipe {
	var r providers.Recipe
	momentSteps(&r)
	r.Given(v, "client_id")
	r.Secret("client_secret", "auth_token")
	hashSteps(&r, v, "access_token", "{timestamp}{client_id}{client_secret}{auth_token}{state}")
	return r
}

func momentSteps(r *providers.Recipe) {
	r.Do("timestamp", providers.DoChinaTime)
	r.Do("state", providers.DoState)
}

// hashSteps gives the MD5 in the letter case of md5_case.
func hashSteps(r *providers.Recipe, v providers.Values, name, text string) {
	r.Do("string_to_sign", providers.DoJoin, text)
	if v["md5_case"] == caseLower {
		r.Do(name, providers.DoMD5, "{string_to_sign}")
		return
	}
	r.Do("md5_hex", providers.DoMD5, "{string_to_sign}")
	r.Do(name, providers.DoUpper, "{md5_hex}")
}

// lookupSteps is what lookup does.
func lookupSteps(r *providers.Recipe, env providers.Env, base string, query ...providers.PairMix) {
	if env.BaseURL != "" {
		base = env.BaseURL
	}
	r.Pairs("query", providers.DoForm, query...)
	r.Method = "GET"
	r.URL = append(providers.Fixed(base+serverURLPath+"?"), providers.Mixed("{query}")...)
}

func pairMix(name, value string) providers.PairMix {
	return providers.PairMix{Name: name, Value: providers.Mixed(value)}
}
