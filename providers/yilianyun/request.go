package yilianyun

import (
	"cmp"

	"keycase/providers"
)

const (
	oauthPath      = "/oauth/oauth"
	scanCodePath   = "/oauth/scancodemodel"
	addPrinterPath = "/printer/addprinter"
	printPath      = "/print/index"
)

// scope is fixed: the platform knows no other.
var scope = providers.Pair{Name: "scope", Value: "all"}

func signScanCode(env providers.Env, v providers.Values) (providers.Signed, error) {
	return post(env, v, scanCodePath, append(given(v, "machine_code", "qr_key", "msign"), scope)...), nil
}

func signClientToken(env providers.Env, v providers.Values) (providers.Signed, error) {
	return post(env, v, oauthPath, grantType("client_credentials"), scope), nil
}

func signAuthorizationCode(env providers.Env, v providers.Values) (providers.Signed, error) {
	return post(env, v, oauthPath, grantType("authorization_code"), providers.Pair{Name: "code", Value: v["code"]}, scope), nil
}

func signRefresh(env providers.Env, v providers.Values) (providers.Signed, error) {
	return post(env, v, oauthPath, grantType("refresh_token"), providers.Pair{Name: "refresh_token", Value: v["refresh_token"]}, scope), nil
}

func signAddPrinter(env providers.Env, v providers.Values) (providers.Signed, error) {
	return post(env, v, addPrinterPath, given(v, "access_token", "machine_code", "qr_key", "msign", "phone", "print_name")...), nil
}

// signPrintText numbers the order itself where no number is given: the platform
// wants letters and digits that were never used before, as a state is.
func signPrintText(env providers.Env, v providers.Values) (providers.Signed, error) {
	own := append(given(v, "access_token", "machine_code", "content"), providers.Pair{Name: "origin_id", Value: cmp.Or(v["origin_id"], env.State)})
	return post(env, v, printPath, own...), nil
}

// signPrinter signs the calls that name a printer and nothing else.
func signPrinter(path string) func(providers.Env, providers.Values) (providers.Signed, error) {
	return func(env providers.Env, v providers.Values) (providers.Signed, error) {
		return post(env, v, path, given(v, "access_token", "machine_code")...), nil
	}
}

func grantType(name string) providers.Pair {
	return providers.Pair{Name: "grant_type", Value: name}
}

// given picks the values that are not empty, in the order of names.
func given(v providers.Values, names ...string) []providers.Pair {
	var pairs []providers.Pair
	for _, name := range names {
		if v[name] != "" {
			pairs = append(pairs, providers.Pair{Name: name, Value: v[name]})
		}
	}
	return pairs
}
