package jdy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"keycase/providers"
	"keycase/providers/internal/form"
	"keycase/providers/internal/mistake"
)

func appSignatureDoctor() *providers.Doctor {
	message := func(d *draft) *string { return &d.app.message }
	doctor := providers.NewDoctor(
		slices.Concat(
			instead("app_secret", appSecretAt, "client_secret", "client_id", "app_token"),
			instead("app_key", message, "client_id", "uid"),
			mistake.Spoilt("app_secret", appSecretAt),
			mistake.Spoilt("app_key", message),
			macWays("app_signature", onApp),
		),
		func(_ providers.Env, v providers.Values) draft {
			return draft{known: newKnown(), app: mac{key: v["app_secret"], message: v["app_key"]}, values: v}
		},
		(*draft).appAttempt,
	)
	doctor.Signs = []string{"app_key", "app_secret"}
	return doctor
}

func requestDoctor() *providers.Doctor {
	doctor := callDoctor(apiWays(), func(env providers.Env, v providers.Values) (call, error) { return requestCall(env, v) })
	doctor.Signs = []string{"client_secret", "method", "path", "url", "query"}
	return doctor
}

func authorizeDoctor() *providers.Doctor {
	doctor := callDoctor(apiWays(), func(_ providers.Env, v providers.Values) (call, error) { return authorizeCall(v), nil })
	doctor.Signs = []string{"client_secret", "outer_instance_id"}
	return doctor
}

// appTokenDoctor knows two signatures, one inside the other: whoever computes one
// wrong, computes the other wrong in the same way more often than not.
func appTokenDoctor() *providers.Doctor {
	exchanged := way{Variant: mistake.WrongSecret("app_secret", "client_secret"), Turn: func(d *draft) { d.app.key, d.api.key = d.api.key, d.app.key }}
	exchanged.Meaning = providers.Text{ZH: "app_secret 和 client_secret 用反了", EN: "app_secret and client_secret changed places"}
	exchanged.Fix = providers.Text{ZH: "app_signature 用 app_secret，X-Api-Signature 用 client_secret", EN: "app_secret is for app_signature, client_secret for X-Api-Signature"}
	ways := slices.Concat(
		[]way{exchanged},
		instead("app_secret", appSecretAt, "client_secret"),
		mistake.Spoilt("app_secret", appSecretAt),
		// First the outer signature, which is the only one where app_signature is given.
		apiWays(),
		macWays("app_signature", onApp),
		macWays("app_signature + X-Api-Signature", onBoth),
	)
	doctor := callDoctor(ways, func(_ providers.Env, v providers.Values) (call, error) {
		return appTokenCall(v, v["app_signature"]), nil
	})
	doctor.Signs = []string{"client_secret", "app_key", "app_secret", "app_signature", "uid"}
	return doctor
}

// callDoctor knows the call that read makes of values, or the very call that was
// observed.
func callDoctor(ways []way, read func(providers.Env, providers.Values) (call, error)) *providers.Doctor {
	doctor := providers.NewDoctor(ways, func(env providers.Env, v providers.Values) draft {
		c, err := read(env, v)
		if v[observedQuery] != "" {
			c, err = observedCall(v), nil
		}
		if err != nil {
			return draft{known: newKnown()} // whose signature nobody has
		}
		d := newDraft(env, c, v)
		d.signsApp = c.path == issuePath && v["app_signature"] == "" && v[observedQuery] == ""
		d.app = mac{key: v["app_secret"], message: v["app_key"]}
		return d
	}, (*draft).attempt)
	doctor.Varies = []string{"now", "nonce"}
	doctor.Tick = time.Millisecond
	doctor.Read = observe
	return doctor
}

// shortTimestamp is the number of digits of seconds, as they will be until 2286.
const shortTimestamp = 10

// The call as it was sent, among the values: it is what the gateway checks, even
// where the operation would have sent another.
const (
	observedMethod = providers.Observed + "method"
	observedPath   = providers.Observed + "path"
	observedQuery  = providers.Observed + "query"
)

func observedCall(v providers.Values) call {
	return call{method: v[observedMethod], path: v[observedPath], query: form.Lenient(v[observedQuery][1:])}
}

// observe reads what a signed call carries.
func observe(r *providers.Request, _ providers.Values) providers.Observation {
	_, path, query := form.Split(r.URL)
	pairs := form.Lenient(query)
	o := providers.Observation{
		Values: providers.Values{
			observedMethod: strings.ToUpper(r.Method), observedPath: path, observedQuery: "?" + query,
			"method": strings.ToUpper(r.Method), "path": path, "query": providers.FormatPairs(pairs), "body": r.Body, "url": "",
			"client_id": r.Header("X-Api-ClientID"), "app_token": r.Header("app-token"), "router_addr": r.Header("X-GW-Router-Addr"),
			"app_key": form.Value(pairs, "app_key"), "app_signature": form.Value(pairs, "app_signature"), "uid": form.Value(pairs, "uid"),
			"outer_instance_id": form.Value(pairs, "outerInstanceId"),
		},
		Env:       providers.Env{Nonce: r.Header("X-Api-Nonce")},
		Signature: r.Header("X-Api-Signature"),
		Explained: []string{"X-Api-Signature", "app_signature"},
	}
	if path == issuePath && o.Values["app_signature"] != "" {
		o.Nested = map[string]string{"app-signature": o.Values["app_signature"]}
	}
	text := r.Header("X-Api-TimeStamp")
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		o.Env.Now = time.UnixMilli(n)
		if len(text) <= shortTimestamp {
			o.Env.Now = time.Unix(n, 0)
		}
	}
	return o
}

// withSlash is how encoders for whole URLs treat a path; javaScript is
// encodeURIComponent.
var (
	withSlash  = leaving("~/")
	javaScript = leaving("~!'()*")
)

func onApp(d *draft) []*mac  { return []*mac{&d.app} }
func onAPI(d *draft) []*mac  { return []*mac{&d.api} }
func onBoth(d *draft) []*mac { return []*mac{&d.app, &d.api} }

func appSecretAt(d *draft) *string    { return &d.app.key }
func clientSecretAt(d *draft) *string { return &d.api.key }

// instead are the ways in which another value takes the place of one.
func instead(place string, at func(*draft) *string, used ...string) []way {
	var ways []way
	for i, name := range used {
		ways = append(ways, way{Variant: mistake.WrongSecret(place, name), Rare: i > 0, Turn: func(d *draft) {
			if v := d.values[name]; v != "" {
				*at(d) = v
			}
		}})
	}
	return ways
}

// apiWays are the mistakes of X-Api-Signature alone.
func apiWays() []way {
	return slices.Concat(
		instead("client_secret", clientSecretAt, "app_secret", "app_key", "client_id", "app_token"),
		mistake.Spoilt("client_secret", clientSecretAt),
		messageWays(),
		macWays("X-Api-Signature", onAPI),
	)
}
