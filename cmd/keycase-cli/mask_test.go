package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"keycase/providers"
)

// awkwardCanary is a secret with what encoders change, and what two of them
// treat differently.
const awkwardCanary = "canary+/=*~that/must+not=show=="

// unwrapped is text as somebody reads it who knows percent-encoding and Base64.
func unwrapped(text string) string {
	all := []string{text}
	for range 3 {
		plain, err := url.QueryUnescape(strings.ReplaceAll(text, "+", "%2B"))
		if err != nil {
			break
		}
		text = plain
		all = append(all, plain)
	}
	for _, word := range regexp.MustCompile(`[A-Za-z0-9+/]{16,}={0,2}`).FindAllString(strings.Join(all, "\n"), -1) {
		if plain, err := base64.StdEncoding.DecodeString(word); err == nil {
			all = append(all, string(plain))
		}
	}
	return strings.Join(all, "\n")
}

func signedText(t *testing.T, operation string, values providers.Values, flags ...string) string {
	t.Helper()
	input, err := json.Marshal(values)
	require.NoError(t, err)
	var out, messages bytes.Buffer
	with := console{in: bytes.NewReader(input), out: &out, err: &messages, env: func(string) string { return "" }}
	require.Equal(t, exitDone, execute(append([]string{"sign", operation, "--input", "-"}, flags...), with), messages.String())
	return out.String()
}

// TestSignHidesEveryFormOfASecret: neither the value nor what it became on its
// way into the request is on the screen, and --reveal brings it back.
func TestSignHidesEveryFormOfASecret(t *testing.T) {
	for name, c := range map[string]struct {
		operation string
		values    providers.Values
	}{
		"robot query": {"robot.token", providers.Values{"api_key": "key", "secret_key": canary}},
		"robot form":  {"robot.token", providers.Values{"api_key": "key", "secret_key": canary, "auth_style": "form"}},
		"robot basic": {"robot.token", providers.Values{"api_key": "key", "secret_key": canary, "auth_style": "basic"}},
		"robot call":  {"robot.request", providers.Values{"access_token": awkwardCanary, "app_id": "1", "app_secret": "other" + awkwardCanary, "path": "/x", "method": "GET"}},
		"jdy token": {"jdy.app-token", providers.Values{
			"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_key": "bVZgAZOv", "app_signature": awkwardCanary,
		}},
		"jdy call": {"jdy.request", providers.Values{
			"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_token": awkwardCanary, "method": "GET", "path": "/x",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			secret := awkwardCanary
			if c.operation == "robot.token" { // its keys are letters and digits
				secret = canary
			}
			assert.NotContains(t, unwrapped(signedText(t, c.operation, c.values)), secret)
			assert.Contains(t, unwrapped(signedText(t, c.operation, c.values, "--reveal")), secret)
			assert.Contains(t, unwrapped(signedText(t, c.operation, c.values, "--json")), secret, "what was given is given back")
		})
	}
}

// TestSignHidesWhatOpensThePlatform: a computed app_signature or access_token is
// as good as the secret behind it; X-Api-Signature is what was asked for.
func TestSignHidesWhatOpensThePlatform(t *testing.T) {
	jdy := providers.Values{"client_id": "200421", "client_secret": "f2adcfef73369bfc4e1384677d38a0ff", "app_key": "abc", "app_secret": "abc123"}
	const appSignature = "ZDljMTI3NGIyNTE1MTRkYzlkNjc1MDNhYjUzMzgzNWMyY2M4YTdjMzdmNmM3YTVlNDkxMTkzNjdiOTFjNzUyZQ"
	const appHMAC = "d9c1274b251514dc9d67503ab533835c2cc8a7c37f6c7a5e49119367b91c752e"
	shown := signedText(t, "jdy.app-token", jdy)
	assert.NotContains(t, shown, appSignature)
	assert.NotContains(t, unwrapped(shown), appHMAC)
	assert.Regexp(t, `(?m)^signature\t\w{80,}`, shown)
	assert.Contains(t, signedText(t, "jdy.app-signature", jdy), "signature\t"+appSignature, "it is the result here")

	kis := providers.Values{"eid": "1234567", "client_id": "1400000001", "client_secret": "0123456789ABCDEF0123456789ABCDEF", "auth_token": "0123456789ABCDEF0123456789ABCDEF"}
	for _, operation := range []string{"kis.access-token", "kis.server-url"} {
		assert.NotRegexp(t, `\t[0-9A-F]{32}\b|access_token=[0-9A-F]`, signedText(t, operation, kis), operation)
		assert.Regexp(t, `(?m)^signature\t[0-9A-F]{32}$`, signedText(t, operation, kis, "--reveal"), operation)
	}
}
