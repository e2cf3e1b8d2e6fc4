package robot

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"keycase/providers"
)

func tokenValues() providers.Values {
	return providers.Values{"api_key": "Y16OfM12mLDbQ3LVnCtnERgRhmMizJpE", "secret_key": "0123456789abcdefghijABCDEFGHIJ42"}
}

func requestValues() providers.Values {
	return providers.Values{
		"access_token": "LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r",
		"app_id":       "200916", "app_secret": "a9b8004a507e52efe2dbf85efebe98c3",
		"path": "/some/api",
	}
}

const keysOnWire = "access_token=LL2Y4Z6TGMBCQwARg2m1mhhVzZKmFd7r&client_id=200916&client_secret=a9b8004a507e52efe2dbf85efebe98c3"

func fieldsOf(tb testing.TB, err error) []string {
	tb.Helper()
	var invalid *providers.InvalidError
	require.ErrorAs(tb, err, &invalid)
	var names []string
	for _, p := range invalid.Problems {
		names = append(names, p.Field)
		assert.NotEmpty(tb, p.Text.ZH)
		assert.NotEmpty(tb, p.Text.EN)
	}
	return names
}

func TestOwnParametersFollow(t *testing.T) {
	v := requestValues()
	delete(v, "path")
	v["url"] = "HTTPS://Gateway.KingdeeResearch.com/some/%E5%9B%BE?b=1&a=%20#part"
	v["query"] = `[["c","x&y"],["a",2]]`
	v["method"] = "POST"
	v["body"] = `{"text":"你好"}`
	r := sign(t, "request", v)
	assert.Equal(t, "https://gateway.kingdeeresearch.com/some/%E5%9B%BE?"+keysOnWire+"&b=1&a=+&c=x%26y&a=2", r.URL)
	assert.Equal(t, "POST", r.Method)
	assert.Equal(t, `{"text":"你好"}`, r.Body)
	assert.Equal(t, "application/json", r.Header("Content-Type"))
}

func TestRequestWithoutBody(t *testing.T) {
	r := sign(t, "request", requestValues())
	assert.Equal(t, "GET", r.Method)
	assert.Empty(t, r.Body)
	assert.Empty(t, r.Headers)
}

func TestBaseURL(t *testing.T) {
	env := providers.Env{BaseURL: "http://127.0.0.1:8080/robot"}
	signed, err := operation(t, "token").Sign(env, tokenValues())
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(signed.Request.URL, "http://127.0.0.1:8080/robot/certification/oauth2/token?"))

	v := requestValues()
	signed, err = operation(t, "request").Sign(env, v)
	require.NoError(t, err)
	assert.Equal(t, "http://127.0.0.1:8080/robot/some/api?"+keysOnWire, signed.Request.URL)

	delete(v, "path")
	v["url"] = "http://127.0.0.1:8080/robot/some/api"
	again, err := operation(t, "request").Sign(env, v)
	require.NoError(t, err)
	assert.Equal(t, signed, again)
}

// A call to any other host would hand it the token and the secret.
func TestForeignHostIsRefused(t *testing.T) {
	for _, full := range []string{
		"https://example.org/some/api", "http://gateway.kingdeeresearch.com/some/api", "https://gateway.kingdeeresearch.com:444/a",
		"https://gateway.kingdeeresearch.com.example.org/", "https://user@gateway.kingdeeresearch.com/",
	} {
		v := requestValues()
		delete(v, "path")
		v["url"] = full
		_, err := operation(t, "request").Sign(providers.Env{}, v)
		assert.Equal(t, []string{"url"}, fieldsOf(t, err), full)
	}
}

func TestKeysCannotBeOverridden(t *testing.T) {
	for _, name := range []string{"access_token", "client_id", "client_secret"} {
		v := requestValues()
		v["query"] = `[["page","1"],["` + name + `","x"]]`
		_, err := operation(t, "request").Sign(providers.Env{}, v)
		assert.Equal(t, []string{"query"}, fieldsOf(t, err))
		assert.ErrorContains(t, err, name)

		v = requestValues()
		delete(v, "path")
		v["url"] = "https://gateway.kingdeeresearch.com/some/api?%61" + name[1:] + "=x"
		if name[0] != 'a' {
			v["url"] = "https://gateway.kingdeeresearch.com/some/api?" + name + "=x"
		}
		_, err = operation(t, "request").Sign(providers.Env{}, v)
		assert.Equal(t, []string{"url"}, fieldsOf(t, err))
	}
}

// What the guide prints has a line break in its API Key; it must be named as
// such and not be signed.
func TestWrappedKeyIsRefused(t *testing.T) {
	v := tokenValues()
	v["api_key"] = "Y16OfM12mLDbQ3LVnCtnERgRh mMizJpE"
	_, err := operation(t, "token").Sign(providers.Env{}, v)
	assert.Equal(t, []string{"api_key"}, fieldsOf(t, err))
	assert.ErrorContains(t, err, "space or line break")
	assert.NotContains(t, err.Error(), "Y16OfM12")
}

func TestValidation(t *testing.T) {
	for _, c := range []struct {
		op     string
		values func() providers.Values
		bad    map[string][]string
	}{
		{"token", tokenValues, map[string][]string{
			"api_key":    {"", "Y16OfM12 mLDb", "Y16OfM12:mLDb", strings.Repeat("a", 129)},
			"secret_key": {"", "0123\t4567", "密钥", strings.Repeat("a", 129)},
			"auth_style": {"Query", "header"},
		}},
		{"request", requestValues, map[string][]string{
			"access_token": {"", "a b", strings.Repeat("a", 4097)},
			"app_id":       {"", "200 916", "200916;", strings.Repeat("1", 65)},
			"app_secret":   {"", "a b", strings.Repeat("a", 257)},
			"method":       {"get", "HEAD"},
			"path":         {"", "some/api", "/a b", "/a?b=1", "/" + strings.Repeat("a", 2048)},
			"url":          {"https://gateway.kingdeeresearch.com/both"},
			"query":        {`{"page":1}`, `[["page"]]`, `[["",1]]`},
			"body":         {"a\xff"},
		}},
	} {
		for name, values := range c.bad {
			for _, value := range values {
				v := c.values()
				v[name] = value
				_, err := operation(t, c.op).Sign(providers.Env{}, v)
				require.Error(t, err, "%s=%q", name, value)
				assert.Equal(t, []string{name}, fieldsOf(t, err), "%s=%q", name, value)
			}
		}
	}
	for _, full := range []string{"ftp://gateway.kingdeeresearch.com/a", "https://", "https://gateway.kingdeeresearch.com/a?b=%zz"} {
		v := requestValues()
		delete(v, "path")
		v["url"] = full
		_, err := operation(t, "request").Sign(providers.Env{}, v)
		assert.Equal(t, []string{"url"}, fieldsOf(t, err), full)
	}
}

func TestTraceExplainsEveryStyle(t *testing.T) {
	check := func(op string, v providers.Values) {
		signed, err := operation(t, op).Sign(providers.Env{}, v)
		require.NoError(t, err)
		require.Len(t, signed.Trace, 4)
		for _, s := range signed.Trace {
			assert.NotEmpty(t, s.Name)
			assert.NotEmpty(t, s.Value)
			for _, text := range []providers.Text{s.Title, s.Hint} {
				assert.NotEmpty(t, text.ZH)
				assert.NotEmpty(t, text.EN)
			}
		}
		r := signed.Request
		assert.Contains(t, r.URL+"\n"+r.Header("Authorization")+"\n"+r.Body, signed.Trace[3].Value)
	}
	for _, style := range []string{styleQuery, styleForm, styleBasic} {
		v := tokenValues()
		v["auth_style"] = style
		check("token", v)
	}
	check("request", requestValues())
}

// The pairs are kept apart: neither goes where the other belongs. What is secret
// is named in the form it has on the wire, so that masking leaves nothing.
func TestSecretsCanBeMasked(t *testing.T) {
	key := rapid.StringMatching(`[0-9A-Za-z]{12,40}`)
	odd := rapid.StringMatching(`#[!-~]{8,40}`)
	rapid.Check(t, func(t *rapid.T) {
		v := providers.Values{
			"api_key": "k" + key.Draw(t, "api_key"), "secret_key": "s" + key.Draw(t, "secret_key"),
			"access_token": odd.Draw(t, "access_token"), "app_id": "200916", "app_secret": odd.Draw(t, "app_secret"),
			"path": "/some/api", "auth_style": rapid.SampledFrom([]string{styleQuery, styleForm, styleBasic}).Draw(t, "auth_style"),
		}
		for id, c := range map[string]struct{ mine, others []string }{
			"token":   {[]string{v["secret_key"], base64.StdEncoding.EncodeToString([]byte(v["api_key"] + ":" + v["secret_key"]))}, []string{v["app_secret"], v["access_token"]}},
			"request": {[]string{v["access_token"], v["app_secret"]}, []string{v["api_key"], v["secret_key"]}},
		} {
			op, _ := Platform().Operation(id)
			signed, err := op.Sign(providers.Env{}, v)
			require.NoError(t, err)
			again, err := op.Sign(providers.Env{}, v.Clone())
			require.NoError(t, err)
			assert.Equal(t, signed, again)

			wire := signed.Request.URL + "\n" + signed.Request.Header("Authorization") + "\n" + signed.Request.Body
			for _, s := range c.others {
				assert.NotContains(t, wire, url.QueryEscape(s))
			}
			masked := providers.Redact(wire, signed.Request.Sensitive...)
			for _, s := range c.mine {
				assert.NotContains(t, masked, s)
				assert.NotContains(t, masked, url.QueryEscape(s))
			}
		}
	})
}
